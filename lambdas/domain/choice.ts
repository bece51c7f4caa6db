/**
 * A choice out of one of the contract's closed lists, as a bit, and a list of such choices as the sum of their bits: whether one is
 * on the list is then a single operation. Closed lists have far fewer than 30 entries.
 */
export type ChoiceBit = number;
export type ChoiceMask = number;

/** An order without the field: on no list, but taken by an absent one. */
const NOT_GIVEN: ChoiceBit = 1 << 30;
const TAKES_ALL: ChoiceMask = -1;

export function choiceBit<T>(all: readonly T[], choice: T | undefined): ChoiceBit {
  for (let at = 0; at < all.length; at++) if (all[at] === choice) return 1 << at;
  return NOT_GIVEN;
}

export function choiceMask<T>(all: readonly T[], chosen: readonly T[] | undefined): ChoiceMask {
  return chosen === undefined ? TAKES_ALL : chosen.reduce((mask, choice) => mask | choiceBit(all, choice), 0);
}
