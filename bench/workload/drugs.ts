import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import type { Stage } from '../engine/stage.ts';
import { benchPlan, INSURER, seedMembers } from './enrolment.ts';
import { consultOrder } from './orders.ts';
import { handled, handlerOf, signedEvent } from './requests.ts';

/** What orders of the same three drugs draw on. */
export const drugKinds = ['over the counter', 'on a prescription', 'from a pool'] as const;
export type DrugKind = (typeof drugKinds)[number];

const POOL = { poolId: 'bench', budget: 900_000_000, shards: 16 } as const;
const PRESCRIPTION_NO = 'RX20260615000001';
const DRUGS = [
  { code: 'XC09CAE118A001', name: '厄贝沙坦片', amount: 3_280 },
  { code: 'XA10BAE021A010', name: '盐酸二甲双胍缓释片', amount: 2_450 },
  { code: 'XC10AAA070A001', name: '阿托伐他汀钙片', amount: 4_120 },
] as const;

const memberOf: Readonly<Record<DrugKind, string>> = {
  'over the counter': 'M-OTC',
  'on a prescription': 'M-RX',
  'from a pool': 'M-POOL',
};

/** Three packs for a month, each of another drug. */
export function drugOrder(orderNo: string, kind: DrugKind): OrderRequest {
  return {
    ...consultOrder(orderNo, { memberId: memberOf[kind] }),
    kind: 'pharmacy',
    ...(kind === 'on a prescription' && { prescriptionNo: PRESCRIPTION_NO }),
    lines: DRUGS.map((drug, index) => ({
      ...{ lineNo: index + 1, category: 'drug', quantity: '1', daysSupply: 28 },
      ...drug,
    })),
  };
}

/** Publishes what the orders need: a formulary, a plan for each kind, the pool, the members and their prescription. */
export async function publishDrugs(stage: Stage): Promise<void> {
  const put = async (handler: string, target: string, content: unknown, from = stage.credential(INSURER)) =>
    handled(await handlerOf(handler), signedEvent({ from, method: 'PUT', target, content }), 201);
  const { poolId, ...budget } = POOL;
  await put('pools', `/v1/pools/${poolId}`, budget);
  for (const kind of drugKinds) {
    const listId = memberOf[kind];
    const otc = kind !== 'on a prescription';
    const entries = DRUGS.map(({ code, name }) => ({ code, name, otc }));
    await put('formularies', `/v1/formularies/${listId}/versions/1`, entries);
    const plan = drugPlanOf(kind, listId);
    await put('plans', `/v1/plans/${plan.planId}/versions/1`, plan);
    await seedMembers(stage, [memberOf[kind]], plan.planId);
  }
  await put('prescriptions', `/v1/prescriptions/${PRESCRIPTION_NO}`, prescription, stage.credential('hospital-a'));
}

/** Enough of each drug for every order of a run. */
const prescription: PrescriptionRequest = {
  member: { memberId: memberOf['on a prescription'] },
  diagnoses: [{ code: 'I10.x00', name: '原发性高血压' }],
  doctorId: 'D310199000003',
  issuedAt: '2026-06-15T08:00:00+08:00',
  reviewedBy: 'PH310199000001',
  reviewedAt: '2026-06-15T08:10:00+08:00',
  items: DRUGS.map(({ code, name }) => ({ code, name, quantity: '100', daysSupply: 28 })),
};

function drugPlanOf(kind: DrugKind, formulary: string): PlanRequest {
  const name = { zh: '目录内药品', en: 'Drugs on the list' };
  const scope = kind === 'from a pool' ? { pool: POOL.poolId } : 'member';
  const { currency, effectiveFrom, year } = benchPlan;
  const drugs: PlanRequest['benefits'][number] = {
    ...{ benefitId: 'drugs', name, covers: { categories: ['drug'], items: { formulary } } },
    limits: [{ limitId: 'drugs-year', measure: 'amount', max: POOL.budget, per: 'year', scope }],
  };
  return { planId: formulary, version: 1, name, currency, effectiveFrom, year, benefits: [drugs] };
}
