import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import type { ReasonCode } from '../../lambdas/domain/reason.ts';
import { dateOfInstant, numberOf } from './dates.ts';

export interface Cause {
  readonly code: ReasonCode;
  readonly amount: bigint;
  readonly firstDate?: string;
}

export interface InForce {
  readonly coverage: Coverage;
  readonly plan: Plan;
  /** filed after the plan's `filingDays` */
  readonly late: boolean;
}

/** docs/plans.md A: the coverages that decide, in paying order, and everything for which the order as a whole is refused. */
export function standingOf({ order, arrivedAt, member, reversedBefore }: AdjudicationInput): {
  readonly inForce: readonly InForce[];
  readonly refusals: readonly Cause[];
} {
  const servedAt = Date.parse(order.serviceAt);
  const date = dateOfInstant(servedAt);
  const refusals: Cause[] = [];
  const inForce: InForce[] = [];
  if (member.found === 'nobody') refusals.push({ code: 'E101', amount: 0n });
  if (member.found === 'other-name') refusals.push({ code: 'E102', amount: 0n });
  if (member.found === 'member') {
    const causes: Cause[] = [];
    let consents = 0;
    for (const { coverage, plan, nextVersionFrom } of member.candidates) {
      if (!coverage.consent) continue;
      consents += 1;
      if (coverage.status === 'suspended') causes.push({ code: 'E105', amount: 0n });
      else if (date < coverage.from) causes.push({ code: 'E103', amount: 0n, firstDate: coverage.from });
      else if (date > coverage.to || coverage.status === 'terminated') causes.push({ code: 'E104', amount: 0n });
      else if (plan !== undefined) {
        const daysAgo = numberOf(dateOfInstant(arrivedAt)) - numberOf(date);
        const late = plan.plan.filingDays !== undefined && daysAgo > plan.plan.filingDays;
        inForce.push({ coverage, plan: plan.plan, late });
      } else if (nextVersionFrom !== undefined) causes.push({ code: 'E103', amount: 0n, firstDate: nextVersionFrom });
      else causes.push({ code: 'E104', amount: 0n });
    }
    if (consents === 0) refusals.push({ code: 'E109', amount: 0n });
    else if (inForce.length === 0) refusals.push(decisive(causes));
  }
  if (inForce.length > 0 && inForce.every(({ late }) => late)) refusals.push({ code: 'T702', amount: 0n });
  if (servedAt - arrivedAt > 24 * 3_600_000) refusals.push({ code: 'T703', amount: 0n });
  if (reversedBefore === true) refusals.push({ code: 'T714', amount: 0n });
  return { inForce: inForce.toSorted(inPayingOrder), refusals };
}

function decisive(causes: readonly Cause[]): Cause {
  for (const code of ['E105', 'E103', 'E104'] as const) {
    let first: Cause | undefined;
    for (const cause of causes.filter((one) => one.code === code)) {
      if (first === undefined || (cause.firstDate ?? '') < (first.firstDate ?? '')) first = cause;
    }
    if (first !== undefined) return first;
  }
  throw new Error('a coverage that does not decide has a cause');
}

/** docs/plans.md D */
function inPayingOrder(a: InForce, b: InForce): number {
  if (a.coverage.priority !== b.coverage.priority) return a.coverage.priority < b.coverage.priority ? -1 : 1;
  if (a.coverage.from !== b.coverage.from) return a.coverage.from < b.coverage.from ? -1 : 1;
  return a.coverage.coverageId < b.coverage.coverageId ? -1 : 1;
}
