import type { Balances } from '../../lambdas/domain/accumulator.ts';
import { dayNumber } from '../../lambdas/domain/calendar.ts';
import type { DecidedLine } from '../../lambdas/domain/decision.ts';
import type { Limit, Plan } from '../../lambdas/domain/plan.ts';
import { UNITS_PER_ONE } from '../../lambdas/domain/quantity.ts';
import { sumOf } from './builders.ts';
import type { World } from './generated-world.ts';
import type { Outcome } from './running-world.ts';

/** Every accumulating limit of a plan, the deductible and the out-of-pocket maximum among them. */
function limitsOf(plan: Plan): readonly Limit[] {
  const yearly = (limitId: string, amounts: Plan['deductible']): readonly Limit[] =>
    [amounts ?? []]
      .flat()
      .map(({ amount, scope }) => ({ limitId, measure: 'amount', max: amount, per: 'year', scope }));
  const all = [
    ...(plan.limits ?? []),
    ...plan.benefits.flatMap(({ limits = [] }) => limits),
    ...yearly('deductible', plan.deductible),
    ...yearly('out-of-pocket', plan.outOfPocketMax),
  ];
  return all.filter(({ per }) => per !== 'line' && per !== 'order');
}

const ENDS = { member: /^[^@]*$/, family: /@[FM]:/, pool: /@P:/ };

/** The balances of one limit, by holder and period. */
function totalsOf(balances: Balances, insurerId: string, planId: string, { limitId, scope = 'member' }: Limit) {
  const [prefix, end] = [`${insurerId}/${planId}/${limitId}/`, ENDS[typeof scope === 'object' ? 'pool' : scope]];
  return [...balances]
    .filter(([id]) => id.startsWith(prefix) && end.test(id))
    .map(([id, { used, held }]) => {
      const [period = '', holder = ''] = id.slice(prefix.length).split('@');
      return { period, holder, amount: used + held };
    });
}

type Totals = ReturnType<typeof totalsOf>;

/** The fullest windows of a rolling limit and the periods of any other, all of them, by name. */
function fills({ per }: Limit, totals: Totals, days: readonly string[]): ReadonlyMap<string, number> {
  if (typeof per !== 'object')
    return new Map(totals.map(({ period, holder, amount }) => [`${period}@${holder}`, amount]));
  const filled = new Map<string, number>();
  const holders = Map.groupBy(totals, ({ holder }) => holder);
  const dated = days.map(dayNumber);
  for (const [holder, ofHolder] of holders) {
    const amounts = ofHolder.map(({ period, amount }) => [dayNumber(period.slice(1)), amount] as const);
    for (const last of dated) {
      for (let first = last - per.rollingDays + 1; first <= last; first += 1) {
        let total = 0;
        for (const [day, amount] of amounts) if (day >= first && day < first + per.rollingDays) total += amount;
        filled.set(`${first}@${holder}`, total);
      }
    }
  }
  return filled;
}

/** The limits in which a sequence of orders left more than their maximum, and more than was there before it. */
export function exceededBy(
  { arrivals, balances: before }: World,
  { balances: after, pools }: Outcome,
): readonly string[] {
  const known = new Set<string>();
  const faults = [...pools].filter(([, left]) => left < 0).map(([pool]) => `budget of ${pool}`);
  for (const { member } of arrivals) {
    for (const { coverage, plan } of member.found === 'member' ? member.candidates : []) {
      if (plan === undefined || known.has(coverage.planId)) continue;
      known.add(coverage.planId);
      for (const limit of limitsOf(plan.plan)) {
        const max = limit.max * (limit.measure === 'quantity' ? UNITS_PER_ONE : 1);
        const totals = [before, after].map((one) => totalsOf(one, coverage.insurerId, coverage.planId, limit));
        const days = (totals[1] ?? []).map(({ period }) => period.slice(1));
        const [then = new Map<string, number>(), now = new Map<string, number>()] = totals.map((one) =>
          fills(limit, one, days),
        );
        for (const [name, amount] of now) {
          if (amount > Math.max(max, then.get(name) ?? 0))
            faults.push(`${coverage.planId} ${limit.limitId} ${name}: ${amount}`);
        }
      }
    }
  }
  return faults;
}

/** The limits per line and per order that the coverage that decides has exceeded. */
export function exceededByOrder({ benefits, limits = [] }: Plan, coverageId: string, lines: readonly DecidedLine[]) {
  const paidOf = (under: readonly DecidedLine[]): readonly number[] =>
    under.map(({ shares }) => sumOf(shares.filter((share) => share.coverageId === coverageId)));
  const all = [
    ...limits.map((limit) => ({ limit, paid: paidOf(lines) })),
    ...benefits.flatMap(({ benefitId, limits: own = [] }) =>
      own.map((limit) => ({ limit, paid: paidOf(lines.filter((line) => line.benefitId === benefitId)) })),
    ),
  ].filter(({ limit }) => limit.measure === 'amount');
  return all.filter(({ limit: { per, max }, paid }) => {
    if (per === 'line') return Math.max(0, ...paid) > max;
    return per === 'order' && paid.reduce((sum, one) => sum + one, 0) > max;
  });
}
