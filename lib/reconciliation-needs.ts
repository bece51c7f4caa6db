import type { reconciliationRoutes } from '../lambdas/contracts/reconciliation-routes.ts';
import type { StatedNeeds } from './stated-needs.ts';
import { statementNeeds } from './statement-needs.ts';

type ReconciliationHandler = (typeof reconciliationRoutes)[keyof typeof reconciliationRoutes]['handler'];

/** What the functions may do by which statements are read and settled. */
export const reconciliationNeeds: Readonly<Record<ReconciliationHandler, StatedNeeds> & typeof statementNeeds> = {
  ...statementNeeds,
  'acknowledgements': {
    memoryMb: 512,
    table: { BatchGetItem: ['STATEMENTS'], PutItem: ['STATEMENTS'] },
    secret: true,
    objects: { statements: { read: ['manifests/'] } },
    impact: 'Insurers cannot acknowledge their statements, and are reminded of ones that they have.',
  },
  'disputes': {
    memoryMb: 1024,
    table: { BatchGetItem: ['STATEMENTS'], PutItem: ['STATEMENTS'] },
    secret: true,
    objects: { statements: { read: ['manifests/', 'parts/'] } },
    impact: 'Insurers cannot dispute lines of their statements; nothing that was settled changes.',
  },
  'dispute-list': {
    memoryMb: 512,
    table: { BatchGetItem: ['STATEMENTS'], Query: ['STATEMENTS'] },
    secret: true,
    objects: { statements: { read: ['manifests/'] } },
    impact: 'Insurers cannot see what became of their disputes.',
  },
  'remittances': {
    memoryMb: 1024,
    table: {
      BatchGetItem: ['STATEMENTS'],
      Query: ['STATEMENTS'],
      PutItem: ['STATEMENTS'],
      ConditionCheckItem: ['STATEMENTS'],
    },
    secret: false,
    objects: { statements: { read: ['manifests/', 'parts/'] } },
    impact: 'What insurers paid is not booked: statements show it as open, and providers are not credited with it.',
  },
  'settlement-accounts': {
    memoryMb: 512,
    table: { Query: ['ACCOUNT'] },
    secret: false,
    impact: 'Hospitals and pharmacies cannot see what they are owed; nothing else is affected.',
  },
  'payment-advice': {
    memoryMb: 1024,
    table: { BatchGetItem: ['STATEMENTS'], Query: ['ACCOUNT', 'STATEMENTS'] },
    secret: false,
    objects: { statements: { read: ['manifests/'] } },
    impact: 'Insurers and providers get no advice of what a week comes to between them.',
  },
};
