import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atRate, MAX_AMOUNT_FEN, proportion, yuan } from '../../lambdas/domain/money.ts';
import { formatQuantity, MAX_QUANTITY, parseQuantity } from '../../lambdas/domain/quantity.ts';

const roundedHalfUp = (value: number, numerator: number, denominator: number): bigint =>
  (2n * BigInt(value) * BigInt(numerator) + BigInt(denominator)) / (2n * BigInt(denominator));

describe('a proportion', () => {
  it.each([
    [5, 1, 2, 3],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [7, 5_000, 10_000, 4],
    [9_999, 1, 3, 3_333],
    [0, 7, 9, 0],
    [MAX_AMOUNT_FEN, MAX_QUANTITY, MAX_QUANTITY, MAX_AMOUNT_FEN],
    [MAX_AMOUNT_FEN, 1, MAX_QUANTITY, 10],
    [MAX_AMOUNT_FEN, MAX_QUANTITY - 1, MAX_QUANTITY, 9_999_999_989],
  ])('of %i × %i ÷ %i is %i: rounded half up, once', (value, numerator, denominator, result) => {
    expect(proportion(value, numerator, denominator)).toBe(result);
  });

  it('is the exact one also where the product leaves the safe integers', () => {
    const amount = fc.oneof(fc.nat(MAX_AMOUNT_FEN), fc.nat(1_000));
    const part = fc.oneof(fc.nat(MAX_QUANTITY), fc.nat(30));
    const whole = fc.oneof(fc.integer({ min: 1, max: MAX_QUANTITY }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(amount, part, whole, (value, numerator, denominator) => {
        const expected = roundedHalfUp(value, numerator, denominator);
        fc.pre(expected <= BigInt(Number.MAX_SAFE_INTEGER));
        expect(BigInt(proportion(value, numerator, denominator))).toBe(expected);
      }),
      { numRuns: 4_000 },
    );
  });

  it('is exact just above and below the half', () => {
    const scales = fc.constantFrom(1, 3, 9_007, 999_983);
    fc.assert(
      fc.property(fc.nat(4_000_000_000), fc.integer({ min: 1, max: 400_000_000 }), scales, (value, half, scale) => {
        for (const numerator of [half - 1, half, half + 1]) {
          const denominator = 2 * half * scale;
          const exact = Number(roundedHalfUp(value, numerator, denominator));
          expect(proportion(value, numerator, denominator)).toBe(exact);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('at a rate in basis points rounds to the fen', () => {
    expect([atRate(45, 1_000), atRate(44, 1_000), atRate(1, 4_999), atRate(1, 5_000), atRate(7, 10_000)]).toEqual([
      5, 4, 0, 1, 7,
    ]);
  });
});

describe('figures that people read', () => {
  it.each([
    [0, '0.00'],
    [7, '0.07'],
    [12_345, '123.45'],
    [-1_000, '-10.00'],
    [-5, '-0.05'],
    [MAX_AMOUNT_FEN, '99999999.99'],
  ])('%i fen is %s yuan', (fen, text) => {
    expect(yuan(fen)).toBe(text);
  });

  it.each([
    ['1', 10_000, '1'],
    ['1.5', 15_000, '1.5'],
    ['0.0001', 1, '0.0001'],
    ['2.50', 25_000, '2.5'],
    ['100', 1_000_000, '100'],
    ['99999.9999', MAX_QUANTITY, '99999.9999'],
  ])('the quantity %s is %i ten-thousandths and read again as %s', (text, quantity, again) => {
    expect([parseQuantity(text), formatQuantity(quantity)]).toEqual([quantity, again]);
  });

  it('a quantity is itself again after writing and reading it', () => {
    fc.assert(
      fc.property(fc.nat(MAX_QUANTITY), (quantity) => parseQuantity(formatQuantity(quantity)) === quantity),
      { numRuns: 1_000 },
    );
  });
});
