import type { AccumulatorId, Draw } from './accumulator.ts';
import { drawTotals } from './draw-totals.ts';
import { measureOf } from './draw-measure.ts';
import type { DecisionFact } from './fact.ts';
import { carriedOf, portion } from './line-components.ts';
import type { LineStanding } from './line-standing.ts';
import { serviceDate } from './order.ts';
import type { LimitMeasure } from './plan.ts';
import { fillId } from './prescription.ts';

/** What a line takes from one accumulator when it is captured as a whole. A fill (R403) is an accumulator too. */
interface Taking {
  readonly accumulatorId: AccumulatorId;
  readonly measure: LimitMeasure | 'fill';
  amount: number;
}

/** All that an order takes, each accumulator once: a settlement uses it at once, an authorization holds it. */
export const wholeTakings = (decided: DecisionFact): readonly Draw[] => drawTotals(takingsByLine(decided).flat());

/** What of it is used as the lines stand, each accumulator once. */
export function usedTakings(decided: DecisionFact, standings: readonly LineStanding[]): readonly Draw[] {
  const used: Draw[] = [];
  const counted = new Set<AccumulatorId>();
  for (const [position, takings] of takingsByLine(decided).entries()) {
    const standing = standings[position];
    if (standing === undefined) continue;
    for (const { accumulatorId, measure, amount } of takings) {
      if (measure !== 'count') used.push({ accumulatorId, amount: usedOf(measure, amount, standing, decided) });
      else if (carriedOf(standing.left).insurer > 0) counted.add(accumulatorId);
    }
  }
  // docs/plans.md E: an order counts once, as long as anything under the limit is paid
  return drawTotals([...used, ...[...counted].map((accumulatorId) => ({ accumulatorId, amount: 1 }))]);
}

function usedOf(
  measure: Exclude<Taking['measure'], 'count'>,
  amount: number,
  { line, parts, progress, kept }: LineStanding,
  { type }: DecisionFact,
): number {
  const isAllBack = progress.returnedQuantity === progress.capturedQuantity;
  if (measure === 'fill') return isAllBack ? 0 : amount;
  if (measure === 'amount') {
    const used =
      parts.kept.billed > 0
        ? portion(amount, kept.captured, parts.kept.billed)
        : // what is kept came to no fen, and yet another coverage took a deductible from the line
          portion(amount, progress.captured, line.billed);
    return used - portion(used, kept.returnedQuantity, kept.capturedQuantity);
  }
  // another coverage may have kept more than the first, and a settlement takes all that was decided
  const used = type === 'settlement' ? amount : Math.min(amount, kept.capturedQuantity);
  return isAllBack ? 0 : used - Math.min(used, kept.returnedQuantity);
}

function takingsByLine(decided: DecisionFact): readonly (readonly Taking[])[] {
  const { order, draws, fills } = decided;
  return order.lines.map((_, position) => {
    const takings = drawnBy(decided, draws[position] ?? []);
    const fill = fills[position];
    if (fill === undefined) return takings;
    const accumulatorId = fillId(fill.code, serviceDate(order), fill.daysSupply);
    return [...takings, { accumulatorId, measure: 'fill', amount: 1 }];
  });
}

/**
 * What several coverages of a line take in fen from one accumulator is split and rounded as one amount. Of a quantity each takes for
 * itself what is captured.
 */
function drawnBy({ decision }: DecisionFact, draws: readonly Draw[]): readonly Taking[] {
  const takings: Taking[] = [];
  for (const { accumulatorId, amount } of draws) {
    const measure = measureOf(accumulatorId, decision.accumulators);
    const known = measure === 'amount' ? takings.find((one) => one.accumulatorId === accumulatorId) : undefined;
    if (known === undefined) takings.push({ accumulatorId, measure, amount });
    else known.amount += amount;
  }
  return takings;
}
