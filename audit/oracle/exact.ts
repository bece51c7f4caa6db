/** The whole number nearest to `numerator / denominator`, a half upwards. Neither is negative. */
export function rounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** docs/plans.md C: a rate in ten-thousandths, rounded half up to the fen. */
export const atRate = (amount: bigint, bps: number): bigint => rounded(amount * BigInt(bps), 10_000n);

export const least = (...all: readonly bigint[]): bigint => all.reduce((low, one) => (one < low ? one : low));
export const most = (...all: readonly bigint[]): bigint => all.reduce((high, one) => (one > high ? one : high));
export const sum = (all: readonly bigint[]): bigint => all.reduce((total, one) => total + one, 0n);
