import { expect } from 'vitest';
import { decimal, sum } from './exact.ts';
import type { ModelOrder } from './order.ts';
import { standings } from './order.ts';
import type { Progress, Standing } from './standing.ts';

/** Of a line, in eighths of what is left; 9: more than is left. */
export interface Part {
  readonly line: number;
  readonly amount: number;
  /** undefined: all that is left */
  readonly quantity: number | undefined;
}

export const eighths = (left: number, part: number): number => (part > 8 ? left + 1 : Math.floor((left * part) / 8));

/** By position of the line; a line named twice counts once. */
export const partsByLine = ({ progress }: ModelOrder, parts: readonly Part[]): readonly (readonly [number, Part])[] =>
  [...new Map(parts.map((part) => [part.line % Math.max(1, progress.length), part]))].toSorted(([a], [b]) => a - b);

export type Refusal = readonly [status: number, code: string, state?: string];

/** Whether a number was used before: for the same, or for something else. */
export function numberRefusal(order: ModelOrder, no: string, content: unknown): 'replay' | Refusal | undefined {
  const before = order.numbers.get(no);
  if (before === undefined) return undefined;
  return before === JSON.stringify(content) ? 'replay' : [409, 'order.conflict'];
}

/** What moved of the lines, and what carries it. */
function expectMoved(
  order: ModelOrder,
  body: { readonly lines?: readonly object[] | undefined; readonly totals?: object | undefined },
  [before, after]: readonly [readonly Standing[], readonly Standing[]],
  units: readonly number[],
): void {
  const lines = after.flatMap((to, at) => {
    const from = before[at] ?? to;
    const moved = (field: 'priorPaid' | 'insurer' | 'patient'): number => Math.abs(to[field] - from[field]);
    const carried = { priorPaid: moved('priorPaid'), insurer: moved('insurer'), patient: moved('patient') };
    const [billed, quantity] = [carried.priorPaid + carried.insurer + carried.patient, units[at] ?? 0];
    if (billed + quantity === 0) return [];
    return [{ lineNo: order.decided?.[at]?.lineNo, quantity: decimal(quantity), billed, ...carried, writeOff: 0 }];
  });
  expect(body.lines).toMatchObject(lines);
  expect(body.lines).toHaveLength(lines.length);
  const total = (field: 'billed' | 'insurer' | 'patient') => sum(lines.map((line) => line[field]));
  expect(body.totals).toMatchObject({ billed: total('billed'), insurer: total('insurer'), patient: total('patient') });
}

/** Moves the lines on, and expects the answer to tell so. */
export function move(
  order: ModelOrder,
  body: Parameters<typeof expectMoved>[1],
  progress: Progress[],
  field: 'quantity' | 'returned',
): void {
  const [before, from] = [standings(order), order.progress];
  order.progress = progress;
  const units = progress.map((to, at) => to[field] - (from[at]?.[field] ?? 0));
  expectMoved(order, body, [before, standings(order)], units);
}
