import * as fc from 'fast-check';
import type { AskedLine, ReturnedLine } from '../../lambdas/domain/later-fact.ts';
import type { LineProgress } from '../../lambdas/domain/line-progress.ts';
import type { OrderLine } from '../../lambdas/domain/order.ts';

/** How much of what is left of each line a step asks for, in basis points. */
export interface GeneratedStep {
  readonly lines: readonly {
    readonly named: boolean;
    readonly amount: number;
    readonly quantity: number | undefined;
  }[];
}

const MAX_LINES = 5;
const bps = fc.oneof(fc.constantFrom(0, 1, 3_333, 5_000, 9_999, 10_000), fc.nat(10_000));

const step: fc.Arbitrary<GeneratedStep> = fc.record({
  lines: fc.array(
    fc.record({
      named: fc.constantFrom(true, true, false),
      amount: bps,
      quantity: fc.option(bps, { nil: undefined, freq: 4 }),
    }),
    { minLength: MAX_LINES, maxLength: MAX_LINES },
  ),
});

/** What happens to an order that was authorised, or settled where `captures` is undefined. */
export const generatedLife = fc.record({
  captures: fc.option(fc.array(step, { maxLength: 4 }), { nil: undefined, freq: 4 }),
  last: fc.constantFrom('the rest', 'the rest', 'nothing', 'none'),
  returns: fc.array(step, { maxLength: 4 }),
});

export type GeneratedLife = typeof generatedLife extends fc.Arbitrary<infer T> ? T : never;

const part = (left: number, rate: number): number => Math.floor((left * rate) / 10_000);

/** Never more than is left. A quantity of nothing is not asked for, because no provider can. */
export function askedBy(
  { lines: asked }: GeneratedStep,
  lines: readonly OrderLine[],
  progress: readonly LineProgress[],
): readonly AskedLine[] {
  return lines.flatMap(({ lineNo, amount: billed, quantity: ordered }, position): AskedLine[] => {
    const [one, before] = [asked[position], progress[position]];
    if (one?.named !== true || before === undefined) return [];
    const amount = part(billed - before.captured, one.amount);
    if (one.quantity === undefined) return [{ lineNo, amount, quantity: undefined }];
    const quantity = part(ordered - before.capturedQuantity, one.quantity);
    return quantity === 0 ? [] : [{ lineNo, amount, quantity }];
  });
}

export function returnedBy(
  { lines: asked }: GeneratedStep,
  lines: readonly OrderLine[],
  progress: readonly LineProgress[],
): readonly ReturnedLine[] {
  return lines.flatMap(({ lineNo }, position): ReturnedLine[] => {
    const [one, before] = [asked[position], progress[position]];
    if (one?.named !== true || before === undefined) return [];
    const quantity = part(before.capturedQuantity - before.returnedQuantity, one.quantity ?? 10_000);
    return quantity === 0 ? [] : [{ lineNo, quantity }];
  });
}
