import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';

/** The documents that partners send, as plain data with only what a test is about left to say. */
export function consultPlan(planId: string, over: Partial<PlanRequest> = {}): PlanRequest {
  return {
    planId,
    version: 1,
    name: { zh: '问诊直付', en: 'Consult direct pay' },
    currency: 'CNY',
    effectiveFrom: '2020-01-01',
    year: 'calendar',
    benefits: [consultBenefit()],
    ...over,
  };
}

export type BenefitRequest = PlanRequest['benefits'][number];

export function consultBenefit(over: Partial<BenefitRequest> = {}): BenefitRequest {
  return {
    benefitId: 'consult',
    name: { zh: '图文复诊', en: 'Consults' },
    covers: { orderKinds: ['consult'], categories: ['consult'], items: 'any' },
    ...over,
  };
}

export type LimitRequest = NonNullable<PlanRequest['limits']>[number];

export function yearlyAmount(limitId: string, max: number, over: Partial<LimitRequest> = {}): LimitRequest {
  return { limitId, measure: 'amount', max, per: 'year', ...over };
}

/** A consult of one line unless `amounts` has more; amounts in fen. */
export function consultOrder(
  orderNo: string,
  memberId: string,
  amounts: number | readonly number[],
  over: Partial<OrderRequest> = {},
): OrderRequest {
  return {
    orderNo,
    kind: 'consult',
    serviceAt: '2026-06-15T09:30:00+08:00',
    member: { memberId },
    visit: { type: 'follow-up', mode: 'text', department: 'dermatology', doctorId: 'D310199000003' },
    diagnoses: [{ code: 'L30.900', name: '湿疹' }],
    lines: [amounts].flat().map((amount, index) => ({
      lineNo: index + 1,
      category: 'consult',
      code: 'CONSULT-TEXT',
      name: '图文复诊',
      quantity: '1',
      amount,
    })),
    ...over,
  };
}

/** A benefit for drugs of a formulary. */
export function drugBenefit(formulary: string, over: Partial<BenefitRequest> = {}): BenefitRequest {
  const covers = { categories: ['drug' as const], items: { formulary } };
  return { benefitId: 'drugs', name: { zh: '目录内药品', en: 'Drugs on the list' }, covers, ...over };
}

/** An item that is sold over the counter unless it says otherwise. */
export function drugEntry(code: string, over: Partial<FormularyEntryRequest> = {}): FormularyEntryRequest {
  return { code, name: '对乙酰氨基酚片', otc: true, ...over };
}

/** A pharmacy's order of one unit of each code for 10.00 yuan. */
export function drugOrder(orderNo: string, memberId: string, codes: string | readonly string[]): OrderRequest {
  return consultOrder(orderNo, memberId, [], {
    kind: 'pharmacy',
    lines: [codes].flat().map((code, index) => ({
      ...{ lineNo: index + 1, category: 'drug', code, name: '药品', quantity: '1', amount: 1_000 },
    })),
  });
}

/** A reviewed prescription of two units for seven days; `items` name their codes and what else is different. */
export function prescriptionOf(
  memberId: string,
  items: readonly ({ readonly code: string } & Partial<PrescriptionRequest['items'][number]>)[],
  over: Partial<PrescriptionRequest> = {},
): PrescriptionRequest {
  return {
    member: { memberId },
    diagnoses: [{ code: 'E11.900', name: '2型糖尿病' }],
    doctorId: 'D310199000003',
    issuedAt: '2026-06-15T08:00:00+08:00',
    reviewedBy: 'PH-310199',
    reviewedAt: '2026-06-15T08:10:00+08:00',
    items: items.map((item) => ({ name: '二甲双胍缓释片', quantity: '2', daysSupply: 7, ...item })),
    ...over,
  };
}

export interface CoverageDocument {
  readonly [field: string]: unknown;
}

export function coverageOf(memberId: string, planId: string, over: CoverageDocument = {}): CoverageDocument {
  return {
    ...{ memberId, planId, from: '2024-01-01', to: '2029-12-31', status: 'active' },
    ...{ nationalInsurance: false, consent: true },
    ...over,
  };
}
