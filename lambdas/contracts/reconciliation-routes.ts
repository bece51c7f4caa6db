import type { Route } from './route.ts';
import { BODY_LIMIT_BYTES, rare, steady } from './route.ts';

/** What comes of a statement: it is acknowledged, disputed and paid, and providers see what they are owed. */
export const reconciliationRoutes = {
  acknowledgeStatement: {
    operationId: 'acknowledgeStatement',
    method: 'POST',
    path: '/v1/statements/{businessDate}/acknowledgement',
    handler: 'acknowledgements',
    door: ['insurer'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: rare,
  },
  openDisputes: {
    operationId: 'openDisputes',
    method: 'POST',
    path: '/v1/statements/{businessDate}/disputes',
    handler: 'disputes',
    door: ['insurer'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: rare,
  },
  listDisputes: {
    operationId: 'listDisputes',
    method: 'GET',
    path: '/v1/statements/{businessDate}/disputes',
    handler: 'dispute-list',
    door: ['insurer'],
    bodyLimit: 0,
    throttle: rare,
  },
  bookRemittance: {
    operationId: 'bookRemittance',
    method: 'POST',
    path: '/v1/remittances',
    handler: 'remittances',
    door: ['insurer'],
    bodyLimit: BODY_LIMIT_BYTES,
    throttle: rare,
  },
  readSettlementAccount: {
    operationId: 'readSettlementAccount',
    method: 'GET',
    path: '/v1/providers/settlement-account',
    handler: 'settlement-accounts',
    door: ['hospital', 'pharmacy'],
    bodyLimit: 0,
    throttle: steady,
  },
  readPaymentAdvice: {
    operationId: 'readPaymentAdvice',
    method: 'GET',
    path: '/v1/providers/payment-advice',
    handler: 'payment-advice',
    door: ['hospital', 'pharmacy', 'insurer'],
    bodyLimit: 0,
    throttle: steady,
  },
} as const satisfies Record<string, Route>;
