import { drawsLess } from './draw-totals.ts';
import type { ReturnedLine, ReversalFact } from './later-fact.ts';
import { progressAfterReturn } from './line-progress.ts';
import { returnedLines, standingsOf } from './line-standing.ts';
import type { OrderState } from './order-state.ts';
import { isOpen } from './order-state.ts';
import { usedTakings } from './order-takings.ts';

/** What a return does: the parts of a reversal's fact that follow from the order's state. */
export type Return = Pick<ReversalFact, 'lines' | 'draws'>;

/** More is asked than is left of a line, or a line that the order does not have; or one of which nothing but a hold exists. */
export interface ReturnFault {
  /** `lines[0].quantity`, `.lineNo`, of what is asked */
  readonly path: string;
  readonly kind: 'exceeds-settled' | 'not-settled';
  /** of the line, ten-thousandths of a unit */
  readonly left: number;
}

/**
 * Gives back what was settled or captured, by line and quantity; `asked` undefined gives back all that is left, which may
 * be nothing. What an authorization still holds is no part of it. The order must have been decided.
 */
export function returnOf(
  { authorization, decided, progress, used }: OrderState,
  asked: readonly ReturnedLine[] | undefined,
): Return | { readonly faults: readonly ReturnFault[] } {
  if (decided === undefined) throw new Error('an order that has not arrived has nothing to give back');
  const after = progressAfterReturn(decided, progress, asked);
  const faults = (asked ?? []).flatMap(({ lineNo }, index): readonly ReturnFault[] => {
    const position = decided.order.lines.findIndex((line) => line.lineNo === lineNo);
    const [from, to] = [progress[position], after[position]];
    const path = `lines[${index}]`;
    if (from === undefined || to === undefined) return [{ path: `${path}.lineNo`, kind: 'exceeds-settled', left: 0 }];
    if (to.returnedQuantity <= to.capturedQuantity) return [];
    if (from.capturedQuantity === 0 && isOpen(authorization))
      return [{ path: `${path}.lineNo`, kind: 'not-settled', left: 0 }];
    const left = from.capturedQuantity - from.returnedQuantity;
    return [{ path: `${path}.quantity`, kind: 'exceeds-settled', left }];
  });
  if (faults.length > 0) return { faults };
  const standings = standingsOf(decided, after);
  return {
    lines: returnedLines(standingsOf(decided, progress), standings),
    draws: drawsLess(used, usedTakings(decided, standings)),
  };
}
