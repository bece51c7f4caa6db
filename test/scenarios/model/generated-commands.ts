import * as fc from 'fast-check';
import type { Bill } from './arrivals.ts';
import { arrive, pass, repeat } from './arrivals.ts';
import { capture, release } from './captures.ts';
import type { Command } from './life.ts';
import type { Part } from './moved.ts';
import { reverse } from './reversals.ts';

const bill: fc.Arbitrary<Bill> = fc.record({
  month: fc.constantFrom(0, 1),
  lines: fc.array(
    fc.record({
      quarters: fc.integer({ min: 1, max: 14 }),
      amount: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 20, max: 3_000 }) },
        { weight: 1, arbitrary: fc.constant(0) },
      ),
      priorEighths: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 8 })),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

const part: fc.Arbitrary<Part> = fc.record({
  line: fc.nat(2),
  amount: fc.integer({ min: 0, max: 8 }),
  quantity: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
});

const exceeding: fc.Arbitrary<Part> = fc.record({
  line: fc.nat(2),
  amount: fc.constantFrom(4, 9),
  quantity: fc.constantFrom(undefined, 4, 9),
});

const parts = fc.oneof(
  { weight: 5, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(exceeding, { minLength: 1, maxLength: 2 }) },
);
const some = fc.option(parts, { nil: undefined, freq: 4 });
const pick = fc.nat(7);
const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 10, max: 9_999 }) },
  { weight: 1, arbitrary: fc.nat(1) },
);
const holdSeconds = fc.constantFrom(60, 120, 600, 86_400);

/** What may happen next to the orders of a member. */
/** With these a life begins. */
export const firstCommands: fc.Arbitrary<Command[]> = fc.array(
  fc
    .tuple(bill, fc.option(fc.constant(600), { nil: undefined, freq: 3 }))
    .map(([of, seconds]) => arrive(of, seconds, false)),
  { minLength: 2, maxLength: 3 },
);

export const generatedCommands: fc.Arbitrary<Command>[] = [
  fc.tuple(bill, fc.boolean()).map(([of, quoted]) => arrive(of, undefined, quoted)),
  fc.tuple(bill, holdSeconds, fc.boolean()).map(([of, seconds, quoted]) => arrive(of, seconds, quoted)),
  fc.tuple(pick, number, some).map(([of, no, lines]) => capture(of, no, lines, false)),
  fc
    .tuple(pick, number, some, fc.constantFrom(undefined, true, false))
    .map(([of, no, lines, final]) => capture(of, no, lines, final)),
  fc.nat(15).map((n) => (n < 8 ? release(n) : repeat(n))),
  fc.tuple(pick, number, some).map(([of, no, lines]) => reverse(of, no, lines)),
  fc.tuple(pick, number, parts).map(([of, no, lines]) => reverse(of, no, lines)),
  fc.nat(9).map((n) => (n === 0 ? reverse(undefined, 1, undefined) : pass(1))),
  fc.constantFrom(1, 59, 60, 61, 86_400).map(pass),
  fc.nat(40).map(repeat),
];
