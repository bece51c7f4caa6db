import type { TriggeredHandler } from '../lambdas/contracts/triggers.ts';
import { claimWorkNeeds } from './claim-needs.ts';
import type { StatedNeeds } from './stated-needs.ts';

/** What the functions may do that no request starts. */
export const workNeeds: Readonly<Record<TriggeredHandler, StatedNeeds>> = {
  ...claimWorkNeeds,
  'facts': {
    memoryMb: 512,
    table: {
      GetItem: ['PARTNER'],
      Query: ['ORDER'],
      BatchGetItem: ['STATEMENTS'],
      PutItem: ['BOOK', 'DELIVERY', 'DUE', 'STATEMENTS'],
    },
    secret: false,
    sendsTo: ['claims', 'webhook-deliveries'],
    impact: 'Providers do not hear of what happens to their orders, nor of holds that end; limits and money are right.',
  },
  'opened-disputes': {
    memoryMb: 256,
    table: { GetItem: ['PARTNER'], PutItem: ['DELIVERY', 'DUE'] },
    secret: false,
    sendsTo: ['webhook-deliveries'],
    impact: 'Providers do not hear of disputes, and nobody is reminded of their deadlines; insurers are answered.',
  },
  'due': {
    memoryMb: 512,
    table: {
      Query: ['DUE', 'ORDER'],
      BatchGetItem: ['POOL', 'STATEMENTS'],
      PutItem: ['ORDER'],
      UpdateItem: ['EXCEPTION', 'FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
      DeleteItem: ['DUE', 'POOL'],
    },
    secret: false,
    sendsTo: ['claims', 'webhook-deliveries'],
    impact: 'Holds that end and events that wait too long are not told of, webhooks not sent again; money is right.',
  },
  'enrolment-files': {
    // for its share of a processor: rows are parsed, hashed and encrypted by the thousand
    memoryMb: 1024,
    table: {
      BatchGetItem: ['COVERAGE', 'ENROLMENT', 'IDENTITY', 'MEMBER', 'PLAN'],
      PutItem: ['COVERAGE', 'ENROLMENT', 'IDENTITY', 'MEMBER'],
      UpdateItem: ['ENROLMENT', 'MEMBER'],
    },
    secret: true,
    sendsTo: ['enrolment-files'],
    objects: { enrolments: { read: ['files/', 'uploads/'] } },
    impact: "Insurers' files of coverages stand still: new members are declined and ended ones still covered.",
  },
  'webhook-deliveries': {
    memoryMb: 512,
    table: { GetItem: ['PARTNER'], BatchGetItem: ['DELIVERY'], PutItem: ['DUE'], UpdateItem: ['DELIVERY'] },
    // what is sent is signed with the provider's secret
    secret: true,
    impact: 'Providers do not hear of what happens to their orders until they ask; limits and money are right.',
  },
  'daily-close': {
    // for its share of a processor: a slice of a large day is sorted, rendered and compressed in one go
    memoryMb: 2048,
    timeoutMinutes: 14,
    table: {
      GetItem: ['PARTNER'],
      Query: ['ACCOUNT', 'BOOK', 'ORDER', 'STATEMENTS'],
      BatchGetItem: ['BOOK', 'ORDER', 'STATEMENTS'],
      PutItem: ['ACCOUNT', 'BOOK', 'DUE', 'STATEMENTS'],
      UpdateItem: ['STATEMENTS'],
      DeleteItem: ['STATEMENTS'],
    },
    indexes: ['statement'],
    // statements are signed
    secret: true,
    objects: {
      statements: { read: ['drafts/', 'manifests/', 'parts/'], write: ['drafts/', 'manifests/', 'parts/'] },
    },
    impact: 'Insurers do not get the statement of the day, and pay later; claims and settling go on.',
  },
};
