import { createHash } from 'node:crypto';

/** Where every choice of a run comes from: the same seed makes the same choices, in the same order. */
export interface Chance {
  /** at least 0 and below 1 */
  next(): number;
  /** a whole number from 0 to just below `bound` */
  below(bound: number): number;
  /** a whole number, both ends included */
  between(from: number, to: number): number;
  /** true once in so many times */
  oneIn(times: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** a value by its weight */
  weighed<Value>(values: readonly (readonly [weight: number, value: Value])[]): Value;
  readonly bytes: (length: number) => Buffer;
  /** another one, that does not move this one on */
  apart(name: string): Chance;
}

/** sfc32 (PractRand), its state from a digest of the seed. */
export function chanceOf(seed: string): Chance {
  const digest = createHash('sha256').update(seed).digest();
  let [a, b, c, count] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), 1];

  function draw(): number {
    const drawn = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + drawn;
    return drawn >>> 0;
  }
  for (let warming = 0; warming < 15; warming++) draw();

  const next = (): number => draw() / 2 ** 32;
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    oneIn: (times) => below(times) === 0,
    pick: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('there is nothing to pick from');
      return value;
    },
    weighed: (values) => {
      let left = next() * values.reduce((sum, [weight]) => sum + weight, 0);
      const found = values.find(([weight]) => (left -= weight) < 0) ?? values.at(-1);
      if (found === undefined) throw new Error('there is nothing to pick from');
      return found[1];
    },
    bytes: (length) => {
      const bytes = Buffer.alloc(length);
      for (let at = 0; at < length; at++) bytes[at] = draw() & 0xff;
      return bytes;
    },
    apart: (name) => chanceOf(`${seed}/${name}`),
  };
}
