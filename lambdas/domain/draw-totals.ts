import type { AccumulatorId, Draw } from './accumulator.ts';

/** Draws added up, each accumulator once, in the order in which they first name it; those that add up to nothing left out. */
export function drawTotals(draws: Iterable<Draw>): readonly Draw[] {
  const totals = new Map<AccumulatorId, number>();
  for (const { accumulatorId, amount } of draws) totals.set(accumulatorId, (totals.get(accumulatorId) ?? 0) + amount);
  return [...totals].flatMap(([accumulatorId, amount]) => (amount === 0 ? [] : [{ accumulatorId, amount }]));
}

/** What is left of draws when others are taken away, each accumulator once. */
export const drawsLess = (draws: readonly Draw[], less: readonly Draw[]): readonly Draw[] =>
  drawTotals([...draws, ...less.map(({ accumulatorId, amount }) => ({ accumulatorId, amount: -amount }))]);
