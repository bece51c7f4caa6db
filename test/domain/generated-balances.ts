import * as fc from 'fast-check';
import type { Balance, Balances } from '../../lambdas/domain/accumulator.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { accountOf, insuredBy } from '../../audit/oracle/accounts.ts';
import { MEMBER } from './generated-supplies.ts';
import type { World } from './generated-world.ts';

/** How full a limit is before the first order. */
export const filling = fc.record({
  coverage: fc.nat(2),
  limit: fc.nat(20),
  day: fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -40, max: 40 })),
  level: fc.constantFrom('little', 'half', 'half', 'almost', 'almost', 'full', 'over'),
  heldBps: fc.constantFrom(0, 0, 5_000, 10_000),
  some: fc.nat(300),
});

type Filling = typeof filling extends fc.Arbitrary<infer T> ? T : never;

const allLimits = (plan: Plan) => [...plan.benefits.flatMap(({ limits = [] }) => limits), ...(plan.limits ?? [])];

/** The balances that stand before the first order. */
export function filled(
  fillings: readonly Filling[],
  candidates: readonly Candidate[],
  anchor: string,
  input: World['arrivals'][number] | undefined,
): Balances {
  const balances = new Map<string, Balance>();
  for (const { coverage: which, limit: nth, day, level, heldBps, some } of fillings) {
    const { coverage, plan } = candidates[which % candidates.length] ?? {};
    if (coverage === undefined || plan === undefined || input === undefined) continue;
    const nothing = { books: { seen: new Map(), drawn: new Map() }, input: { ...input, balances: new Map() } };
    const insured = insuredBy({ ...nothing, memberId: MEMBER, date: addDays(anchor, day), coverage, plan: plan.plan });
    const limits = [...allLimits(plan.plan), ...insured.deductibles, ...insured.maxima];
    const limit = limits[nth % Math.max(1, limits.length)];
    if (limit === undefined || limit.per === 'line' || limit.per === 'order') continue;
    const { id, max } = accountOf(insured, limit, 0);
    const whole = limit.measure === 'count' ? 1 : some;
    const levels = {
      little: whole,
      half: Number(max) / 2,
      almost: Number(max) - whole,
      full: Number(max),
      over: Number(max) + whole,
    };
    const total = Math.max(0, Math.floor(levels[level]));
    const held = Math.floor((total * heldBps) / 10_000);
    balances.set(id, { used: total - held, held });
  }
  return balances;
}
