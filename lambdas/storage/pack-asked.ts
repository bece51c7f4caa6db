import type { AskedLine, ReturnedLine } from '../domain/later-fact.ts';

/** a quantity of -1: all that was left */
export type PackedAsked = readonly (readonly [lineNo: number, quantity: number, amount: number])[] | 0;
export type PackedReturned = readonly (readonly [lineNo: number, quantity: number])[] | 0;

/** What was asked to be captured; 0: all that was left. */
export const packAsked = (asked: readonly AskedLine[] | undefined): PackedAsked =>
  asked?.map(({ lineNo, quantity = -1, amount }) => [lineNo, quantity, amount] as const) ?? 0;

export function unpackAsked(asked: PackedAsked): readonly AskedLine[] | undefined {
  if (asked === 0) return undefined;
  return asked.map(([lineNo, quantity, amount]) => ({
    ...{ lineNo, amount },
    quantity: quantity < 0 ? undefined : quantity,
  }));
}

/** What was asked to be given back; 0: all that was left. */
export const packReturned = (asked: readonly ReturnedLine[] | undefined): PackedReturned =>
  asked?.map(({ lineNo, quantity }) => [lineNo, quantity] as const) ?? 0;

export const unpackReturned = (asked: PackedReturned): readonly ReturnedLine[] | undefined =>
  asked === 0 ? undefined : asked.map(([lineNo, quantity]) => ({ lineNo, quantity }));
