import type { DecidedLine, Reason } from './decision.ts';
import type { Components } from './line-components.ts';
import { componentsOf, minus } from './line-components.ts';
import type { Fen } from './money.ts';
import { proportion } from './money.ts';
import type { Quantity } from './quantity.ts';

/** A part of a line, whose components add up to what is billed for it. */
export interface LinePart {
  readonly billed: Fen;
  readonly quantity: Quantity;
  readonly components: Components;
}

/** A trimmed line (R405, L508): what was kept, with all that was decided, and what was trimmed, which is the patient's. */
export interface LineParts {
  readonly kept: LinePart;
  /** prior payments and the patient's part only; of a line that was not trimmed nothing */
  readonly trimmed: LinePart;
}

/** The parts of a decided line of a quantity. A line that was not trimmed is all kept. */
export function partsOf(line: DecidedLine, quantity: Quantity): LineParts {
  const whole: LinePart = { billed: line.billed, quantity, components: componentsOf(line) };
  const kept = keptPart(line, quantity) ?? whole;
  const trimmed = {
    billed: whole.billed - kept.billed,
    quantity: whole.quantity - kept.quantity,
    components: minus(whole.components, kept.components),
  };
  return { kept, trimmed };
}

/** None where nothing was trimmed, or where another coverage pays for more than the first one kept. */
function keptPart(line: DecidedLine, asked: Quantity): LinePart | undefined {
  const kept = keptQuantity(line.reasons);
  if (kept === undefined) return undefined;
  const billed = proportion(line.billed, kept, asked);
  const [, , writeOff = 0, ...shares] = componentsOf(line);
  const unpaid = billed - line.insurer - writeOff;
  if (unpaid < 0) return undefined;
  // by the rounding, prior payments may come out higher than what is left for them
  const priorPaid = Math.min(proportion(line.priorPaid, kept, asked), unpaid);
  return { billed, quantity: kept, components: [priorPaid, unpaid - priorPaid, writeOff, ...shares] };
}

/** Each trim starts from the whole line, so the last one says what is kept: its figures are the quantities asked and kept. */
function keptQuantity(reasons: readonly Reason[]): Quantity | undefined {
  const kept = reasons.findLast(({ code }) => code === 'R405' || code === 'L508')?.figures?.[1];
  return typeof kept === 'number' ? kept : undefined;
}
