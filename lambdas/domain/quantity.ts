/** A quantity in ten-thousandths of a unit, so that the four decimal places of the contract are exact integers. */
export type Quantity = number;

export const UNITS_PER_ONE = 10_000;
export const MAX_QUANTITY: Quantity = 999_999_999; // 99999.9999

/** `"1.5"` → 15000. The text has been validated: digits, at most 4 decimal places. */
export function parseQuantity(text: string): Quantity {
  const [whole = '0', decimals = ''] = text.split('.');
  return Number(whole) * UNITS_PER_ONE + Number(decimals.padEnd(4, '0'));
}

/** 15000 → `"1.5"`, without trailing zeros. */
export function formatQuantity(quantity: Quantity): string {
  const whole = Math.trunc(quantity / UNITS_PER_ONE);
  const decimals = String(quantity % UNITS_PER_ONE)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return decimals === '' ? String(whole) : `${whole}.${decimals}`;
}
