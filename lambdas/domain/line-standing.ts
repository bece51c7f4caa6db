import type { DecidedLine } from './decision.ts';
import type { DecisionFact } from './fact.ts';
import type { MovedLine } from './later-fact.ts';
import type { Components } from './line-components.ts';
import { minus, movedLine, plus, scaled } from './line-components.ts';
import type { LineParts } from './line-parts.ts';
import { partsOf } from './line-parts.ts';
import type { LineProgress } from './line-progress.ts';
import type { Quantity } from './quantity.ts';

/**
 * Where a line stands. It depends on its progress alone, not on the steps that led there: with `c` captured of `A`, each
 * component stands at `round(x × c / A)`, and with `r` returned of `q` captured, `round(x × r / q)` of that is given back. Captures
 * take the kept part of a trimmed line first, returns the trimmed part.
 */
export interface LineStanding {
  readonly line: DecidedLine;
  readonly parts: LineParts;
  readonly progress: LineProgress;
  /** the progress of the kept part */
  readonly kept: LineProgress;
  /** whatever of it was given back since */
  readonly captured: Components;
  /** captured and not given back */
  readonly left: Components;
}

/** By position of the line. */
export function standingsOf(
  { decision, order }: Pick<DecisionFact, 'decision' | 'order'>,
  progress: readonly LineProgress[],
): readonly LineStanding[] {
  return decision.lines.flatMap((line, position) => {
    const [asked, ofLine] = [order.lines[position], progress[position]];
    return asked === undefined || ofLine === undefined ? [] : [standingOf(line, asked.quantity, ofLine)];
  });
}

function standingOf(line: DecidedLine, quantity: Quantity, progress: LineProgress): LineStanding {
  const parts = partsOf(line, quantity);
  const { kept, trimmed } = byPart(parts, progress);
  const ofKept = scaled(parts.kept.components, kept.captured, parts.kept.billed);
  const ofTrimmed = scaled(parts.trimmed.components, trimmed.captured, parts.trimmed.billed);
  const captured = plus(ofKept, ofTrimmed);
  // where no trimmed quantity was captured, there is nothing by which its amount could come back apart
  const returned =
    trimmed.capturedQuantity === 0
      ? givenBack(captured, progress)
      : plus(givenBack(ofKept, kept), givenBack(ofTrimmed, trimmed));
  return { line, parts, progress, kept, captured, left: minus(captured, returned) };
}

const givenBack = (captured: Components, { returnedQuantity, capturedQuantity }: LineProgress): Components =>
  scaled(captured, returnedQuantity, capturedQuantity);

function byPart(
  { kept }: LineParts,
  { captured, capturedQuantity, returnedQuantity }: LineProgress,
): { readonly kept: LineProgress; readonly trimmed: LineProgress } {
  const amount = Math.min(captured, kept.billed);
  const units = Math.min(capturedQuantity, kept.quantity);
  const trimmedUnits = capturedQuantity - units;
  const trimmedBack = Math.min(returnedQuantity, trimmedUnits);
  return {
    kept: { captured: amount, capturedQuantity: units, returnedQuantity: returnedQuantity - trimmedBack },
    trimmed: { captured: captured - amount, capturedQuantity: trimmedUnits, returnedQuantity: trimmedBack },
  };
}

/** What a capture books, from standing to standing. A line of which nothing moves is left out. */
export const capturedLines = (before: readonly LineStanding[], after: readonly LineStanding[]): readonly MovedLine[] =>
  movedLines(before, after, (from, to) =>
    movedLine(
      to.line,
      to.progress.capturedQuantity - from.progress.capturedQuantity,
      minus(to.captured, from.captured),
    ),
  );

/** What a return gives back, from standing to standing. A line of which nothing moves is left out. */
export const returnedLines = (before: readonly LineStanding[], after: readonly LineStanding[]): readonly MovedLine[] =>
  movedLines(before, after, (from, to) =>
    movedLine(to.line, to.progress.returnedQuantity - from.progress.returnedQuantity, minus(from.left, to.left)),
  );

function movedLines(
  before: readonly LineStanding[],
  after: readonly LineStanding[],
  move: (from: LineStanding, to: LineStanding) => MovedLine,
): readonly MovedLine[] {
  return after.flatMap((to, position) => {
    const from = before[position];
    if (from === undefined) return [];
    const moved = move(from, to);
    return moved.quantity === 0 && moved.billed === 0 ? [] : [moved];
  });
}
