/** Chance that comes out the same on every machine, so that every run decides the same orders. */
export interface Chance {
  /** an integer from 0 up to, but not including, `end` */
  readonly below: (end: number) => number;
  /** an integer from `least` to `most`, both inclusive */
  readonly between: (least: number, most: number) => number;
  /** true in so many of 1,000 cases */
  readonly happens: (perMille: number) => boolean;
  readonly pick: <T>(of: readonly T[]) => T;
}

/** mulberry32: 32 bits of state, good enough to mix a workload. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    happens: (perMille) => below(1_000) < perMille,
    pick: (of) => {
      const picked = of[below(of.length)];
      if (picked === undefined) throw new Error('there is nothing to pick from');
      return picked;
    },
  };
}
