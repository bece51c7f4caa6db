import type { Route } from './route.ts';
import { rare, steady } from './route.ts';

/** The insurer's day. */
export const statementRoutes = {
  listStatements: {
    operationId: 'listStatements',
    method: 'GET',
    path: '/v1/statements',
    handler: 'statement-list',
    door: ['insurer'],
    bodyLimit: 0,
    throttle: rare,
  },
  readStatement: {
    operationId: 'readStatement',
    method: 'GET',
    path: '/v1/statements/{businessDate}',
    handler: 'statements',
    door: ['insurer'],
    bodyLimit: 0,
    throttle: steady,
  },
  readStatementPart: {
    operationId: 'readStatementPart',
    method: 'GET',
    path: '/v1/statements/{businessDate}/parts/{n}',
    handler: 'statement-parts',
    door: ['insurer'],
    bodyLimit: 0,
    throttle: steady,
  },
} as const satisfies Record<string, Route>;
