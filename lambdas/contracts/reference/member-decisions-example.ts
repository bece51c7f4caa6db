import type { MemberDecisionsAnswer } from '../member-decisions-answer.ts';
import { decisionExample, orderRecordExample } from './order-examples.ts';

const { orderNo, settlementId, refundable } = orderRecordExample;
const { totals } = decisionExample;

/** What the product answers of the order that the other examples settle: a test plays it. */
export const memberDecisionsExample: MemberDecisionsAnswer = {
  memberId: 'M-1001',
  from: '2026-11-21',
  to: '2026-11-21',
  decisions: [
    {
      ...{ orderNo, kind: 'consult', serviceDate: '2026-11-21' },
      ...{ status: 'settled', statusText: { zh: '已结算', en: 'Settled' }, statusDate: '2026-11-21' },
      settlementId,
      comesTo: totals,
      paid: totals,
      lines: [{ lineNo: 1, category: 'consult', name: '视频复诊', quantity: '1', paid: { quantity: '1', ...totals } }],
      refundable,
      limits: [
        { limitId: 'consult-year', coverageId: 'C-2026-1', per: 'year', renewedOn: '2027-01-01' },
        { limitId: 'deductible', coverageId: 'C-2026-1', per: 'year', renewedOn: '2027-01-01' },
      ],
      decision: decisionExample,
    },
  ],
};
