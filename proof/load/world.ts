import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { PoolRequest } from '../../lambdas/contracts/pool.ts';
import type { CoverageRequest } from '../../lambdas/contracts/coverage.ts';

/** What stands before the first order: who is insured how. */
export interface World {
  /** of everything that this run names itself: coverages, members, orders */
  readonly run: string;
  readonly members: readonly Member[];
}

export interface Member {
  readonly memberId: string;
  readonly planId: string;
  readonly insurerId: string;
  readonly familyId?: string;
}

/** One request of an insurer that makes the world. */
export interface Publication {
  readonly insurerId: string;
  readonly path: `/${string}`;
  readonly content: FormularyEntryRequest[] | PlanRequest | PoolRequest | CoverageRequest;
}

const INSURERS = ['insurer-a', 'insurer-b'] as const;
const FORMULARY = 'load-list';
const FAMILY_SIZE = 4;
const POOL_SHARDS = 16;
const DRUGS = 300;
/** of ten members so many are in a plan of families, and so many in one with a pool; the others in neither */
const [IN_FAMILIES, IN_POOLS] = [2, 2];

export const drugCode = (index: number): string => `LOAD-${String(index % DRUGS).padStart(4, '0')}`;
/** Every other drug needs a prescription. */
export const isPrescribed = (index: number): boolean => index % 2 === 0;

export function worldOf(run: string, members: number): World {
  return { run, members: Array.from({ length: members }, (_, index) => memberOf(run, index)) };
}

function memberOf(run: string, index: number): Member {
  const insurerId = index % 2 === 0 ? INSURERS[0] : INSURERS[1];
  const memberId = `${run}-M${String(index).padStart(6, '0')}`;
  const place = Math.floor(index / 2) % 10;
  if (place < IN_FAMILIES) {
    const familyId = `${run}-F${index % 2}-${Math.floor(index / (FAMILY_SIZE * 10))}`;
    return { memberId, insurerId, planId: planIdOf(insurerId, 'family'), familyId };
  }
  return { memberId, insurerId, planId: planIdOf(insurerId, place < IN_FAMILIES + IN_POOLS ? 'pool' : 'single') };
}

/** What is published before anybody is enrolled, in this order. */
export function documentsOf(effectiveFrom: string): readonly Publication[] {
  return INSURERS.flatMap((insurerId): Publication[] => [
    { insurerId, path: `/v1/formularies/${FORMULARY}-${insurerId}/versions/1`, content: drugs() },
    { insurerId, path: `/v1/pools/${poolIdOf(insurerId)}`, content: { budget: 9_000_000_000, shards: POOL_SHARDS } },
    ...(['single', 'family', 'pool'] as const).map((kind) => ({
      insurerId,
      path: `/v1/plans/${planIdOf(insurerId, kind)}/versions/1` as const,
      content: planOf(insurerId, kind, effectiveFrom),
    })),
  ]);
}

/** The enrolment of one member, from the beginning of the year before to the end of the next. */
export function enrolmentOf({ memberId, planId, insurerId, familyId }: Member, year: number): Publication {
  const content = {
    ...{ memberId, planId, from: `${year - 1}-01-01`, to: `${year + 1}-12-31`, status: 'active' as const },
    ...{ nationalInsurance: false, consent: true },
    ...(familyId !== undefined && { familyId }),
  };
  return { insurerId, path: `/v1/coverages/C-${memberId}`, content };
}

type PlanKind = 'single' | 'family' | 'pool';
const planIdOf = (insurerId: string, kind: PlanKind): string => `load-${kind}-${insurerId}`;
const poolIdOf = (insurerId: string): string => `load-pool-${insurerId}`;

const drugs = (): FormularyEntryRequest[] =>
  Array.from({ length: DRUGS }, (_, index) => ({
    ...{ code: drugCode(index), name: `负载药品 ${index}`, maxUnitPrice: 20_000 },
    ...{ tier: index % 3 === 0 ? 'A' : 'B', otc: !isPrescribed(index) },
  }));

/** Consults in full up to sixty a year, drugs by tier, a year's amount that the busiest members come to the end of. */
function planOf(insurerId: string, kind: PlanKind, effectiveFrom: string): PlanRequest {
  const amount = (limitId: string, max: number) => ({ limitId, measure: 'amount' as const, max, per: 'year' as const });
  const shared = {
    single: [],
    family: [{ ...amount('family-year', 3_000_000), scope: 'family' as const }],
    pool: [{ ...amount('pool-year', 9_000_000_000), scope: { pool: poolIdOf(insurerId) } }],
  };
  return {
    ...{ planId: planIdOf(insurerId, kind), version: 1, currency: 'CNY', year: 'calendar', effectiveFrom },
    name: { zh: '负载计划', en: 'Load plan' },
    limits: [amount('member-year', 2_000_000), ...shared[kind]],
    benefits: [
      {
        ...{ benefitId: 'consult', name: { zh: '在线复诊', en: 'Online consults' } },
        covers: { orderKinds: ['consult'], categories: ['consult'], items: 'any' },
        limits: [{ limitId: 'consults', measure: 'count', max: 60, per: 'year' }],
      },
      {
        ...{ benefitId: 'drugs', name: { zh: '药品', en: 'Drugs' } },
        covers: { categories: ['drug'], items: { formulary: `${FORMULARY}-${insurerId}` } },
        ...{ priceCap: 'formulary', coinsuranceBps: 3_000, coinsuranceByTierBps: { A: 1_000, B: 2_000 } },
      },
    ],
  };
}
