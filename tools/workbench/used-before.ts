import type { Balances } from '../../lambdas/domain/accumulator.ts';
import type { CalendarDate } from '../../lambdas/domain/calendar.ts';
import type { CompiledLimit } from '../../lambdas/domain/compiled-limit.ts';
import type { CompiledPlan } from '../../lambdas/domain/compiled-plan.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import { cellOf, limitBook } from '../../lambdas/domain/limit-book.ts';
import { parseQuantity } from '../../lambdas/domain/quantity.ts';
import { Refusal } from '../refusal.ts';

export interface Before {
  readonly coverage: Coverage;
  readonly plan: CompiledPlan;
  readonly memberId: string;
  readonly date: CalendarDate;
  /** by `limitId`, or `limitId/scope` */
  readonly used: ReadonlyMap<string, string>;
}

/** What stands against the limits before the order, each in the period of the service date. */
export function balancesBefore({ coverage, plan, memberId, date, used }: Before): Balances {
  const untouched = {
    balances: new Map(),
    pools: new Map(),
    budgets: undefined,
    windows: undefined,
    holds: false,
    cells: undefined,
  };
  const book = limitBook(coverage, plan, date, memberId, untouched);
  const balances = new Map<string, { used: number; held: number }>();
  for (const [name, amount] of used) {
    const limit = limitNamed(plan, name);
    balances.set(cellOf(book, limit).accumulatorId, { used: inUnits(limit, name, amount), held: 0 });
  }
  return balances;
}

function limitNamed(plan: CompiledPlan, name: string): CompiledLimit {
  const limits = totalsOf(plan);
  const [limitId, scope] = name.split('/');
  const ofId = limits.filter(({ limit }) => limit.limitId === limitId);
  const [found, other] = ofId.filter((limit) => scope === undefined || limit.scope === scope);
  if (found === undefined) {
    const known = limits.map(({ limit, scope }) => (scope === 'member' ? limit.limitId : `${limit.limitId}/${scope}`));
    throw new Refusal(`--used ${name}: the plan keeps totals of ${known.join(', ') || 'nothing'}`);
  }
  if (other !== undefined) {
    throw new Refusal(`--used ${name} is ${ofId.map(({ scope }) => `${limitId}/${scope}`).join(' or ')}: say which`);
  }
  return found;
}

/** Every limit of which a total is kept: not those per line or order. */
function totalsOf({ limits, benefits, deductibles, outOfPocketMaxima }: CompiledPlan): readonly CompiledLimit[] {
  const own = benefits.flatMap(({ ownLimits }) => ownLimits);
  return [...own, ...limits, ...deductibles, ...outOfPocketMaxima].filter(({ accumulates }) => accumulates);
}

function inUnits({ limit: { measure } }: CompiledLimit, name: string, amount: string): number {
  if (measure === 'quantity') return parseQuantity(amount);
  if (amount.includes('.')) {
    throw new Refusal(`--used ${name}=${amount}: ${measure === 'count' ? 'orders' : 'fen'} are a whole number`);
  }
  return Number(amount);
}
