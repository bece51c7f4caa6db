/** `round(x × part / all)`, half up, in whole numbers of any size; of nothing there is no part. */
export function portion(x: number, part: number, all: number): number {
  if (all === 0) return 0;
  const [value, over, under] = [BigInt(x), BigInt(part), BigInt(all)];
  return Number((2n * value * over + under) / (2n * under));
}

/** Ten-thousandths of a unit as a decimal string. */
export function decimal(units: number): string {
  const digits = String(units).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
