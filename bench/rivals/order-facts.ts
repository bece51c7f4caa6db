import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { CalendarDate, EpochMs } from '../../lambdas/domain/calendar.ts';
import { ageOn, dayNumber, shanghaiDate } from '../../lambdas/domain/calendar.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import { accumulatorIds } from './accumulator-ids.ts';
import { filingDays } from './plan-terms.ts';

/** The coverage that decides an order, and the dates around it. */
export interface InForce {
  readonly servedAt: EpochMs;
  readonly date: CalendarDate;
  readonly memberId: string;
  readonly birthDate: CalendarDate | undefined;
  readonly coverage: Coverage;
  /** of its accumulators, by limit */
  readonly ids: ReadonlyMap<string, string>;
  readonly priorPaid: (lineNo: number) => number;
}

/** docs/plans.md A, for a member with one coverage: the reason that refuses the whole order, or the coverage that decides it. */
export function standingOf({ order, member, arrivedAt }: AdjudicationInput): InForce | { readonly refusal: string } {
  if (member.found !== 'member') return { refusal: 'E101' };
  const coverage = member.candidates[0]?.coverage;
  if (coverage === undefined) return { refusal: 'E109' };
  const servedAt = Date.parse(order.serviceAt);
  const date = shanghaiDate(servedAt);
  if (coverage.status === 'suspended') return { refusal: 'E105' };
  if (date < coverage.from) return { refusal: 'E103' };
  if (coverage.status === 'terminated' || date > coverage.to) return { refusal: 'E104' };
  if (dayNumber(shanghaiDate(arrivedAt)) - dayNumber(date) > filingDays) return { refusal: 'T702' };
  const { memberId, birthDate } = member;
  const ids = accumulatorIds(coverage.insurerId, date);
  return { servedAt, date, memberId, birthDate, coverage, ids, priorPaid: (lineNo) => priorPaidOf(order, lineNo) };
}

export function isUnguardedChild({ order }: AdjudicationInput, { birthDate, date }: InForce): boolean {
  if (order.visit === undefined || order.visit.guardianPresent === true) return false;
  return birthDate !== undefined && ageOn(birthDate, date) < 6;
}

/** What earlier orders have taken and hold of a limit. */
export function usedOf({ balances }: AdjudicationInput, { ids }: InForce, limitId: string): number {
  const balance = balances.get(ids.get(limitId) ?? '');
  return balance === undefined ? 0 : balance.used + balance.held;
}

export function priorPaidOf({ priorPayments }: AdjudicationInput['order'], lineNo: number): number {
  let paid = 0;
  for (const payment of priorPayments) if (payment.lineNo === lineNo) paid += payment.amount;
  return paid;
}
