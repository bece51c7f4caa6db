import type { AcknowledgementAnswer, AcknowledgementRequest } from '../acknowledgement.ts';
import type { DisputeAnswer, DisputeListAnswer, DisputeRequest, DisputesAnswer } from '../dispute.ts';
import type { RemittanceAnswer, RemittanceRequest } from '../remittance.ts';
import type { SettlementAccountAnswer } from '../settlement-account.ts';

export const acknowledgementExample: AcknowledgementRequest = {
  version: 1,
  sha256: '2f77668a9dfbf8d5848b9eeb4a7145ca94c6ed9236e4a773f6dcafa5132b2f91',
  count: 3,
  net: 10_000,
};

export const acknowledgedExample: AcknowledgementAnswer = {
  businessDate: '2026-11-21',
  ...acknowledgementExample,
  acknowledgedAt: '2026-11-22T09:12:40.000+08:00',
};

export const disputesExample: readonly DisputeRequest[] = [
  { line: 2, code: 'PRICE', expectedAmount: 2_000, note: 'Above the agreed price' },
];

const opened: DisputeAnswer = {
  disputeId: 'insurer-a.2026-11-21.2',
  ...{ line: 2, code: 'PRICE', expectedAmount: 2_000, note: 'Above the agreed price' },
  state: 'open',
  owner: { role: 'operations', partnerId: 'hospital-a' },
  ...{ factId: 'ZFas4hABT_YwX1HCPNnMJ.1', orderNo: 'HX20261121000124' },
  openedAt: '2026-11-22T09:14:02.000+08:00',
  deadline: '2026-11-29T09:14:02.000+08:00',
};

export const openedDisputesExample: DisputesAnswer = { businessDate: '2026-11-21', disputes: [opened] };

export const disputeListExample: DisputeListAnswer = {
  businessDate: '2026-11-21',
  disputes: [
    {
      ...opened,
      state: 'accepted',
      decidedAt: '2026-11-24T16:30:00.000+08:00',
      ...{ adjustmentFactId: 'ZFas4hABT_YwX1HCPNnMJ.2', adjustedAmount: 500 },
    },
  ],
};

export const remittanceExample: RemittanceRequest = {
  remittanceNo: 'PAY-2026-1123',
  paidAt: '2026-11-23T10:00:00+08:00',
  items: [
    { businessDate: '2026-11-20', amount: 8_000 },
    { businessDate: '2026-11-21', amount: 7_000, lines: [1, { line: 3, amount: 2_000 }] },
  ],
};

export const bookedRemittanceExample: RemittanceAnswer = {
  remittanceNo: 'PAY-2026-1123',
  amount: 15_000,
  statementDate: '2026-11-23',
  cleared: [
    { businessDate: '2026-11-20', amount: 7_500 },
    {
      businessDate: '2026-11-21',
      amount: 7_000,
      lines: [
        { line: 1, amount: 5_000 },
        { line: 3, amount: 2_000 },
      ],
    },
  ],
  open: [
    { businessDate: '2026-11-20', net: 7_500, remitted: 7_500, open: 0 },
    { businessDate: '2026-11-21', net: 10_000, remitted: 7_000, open: 3_000 },
  ],
  suspense: 500,
};

export const settlementAccountExample: SettlementAccountAnswer = {
  providerId: 'hospital-a',
  date: '2026-11-23',
  owed: 3_000,
  insurers: [
    {
      ...{ insurerId: 'insurer-a', businessDate: '2026-11-23', opening: 17_500, count: 0, debit: 0, credit: 0 },
      ...{ paid: 14_500, closing: 3_000 },
    },
  ],
};
