import type { StatedNeeds } from './stated-needs.ts';

/** What the functions may do that bring claims to their insurers. */
export const claimWorkNeeds = {
  'claims': {
    memoryMb: 512,
    table: {
      GetItem: ['PARTNER'],
      BatchGetItem: ['BOOK', 'BREAKER', 'ORDER'],
      Query: ['BOOK', 'ORDER'],
      PutItem: ['BREAKER', 'DUE'],
      UpdateItem: ['BOOK', 'BREAKER', 'EXCEPTION'],
    },
    // what is sent is signed with our own key
    secret: true,
    // what has waited, when its insurer is within reach again
    sendsTo: ['claims'],
    impact: 'Insurers do not get their claims until it works again; none is lost, and what patients pay is right.',
  },
  'claims-sweep': {
    memoryMb: 512,
    table: {
      GetItem: ['PARTNER'],
      BatchGetItem: ['BREAKER', 'STATEMENTS'],
      Query: ['BOOK', 'ORDER'],
      PutItem: ['BOOK', 'BREAKER', 'STATEMENTS'],
    },
    indexes: ['statement'],
    secret: false,
    sendsTo: ['claims'],
    impact: 'Claims that waited for an insurer to be within reach again, or that the stream lost, go on waiting.',
  },
} as const satisfies Record<string, StatedNeeds>;

/** What the functions may do by which insurers ask about claims and answer them. */
export const claimDoorNeeds = {
  'claim-states': {
    memoryMb: 512,
    table: { BatchGetItem: ['BOOK'], Query: ['ORDER'] },
    secret: false,
    impact: 'Insurers cannot look up what became of a claim; claims go on their way.',
  },
  'claim-results': {
    memoryMb: 512,
    table: { BatchGetItem: ['BOOK'], Query: ['ORDER'], UpdateItem: ['BOOK', 'EXCEPTION'] },
    secret: false,
    impact: 'Insurers cannot answer the claims that they took and did not decide: these are asked about once a day.',
  },
} as const satisfies Record<string, StatedNeeds>;
