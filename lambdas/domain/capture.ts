import type { Draw } from './accumulator.ts';
import { drawsLess } from './draw-totals.ts';
import type { DecisionFact } from './fact.ts';
import type { AskedLine, CaptureFact, MovedLine } from './later-fact.ts';
import { progressAfterCapture } from './line-progress.ts';
import type { LineProgress } from './line-progress.ts';
import { capturedLines, standingsOf } from './line-standing.ts';
import type { OrderState } from './order-state.ts';
import { isOpen } from './order-state.ts';
import { usedTakings } from './order-takings.ts';

/** What a capture does: the parts of its fact that follow from the order's state. */
export type Capture = Pick<CaptureFact, 'lines' | 'draws' | 'closes'>;

/** More is asked than is left of what was authorised, or a line that the order does not have. */
export interface CaptureFault {
  /** `lines[0].amount`, `.quantity`, `.lineNo`, of what is asked */
  readonly path: string;
  readonly kind: 'exceeds-authorized';
  /** of the line: fen, or ten-thousandths of a unit */
  readonly left: number;
}

/**
 * Settles what was really delivered of an authorization. It never decides again: every amount is the difference of two
 * standings. `asked` undefined takes all that is left; a line that is not named, nothing. The order must be an open authorization.
 */
export function captureOf(
  { authorization, decided, progress, used }: OrderState,
  { asked, final }: Pick<CaptureFact, 'asked' | 'final'>,
): Capture | { readonly faults: readonly CaptureFault[] } {
  if (decided === undefined || !isOpen(authorization)) throw new Error('nothing is held that could be captured');
  const after = progressAfterCapture(decided, progress, asked);
  const faults = (asked ?? []).flatMap((line, index) => faultsOf(decided, progress, after, line, `lines[${index}]`));
  if (faults.length > 0) return { faults };
  const standings = standingsOf(decided, after);
  const lines: readonly MovedLine[] = capturedLines(standingsOf(decided, progress), standings);
  const draws: readonly Draw[] = drawsLess(usedTakings(decided, standings), used);
  const takesAll = decided.order.lines.every(({ amount }, position) => after[position]?.captured === amount);
  return { lines, draws, closes: final || takesAll };
}

function faultsOf(
  { order }: DecisionFact,
  before: readonly LineProgress[],
  after: readonly LineProgress[],
  { lineNo }: AskedLine,
  path: string,
): readonly CaptureFault[] {
  const position = order.lines.findIndex((line) => line.lineNo === lineNo);
  const [line, from, to] = [order.lines[position], before[position], after[position]];
  const kind = 'exceeds-authorized';
  if (line === undefined || from === undefined || to === undefined) return [{ path: `${path}.lineNo`, kind, left: 0 }];
  const faults: CaptureFault[] = [];
  if (to.captured > line.amount) faults.push({ path: `${path}.amount`, kind, left: line.amount - from.captured });
  if (to.capturedQuantity > line.quantity)
    faults.push({ path: `${path}.quantity`, kind, left: line.quantity - from.capturedQuantity });
  return faults;
}
