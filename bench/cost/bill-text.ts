import type { Item } from './model.ts';
import { byPrice, byStep, totalOf } from './model.ts';
import { prices } from './prices.ts';
import type { StandingItem } from './standing.ts';

/** The bill of a million orders: by what is paid for, then by step, the largest first. */
export function billText(items: readonly Item[]): string {
  const rows = byPrice(items).map(({ price, quantity, usdPerMillion }) => [
    price,
    significant(quantity),
    prices[price].unit,
    `${prices[price].usd} per ${prices[price].per.toLocaleString('en')}`,
    usdPerMillion.toFixed(2),
  ]);
  const steps = byStep(items).map(({ of, usdPerMillion }) => [of, '', '', '', usdPerMillion.toFixed(2)]);
  return table([
    ['paid for', 'an order', 'unit', 'USD', 'USD a million'],
    ...rows,
    ['together', '', '', '', totalOf(items).toFixed(2)],
    ['', '', '', '', ''],
    ['by step', '', '', '', ''],
    ...steps,
  ]);
}

export function standingText(items: readonly StandingItem[]): string {
  const sum = items.reduce((total, { usd }) => total + usd, 0);
  return table([
    ['paid for', 'of', 'a month', 'USD'],
    ...items.map(({ price, of, quantity, usd }) => [price, of, significant(quantity), usd.toFixed(2)]),
    ['together', '', '', sum.toFixed(2)],
  ]);
}

const DIGITS = 3;
const significant = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(DIGITS)));

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
