import type { TriggeredHandler } from '../lambdas/contracts/triggers.ts';
import type { StatedNeeds } from './stated-needs.ts';

/** What the functions may do that no request starts. */
export const workNeeds: Readonly<Record<TriggeredHandler, StatedNeeds>> = {
  facts: {
    memoryMb: 512,
    table: { PutItem: ['DUE'] },
    secret: false,
    impact: 'Holds that end and events that wait for too long are not told of; limits and money are right without it.',
  },
  due: {
    memoryMb: 512,
    table: {
      Query: ['DUE', 'ORDER'],
      BatchGetItem: ['POOL'],
      PutItem: ['ORDER'],
      UpdateItem: ['EXCEPTION', 'FAMILY', 'MEMBER', 'POOL', 'PRESCRIPTION'],
      DeleteItem: ['DUE', 'POOL'],
    },
    secret: false,
    impact: 'Holds that end and events that wait for too long are not told of; limits and money are right without it.',
  },
};
