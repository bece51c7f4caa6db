import { decisionExample, orderExample } from './order-examples.ts';

// What the product really answers, in this order, to a hospital whose member has 35.00 yuan left: a test plays it.

const orderNo = 'HX20261121000124';
const authorizationId = 'ZFas4hABT_YwX1HCPNnMJ.1';
const half = { billed: 2_250, priorPaid: 0, insurer: 1_750, patient: 500, writeOff: 0 };
const shares = [{ coverageId: 'C-2026-1', insurerId: 'insurer-a', amount: 1_750 }];
const lines = [{ lineNo: 1, quantity: '1', ...half, shares }];
const businessDate = '2026-11-21';

export const authorizationRequestExample = { ...orderExample, orderNo, expiresInSeconds: 604_800 };

export const authorizedExample = {
  authorizationId,
  status: 'authorized',
  expiresAt: '2026-11-28T10:05:02.114+08:00',
  ...decisionExample,
  orderNo,
  accumulators: decisionExample.accumulators.map((one) =>
    one.limitId === 'consult-year' ? { ...one, used: 46_500, held: 3_500 } : one,
  ),
};

export const captureRequestExample = { captureNo: 'CAP-1', lines: [{ lineNo: 1, amount: 2_250 }] };

export const capturedExample = {
  ...{ captureId: 'ZFas4hABT_YwX1HCPNnMJ.2', captureNo: 'CAP-1', authorizationId, status: 'captured', businessDate },
  ...{ totals: half, lines, shares },
};

export const reversalRequestExample = { reversalNo: 'REV-1', reason: 'patient-request' };

export const reversedExample = {
  ...{ reversalId: 'ZFas4hABT_YwX1HCPNnMJ.3', reversalNo: 'REV-1', status: 'reversed', businessDate },
  ...{ totals: half, lines, shares },
};

/** Of another order: one that has been captured cannot be voided. */
export const voidedExample = {
  authorizationId: 'lzWKUiynWfa2avZ3RvWmT.1',
  orderNo: 'HX20261121000125',
  status: 'voided',
  voidedAt: '2026-11-21T10:07:00.000+08:00',
  businessDate,
};
