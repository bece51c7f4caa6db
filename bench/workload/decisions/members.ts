import type { Balances } from '../../../lambdas/domain/accumulator.ts';
import type { MemberFound } from '../../../lambdas/domain/adjudication-input.ts';
import { addDays } from '../../../lambdas/domain/calendar.ts';
import type { CompiledPlan } from '../../../lambdas/domain/compiled-plan.ts';
import type { Coverage } from '../../../lambdas/domain/coverage.ts';
import type { Chance } from './chance.ts';
import { INSURER_ID, plan } from './plan.ts';

/** A member of its own for an order: most are long covered, a few are still waiting, suspended, or covered no longer. */
export function memberFor(chance: Chance, number: number, date: string, compiled: CompiledPlan): MemberFound {
  if (chance.happens(5)) return { found: 'nobody' };
  const id = String(number).padStart(6, '0');
  const isNew = chance.happens(20);
  const ended = chance.happens(10);
  const coverage: Coverage = {
    ...{ coverageId: `C-${id}`, insurerId: INSURER_ID, planId: plan.planId },
    from: addDays(date, isNew ? -chance.between(0, 29) : -chance.between(31, 900)),
    to: addDays(date, ended ? -1 : chance.between(0, 700)),
    status: chance.happens(5) ? 'suspended' : 'active',
    nationalInsurance: chance.happens(500),
    ...{ consent: true, priority: 100 },
  };
  const birthYear = chance.happens(20) ? chance.between(2_021, 2_023) : chance.between(1_940, 2_015);
  const birthDate = `${birthYear}-0${chance.between(1, 9)}-${chance.between(10, 28)}`;
  return { found: 'member', memberId: `M-${id}`, candidates: [{ coverage, plan: compiled }], birthDate };
}

/** What the member has used of its limits before: some are nearly, some wholly used up. */
export function balancesFor(chance: Chance, date: string): Balances {
  const [year, month] = [`Y${date.slice(0, 4)}-01-01`, `M${date.slice(0, 7)}`];
  const amount = (max: number, nearPerMille: number): number =>
    chance.happens(nearPerMille) ? max - chance.pick([0, chance.between(1, 6_000)]) : chance.below(max / 2);
  const used: readonly (readonly [limitId: string, period: string, used: number])[] = [
    ['plan-year', year, amount(3_000_000, 30)],
    ['consult-count', year, chance.happens(60) ? 12 : chance.below(12)],
    ['consult-year', year, amount(100_000, 60)],
    ['drugs-month', month, amount(150_000, 120)],
    ['drugs-year', year, amount(1_000_000, 50)],
    ['deductible', year, chance.happens(600) ? 10_000 : chance.below(10_000)],
    ['out-of-pocket', year, amount(200_000, 80)],
  ];
  // a fifth has used nothing yet: then there is no balance at all
  const kept = used.filter(() => !chance.happens(200));
  return new Map(
    kept.map(([limitId, period, total]) => [`${INSURER_ID}/${plan.planId}/${limitId}/${period}`, balance(total)]),
  );

  function balance(total: number) {
    const held = chance.happens(100) ? Math.min(1, total) : 0;
    return { used: total - held, held };
  }
}
