import type { Decided } from './decision.ts';
import { portion, sum } from './exact.ts';
import type { World } from './plan.ts';

/** How far a line has come: billed and captured, captured, given back; quantities in ten-thousandths of a unit. */
export interface Progress {
  readonly amount: number;
  readonly quantity: number;
  readonly returned: number;
}

export const NOTHING: Progress = { amount: 0, quantity: 0, returned: 0 };

/** What carries a line, and what it uses. */
export interface Standing {
  readonly priorPaid: number;
  readonly insurer: number;
  readonly patient: number;
  readonly deductible: number;
  readonly units: number;
}

/**
 * Where a line stands: `round(x × c / A)` of everything captured, less `round(x × r / q)` of that given back. A trimmed line's
 * kept part goes first, and comes back last.
 */
export function standing(line: Decided, progress: Progress): Standing {
  const kept = portion(line.amount, line.kept, line.quantity);
  const ofKept = Math.min(progress.amount, kept);
  const units = Math.min(progress.quantity, line.kept);
  const trimmedUnits = progress.quantity - units;
  const trimmedBack = Math.min(progress.returned, trimmedUnits);
  const back = (amount: number): number => amount - portion(amount, progress.returned - trimmedBack, units);
  const left = (whole: number): number => back(portion(whole, ofKept, kept));
  const trimmedBilled = line.amount - kept;
  // all of the trimmed part is the patient's; where none of its quantity was captured, it comes back with the rest
  const trimmed = portion(trimmedBilled, progress.amount - ofKept, trimmedBilled);
  const ofPatient = portion(line.patient - trimmedBilled, ofKept, kept);
  const patient =
    trimmedUnits === 0
      ? back(ofPatient + trimmed)
      : back(ofPatient) + trimmed - portion(trimmed, trimmedBack, trimmedUnits);
  return {
    ...{ priorPaid: left(line.priorPaid), insurer: left(line.insurer), patient },
    deductible: left(line.deductible),
    units: line.insurer > 0 ? units - (progress.returned - trimmedBack) : 0,
  };
}

/** What is used of each limit, and of the deductible, as the lines stand. */
export function takenNow({ limits }: World, standings: readonly Standing[]): ReadonlyMap<string, number> {
  const insurer = sum(standings.map((one) => one.insurer));
  const measured = { amount: insurer, count: insurer > 0 ? 1 : 0, quantity: sum(standings.map(({ units }) => units)) };
  return new Map([
    ...limits.map(({ limitId, measure }) => [limitId, measured[measure]] as const),
    ['deductible', sum(standings.map(({ deductible }) => deductible))],
  ]);
}
