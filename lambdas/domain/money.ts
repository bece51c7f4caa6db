/** Money is an integer number of fen (CNY 1/100), never a float, nowhere on the path. */
export type Fen = number;

/** A rate in basis points: 8000 = 80 %. */
export type BasisPoints = number;

export const FULL_RATE_BPS: BasisPoints = 10_000;

/** The largest amount an order may carry on one line: 99,999,999.99 yuan. */
export const MAX_AMOUNT_FEN: Fen = 9_999_999_999;

/**
 * `value × numerator ÷ denominator`, rounded half up to the integer, once. Exact for any safe integers, because amounts times
 * quantities exceed 2^53. Every term is at least 0 and the denominator above 0.
 */
export function proportion(value: number, numerator: number, denominator: number): number {
  if (numerator === denominator) return value;
  const doubled = 2 * value * numerator + denominator;
  // below 2^53 the quotient's rounding error is less than its distance to the next integer, so that its floor is exact
  if (doubled <= Number.MAX_SAFE_INTEGER) return Math.floor(doubled / (2 * denominator));
  const wide = BigInt(denominator);
  return Number((2n * BigInt(value) * BigInt(numerator) + wide) / (2n * wide));
}

/** `amount × rate`, rounded half up to the fen. */
export function atRate(amount: Fen, rate: BasisPoints): Fen {
  return proportion(amount, rate, FULL_RATE_BPS);
}

/** `12345` → `"123.45"`: fen as yuan, for texts that people read. */
export function yuan(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const fen = Math.abs(amount);
  return `${sign}${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
