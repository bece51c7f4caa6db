import type { Draw } from './accumulator.ts';
import { drawsOf } from './adjudicate-coverage.ts';
import type { DecidedCoverage } from './decided-coverage.ts';
import type { OrderView } from './order-view.ts';
import type { LineFill } from './prescription.ts';
import { prescriptionId } from './prescription.ts';

/** Whether every coverage refuses every line. */
export function isRefused({ order }: OrderView, decided: readonly DecidedCoverage[]): boolean {
  return order.lines.every((_, position) => isLineRefused(position, decided));
}

function isLineRefused(position: number, decided: readonly DecidedCoverage[]): boolean {
  for (const { drafts } of decided) if (drafts[position]?.refused === false) return false;
  return true;
}

/** By position of the line: what it takes from the limits of every coverage, and from the prescription. */
export function drawsByLine({ order }: OrderView, decided: readonly DecidedCoverage[]): readonly (readonly Draw[])[] {
  const orderCase = decided[0]?.coverageCase.orderCase;
  return order.lines.map(({ code = '' }, position) => {
    const ofLine: Draw[] = [];
    for (const { coverageCase: ofCoverage, drafts } of decided) {
      const draft = drafts[position];
      if (draft !== undefined) drawsOf(ofCoverage, draft, ofLine);
    }
    const taken = orderCase?.prescribedTaken[position] ?? 0;
    if (taken > 0 && orderCase?.prescription !== undefined) {
      const accumulatorId = prescriptionId(orderCase.prescription.prescriptionNo, code);
      ofLine.push({ accumulatorId, amount: taken });
    }
    return ofLine;
  });
}

/**
 * By position of the line: the fill that it makes (R403), where it is not refused and has a code and a supply, its own or else that of
 * the prescription's item.
 */
export function fillsByLine(
  { order }: OrderView,
  decided: readonly DecidedCoverage[],
): readonly (LineFill | undefined)[] {
  const items = decided[0]?.coverageCase.orderCase.prescription?.items;
  return order.lines.map(({ code, daysSupply: own }, position) => {
    if (code === undefined || isLineRefused(position, decided)) return undefined;
    const daysSupply = own ?? items?.get(code)?.daysSupply;
    return daysSupply === undefined ? undefined : { code, daysSupply };
  });
}
