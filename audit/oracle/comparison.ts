import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { Decision } from '../../lambdas/domain/decision.ts';
import type { OracleDecision, OracleLine } from './decide.ts';
import { windowFrom } from './accounts.ts';
import { daysAfter, numberOf } from './dates.ts';
import { sum } from './exact.ts';
import type { Cause } from './standing.ts';
import type { State } from './states.ts';

/** What of a decision docs/plans.md settles, in one shape for both: no sentences, no names of rules. */
export function settledBy({ decision, draws, fills }: Adjudication) {
  const { outcome, refused, coverageId, insurerId, plan, totals, shares, lines, reasons, accumulators } = decision;
  const drawn: Record<string, number> = {};
  for (const { accumulatorId, amount } of [...draws].flat()) {
    drawn[accumulatorId] = (drawn[accumulatorId] ?? 0) + amount;
  }
  return {
    ...{ outcome, refused, coverageId, insurerId, plan, totals },
    shares: shares.toSorted(byCoverage),
    lines: lines.map((line) => ({ ...line, reasons: line.reasons.map(causeOf) })),
    reasons: reasons.map(causeOf),
    accumulators: [...accumulators].toSorted(byName),
    drawn: sorted(drawn),
    fills,
  };
}

const causeOf = ({ code, amount, firstDate }: { code: string; amount: number; firstDate?: string | undefined }) => ({
  ...{ code, amount },
  ...(firstDate !== undefined && { firstDate }),
});

export type Settled = ReturnType<typeof settledBy>;

/** The same of the oracle's decision. */
export function settledLiterally(
  { lines, reasons, accumulators, drawn, ...head }: OracleDecision,
  { decision }: Adjudication,
): Settled {
  const terms = ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'] as const;
  const totals = Object.fromEntries(terms.map((term) => [term, Number(sum(lines.map((line) => line[term])))]));
  const literally = {
    ...head,
    totals,
    shares: sharesOf(lines),
    lines: lines.map((line) => ({
      ...numbers(line),
      shares: line.shares.map(numbers),
      reasons: line.reasons.map(literalCause),
    })),
    reasons: reasons.map(literalCause),
    accumulators: accumulators.map((state) => numbers(shownAs(state, decision))).toSorted(byName),
    drawn: sorted(Object.fromEntries([...drawn].map(([id, amount]) => [id, Number(amount)]))),
  };
  return literally as unknown as Settled;
}

/** Of windows that are equally full any may be shown: the one that the engine chose, if it is among them. */
function shownAs({ days, taken = 0n, ...state }: State, { accumulators }: Decision): State {
  const shown = accumulators.find((one) => nameOf(one) === nameOf(state))?.period;
  if (days === undefined || shown === null || shown === undefined) return state;
  // the order's own day lies in every window that is looked at
  const { used, held } = windowFrom(days, numberOf(shown.from));
  if (used + taken + held !== state.used + state.held) return state;
  return {
    ...state,
    used: used + taken,
    held,
    period: { from: shown.from, to: daysAfter(shown.from, days.length - 1) },
  };
}

const literalCause = ({ code, amount, firstDate }: Cause) => causeOf({ code, amount: Number(amount), firstDate });

function sharesOf(lines: readonly OracleLine[]) {
  const grouped = Map.groupBy(
    lines.flatMap(({ shares }) => shares),
    ({ coverageId }) => coverageId,
  );
  const all = [...grouped.values()].map((shares) => ({
    ...shares[0],
    amount: Number(sum(shares.map(({ amount }) => amount))),
  }));
  return all.toSorted(byCoverage);
}

const byCoverage = (a: { coverageId?: string }, b: { coverageId?: string }): number =>
  (a.coverageId ?? '') < (b.coverageId ?? '') ? -1 : 1;

const numbers = <T extends object>(record: T): T =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  ) as T;

const sorted = (record: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const nameOf = (one: { coverageId: string; limitId: string; scope: string }): string =>
  `${one.coverageId}/${one.limitId}/${one.scope}`;
const byName = (a: Parameters<typeof nameOf>[0], b: Parameters<typeof nameOf>[0]): number =>
  nameOf(a) < nameOf(b) ? -1 : 1;
