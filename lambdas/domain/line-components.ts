import type { DecidedLine } from './decision.ts';
import type { MovedLine } from './later-fact.ts';
import type { Fen } from './money.ts';
import { proportion } from './money.ts';
import type { Quantity } from './quantity.ts';

/**
 * What carries a line's bill: prior payments, the patient, the write-off, then each share in the order of the decision. None is
 * negative, and they add up to what is billed. Each is split and rounded by itself.
 */
export type Components = readonly Fen[];

export const componentsOf = ({ priorPaid, patient, writeOff, shares }: DecidedLine): Components => [
  ...[priorPaid, patient, writeOff],
  ...shares.map(({ amount }) => amount),
];

/** Each component at `round(x × part / all)`. */
export const scaled = (components: Components, part: number, all: number): Components =>
  components.map((one) => portion(one, part, all));

/** `round(x × part / all)`; of nothing there is no part: nothing was billed, or no quantity captured. */
export const portion = (value: number, part: number, all: number): number =>
  all === 0 ? 0 : proportion(value, part, all);

export const plus = (components: Components, more: Components): Components =>
  components.map((one, index) => one + (more[index] ?? 0));

export const minus = (components: Components, less: Components): Components =>
  components.map((one, index) => one - (less[index] ?? 0));

/** What the insurers and the patient carry of it. */
export function carriedOf([, patient = 0, , ...paid]: Components): { readonly insurer: Fen; readonly patient: Fen } {
  return { insurer: sum(paid), patient };
}

/**
 * Components as a fact books them. Billed is their sum, and so may differ by the rounding from the amount that was asked for; the last
 * movement makes up for it.
 */
export function movedLine({ lineNo, shares }: DecidedLine, quantity: Quantity, components: Components): MovedLine {
  const [priorPaid = 0, patient = 0, writeOff = 0, ...paid] = components;
  return {
    ...{ lineNo, quantity, billed: sum(components), priorPaid, insurer: sum(paid), patient, writeOff },
    shares: shares.map((share, index) => ({ ...share, amount: paid[index] ?? 0 })).filter(({ amount }) => amount > 0),
  };
}

const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, amount) => total + amount, 0);
