import type { DecisionAnswer } from '../decision-answer.ts';
import type { EligibilityRequest } from '../eligibility.ts';
import type { OrderRequest, SettlementRequest } from '../order.ts';

// What the product really answers, in this order, to a hospital whose member has 35.00 yuan left: a test plays it.

export const orderExample: OrderRequest = {
  orderNo: 'HX20261121000123',
  kind: 'consult',
  serviceAt: '2026-11-21T10:05:00+08:00',
  member: { memberId: 'M-1001' },
  region: '310000',
  visit: { type: 'follow-up', mode: 'video', department: 'dermatology', doctorId: 'D310199000003' },
  diagnoses: [{ code: 'L30.900', name: '湿疹' }],
  lines: [{ lineNo: 1, category: 'consult', code: 'CONSULT-VIDEO', name: '视频复诊', quantity: '1', amount: 4500 }],
};

export const settlementExample: SettlementRequest = {
  ...orderExample,
  quoteToken: 'q1.eyJvIjoiSFgyMDI2MTEyMTAwMDEyMyJ9.Zk3x',
};

export const eligibilityRequestExample: EligibilityRequest = {
  member: { memberId: 'M-1001' },
  serviceDate: '2026-11-21',
};

const period = { from: '2026-01-01', to: '2026-12-31' };
const ofMember = { coverageId: 'C-2026-1', scope: 'member', measure: 'amount' } as const;
const yearLimit = { limitId: 'consult-year', ...ofMember, max: 50_000, used: 50_000, held: 0, remaining: 0, period };
const yearLimitBefore = { ...yearLimit, used: 46_500, remaining: 3_500 };
const deductible = { limitId: 'deductible', ...ofMember, max: 10_000, used: 0, held: 0, remaining: 10_000, period };

const overLimit = {
  code: 'L505',
  amount: 1_000,
  zh: '本次超出年度限额 10.00 元，剩余额度 0 元，2027-01-01 恢复',
  en: 'The yearly limit is exceeded by CNY 10.00; CNY 0 of it is left; it is renewed on 2027-01-01',
  rule: 'consult.limits.consult-year',
};

const money = { billed: 4_500, priorPaid: 0, insurer: 3_500, patient: 1_000, writeOff: 0 };
const shares = [{ coverageId: 'C-2026-1', insurerId: 'insurer-a', amount: 3_500 }];

export const decisionExample: DecisionAnswer = {
  decision: 'partial',
  orderNo: 'HX20261121000123',
  coverageId: 'C-2026-1',
  plan: { planId: 'ehealth-direct', version: 3 },
  businessDate: '2026-11-21',
  totals: money,
  shares,
  lines: [{ lineNo: 1, benefitId: 'consult', ...money, shares, reasons: [overLimit] }],
  reasons: [],
  accumulators: [yearLimit, deductible],
};

export const quoteExample = {
  quoteToken: settlementExample.quoteToken,
  expiresAt: '2026-11-21T10:20:02.114+08:00',
  ...decisionExample,
};

const settlementId = '58HgSWbfyMWiuLyQ1SjiP.1';

export const settledExample = { settlementId, status: 'settled', ...decisionExample };

export const orderRecordExample = {
  orderNo: 'HX20261121000123',
  status: 'settled',
  decision: decisionExample,
  settlementId,
  refundable: [{ lineNo: 1, quantity: '1', insurer: 3_500, patient: 1_000 }],
  facts: [
    {
      factId: settlementId,
      type: 'settlement',
      postedAt: '2026-11-21T10:05:02.114+08:00',
      businessDate: '2026-11-21',
      totals: money,
    },
  ],
};

export const eligibilityExample = {
  memberId: 'M-1001',
  coverages: [
    {
      coverageId: 'C-2026-1',
      plan: { planId: 'ehealth-direct', version: 3 },
      from: '2026-01-01',
      to: '2026-12-31',
      status: 'active',
      benefits: [
        { benefitId: 'consult', name: { zh: '互联网问诊', en: 'Online consults' }, limits: [yearLimitBefore] },
      ],
      limits: [deductible],
    },
  ],
};

const drug = { code: 'XA10BAE021A010010201650', name: '盐酸二甲双胍片' };

export const prescriptionRequestExample = {
  consultOrderNo: 'HX20261121000123',
  member: { memberId: 'M-1001' },
  diagnoses: [{ code: 'E11.900', name: '2型糖尿病' }],
  doctorId: 'D310199000003',
  issuedAt: '2026-11-21T10:05:00+08:00',
  reviewedBy: 'PH-310199',
  reviewedAt: '2026-11-21T10:15:00+08:00',
  items: [{ ...drug, quantity: '2', daysSupply: 28, refills: 1 }],
};

export const prescriptionExample = {
  prescriptionNo: 'RX-881',
  memberId: 'M-1001',
  status: 'issued',
  issuedAt: '2026-11-21T10:05:00.000+08:00',
  validUntil: '2026-11-24T10:05:00.000+08:00',
  items: [{ ...drug, allowed: '4', used: '0', held: '0', remaining: '4' }],
};
