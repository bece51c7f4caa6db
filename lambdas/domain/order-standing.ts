import type { AdjudicationInput } from './adjudication-input.ts';
import { DAY_MS, shanghaiDay } from './calendar.ts';
import type { CoverageInForce } from './coverage-standing.ts';
import { coverageStanding } from './coverage-standing.ts';
import type { Reason } from './decision.ts';
import type { OrderView } from './order-view.ts';

export interface OrderStanding {
  readonly inForce: readonly CoverageInForce[];
  /** days between service and arrival */
  readonly daysAgo: number;
  readonly refusals: readonly Reason[];
}

/** docs/plans.md A: all checks that can be made are made. An identity that does not match says nothing about its coverages. */
export function orderStanding(
  { arrivedAt, member, reversedBefore = false }: AdjudicationInput,
  view: OrderView,
): OrderStanding {
  const refusals: Reason[] = [];
  let inForce: readonly CoverageInForce[] = [];
  if (member.found === 'nobody') refusals.push({ code: 'E101', amount: 0, rule: 'member' });
  if (member.found === 'other-name') refusals.push({ code: 'E102', amount: 0, rule: 'member' });
  if (member.found === 'member') {
    const standing = coverageStanding(member.candidates, view.date);
    if ('refusal' in standing) refusals.push(standing.refusal);
    else ({ inForce } = standing);
  }
  const daysAgo = shanghaiDay(arrivedAt) - view.day;
  if (inForce.length > 0 && inForce.every(({ plan }) => daysAgo > plan.filingDays)) {
    const longest = Math.max(...inForce.map(({ plan }) => plan.filingDays));
    refusals.push({ code: 'T702', amount: 0, rule: 'plan.filingDays', figures: [longest] });
  }
  if (view.servedAt > arrivedAt + DAY_MS) refusals.push({ code: 'T703', amount: 0, rule: 'order.serviceAt' });
  if (reversedBefore) refusals.push({ code: 'T714', amount: 0, rule: 'order.reversals' });
  return { inForce, daysAgo, refusals };
}
