import type { DecisionFact } from './fact.ts';
import type { AskedLine, ReturnedLine } from './later-fact.ts';
import type { Fen } from './money.ts';
import type { Quantity } from './quantity.ts';

/** How far one line has come: what was captured of it (of a settlement: all), and what of that was given back. */
export interface LineProgress {
  /** billed, fen */
  readonly captured: Fen;
  readonly capturedQuantity: Quantity;
  readonly returnedQuantity: Quantity;
}

type Decided = Pick<DecisionFact, 'type' | 'order'>;

/** By position of the line, right after the decision: a settlement is captured as a whole, a hold and a refusal not at all. */
export function progressAtFirst({ type, order }: Decided): readonly LineProgress[] {
  const all = type === 'settlement';
  return order.lines.map(({ amount, quantity }) => ({
    ...{ captured: all ? amount : 0, capturedQuantity: all ? quantity : 0, returnedQuantity: 0 },
  }));
}

/** After a capture of what is asked; `undefined`: of all that is left. It is not checked against what is left. */
export function progressAfterCapture(
  { order }: Decided,
  progress: readonly LineProgress[],
  asked: readonly AskedLine[] | undefined,
): readonly LineProgress[] {
  return order.lines.map(({ lineNo, amount, quantity }, position) => {
    const before = progress[position] ?? NO_PROGRESS;
    if (asked === undefined) return { ...before, captured: amount, capturedQuantity: quantity };
    const ofThis = ofLine(asked, lineNo);
    return {
      captured: ofThis.reduce((sum, { amount: more }) => sum + more, before.captured),
      capturedQuantity: ofThis.reduce(
        (units, { quantity: more = quantity - units }) => units + more,
        before.capturedQuantity,
      ),
      returnedQuantity: before.returnedQuantity,
    };
  });
}

/** After a return of what is asked; `undefined`: of all that is left. It is not checked against what is left. */
export function progressAfterReturn(
  { order }: Decided,
  progress: readonly LineProgress[],
  asked: readonly ReturnedLine[] | undefined,
): readonly LineProgress[] {
  return order.lines.map(({ lineNo }, position) => {
    const before = progress[position] ?? NO_PROGRESS;
    if (asked === undefined) return { ...before, returnedQuantity: before.capturedQuantity };
    const returned = ofLine(asked, lineNo).reduce((sum, { quantity }) => sum + quantity, before.returnedQuantity);
    return { ...before, returnedQuantity: returned };
  });
}

const NO_PROGRESS: LineProgress = { captured: 0, capturedQuantity: 0, returnedQuantity: 0 };

const ofLine = <T extends { readonly lineNo: number }>(asked: readonly T[], lineNo: number): readonly T[] =>
  asked.filter((one) => one.lineNo === lineNo);
