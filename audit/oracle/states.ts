import type { Account, Days, Insured, Standing } from './accounts.ts';
import { accountOf } from './accounts.ts';
import { least, most } from './exact.ts';
import { budgetLeft } from './limits.ts';
import type { Draft } from './line.ts';

/** A limit as it stands after the decision. */
export interface State {
  readonly accumulatorId: string;
  readonly limitId: string;
  readonly coverageId: string;
  readonly scope: 'member' | 'family' | 'pool';
  readonly measure: string;
  readonly max: bigint;
  readonly used: bigint;
  readonly held: bigint;
  readonly remaining: bigint;
  readonly period: Standing['period'];
  /** of a rolling limit, where any of the windows that are as full may be shown */
  readonly days?: Days;
  readonly taken?: bigint;
}

/** The limits of the plan and of the benefits on the lines except per line and order, the deductible and the out-of-pocket maximum. */
export function statesOf(insured: Insured, drafts: readonly Draft[]): readonly State[] {
  const { plan } = insured;
  const met = plan.benefits.filter((benefit) => drafts.some((draft) => draft.benefit === benefit));
  const all = [...met.flatMap(({ limits = [] }) => limits), ...(plan.limits ?? [])];
  const kept = all.filter(({ per }) => per !== 'line' && per !== 'order');
  return [...kept, ...insured.deductibles, ...insured.maxima].map((limit) =>
    stateOf(insured, accountOf(insured, limit, 0)),
  );
}

function stateOf(insured: Insured, account: Account): State {
  const { limitId, limit, max, before, id, days } = account;
  const taken = insured.books.drawn.get(id) ?? 0n;
  const holds = insured.input.holds === true;
  const used = before.used + (holds ? 0n : taken);
  const held = before.held + (holds ? taken : 0n);
  const left = most(0n, max - used - held);
  const remaining = limit.measure === 'amount' ? least(left, budgetLeft(insured, account) ?? left) : left;
  const scope = typeof limit.scope === 'object' ? 'pool' : (limit.scope ?? 'member');
  const { coverageId } = insured.coverage;
  const { period } = before;
  const state = {
    accumulatorId: id,
    limitId,
    coverageId,
    scope,
    measure: limit.measure,
    max,
    used,
    held,
    remaining,
    period,
  } as const;
  return days === undefined ? state : { ...state, days, taken };
}
