import { portion, sum } from './exact.ts';
import type { Limit, World } from './plan.ts';

/** A line as it is billed; quantities in ten-thousandths of a unit. */
export interface Billed {
  readonly lineNo: number;
  readonly quantity: number;
  readonly amount: number;
  readonly priorPaid: number;
}

/** The same as it was decided. */
export interface Decided extends Billed {
  readonly refused: boolean;
  readonly insurer: number;
  readonly patient: number;
  /** of the quantity, where a limit trimmed it */
  readonly kept: number;
  readonly deductible: number;
}

/** What is left of a limit, or of the deductible. */
export type Left = (limitId: string) => number;

/** What the plan's rules make of a bill, as docs/plans.md tells them and by no other way. */
export function decide({ coinsuranceBps, limits }: World, left: Left, lines: readonly Billed[]): readonly Decided[] {
  const counts = limits.filter(({ measure }) => measure === 'count');
  const units = limits.filter(({ measure }) => measure === 'quantity');
  const money = limits.filter(({ measure }) => measure === 'amount');
  const taken = { deductible: 0, money: 0, units: 0 };
  const least = (of: readonly Limit[], less: number): number =>
    Math.min(Infinity, ...of.map(({ limitId }) => left(limitId) - less));
  return lines.map((line): Decided => {
    const unitsLeft = least(units, taken.units);
    const refused = least(counts, 0) <= 0 || unitsLeft <= 0;
    if (refused)
      return {
        ...line,
        refused,
        insurer: 0,
        patient: line.amount - line.priorPaid,
        kept: line.quantity,
        deductible: 0,
      };
    const kept = Math.min(line.quantity, unitsLeft);
    taken.units += kept;
    const claimable = portion(line.amount - line.priorPaid, kept, line.quantity);
    const deductible = Math.min(Math.max(0, left('deductible') - taken.deductible), claimable);
    taken.deductible += deductible;
    const coinsurance = portion(claimable - deductible, coinsuranceBps, 10_000);
    const insurer = Math.max(0, Math.min(claimable - deductible - coinsurance, least(money, taken.money)));
    taken.money += insurer;
    return { ...line, refused, insurer, patient: line.amount - line.priorPaid - insurer, kept, deductible };
  });
}

/** What the lines take when all of them is used: of each limit, and of the deductible. */
export function takenWhole({ limits }: World, lines: readonly Decided[]): ReadonlyMap<string, number> {
  const paid = lines.filter(({ insurer }) => insurer > 0);
  const measured = {
    amount: sum(paid.map(({ insurer }) => insurer)),
    count: paid.length > 0 ? 1 : 0,
    quantity: sum(paid.map(({ kept }) => kept)),
  };
  return new Map([
    ...limits.map(({ limitId, measure }) => [limitId, measured[measure]] as const),
    ['deductible', sum(lines.map(({ deductible }) => deductible))],
  ]);
}
