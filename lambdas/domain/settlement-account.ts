import type { CalendarDate } from './calendar.ts';
import { addDays, dayNumber } from './calendar.ts';
import type { ProviderPayment } from './ledger.ts';
import type { Fen } from './money.ts';

/** What a published statement comes to for one provider. */
export interface ProviderTotals {
  readonly count: number;
  readonly debit: Fen;
  readonly credit: Fen;
}

/** A provider's account with one insurer on a business date; `closing = opening + debit − credit − paid` is what it is owed. Fen. */
export interface AccountDay extends ProviderTotals {
  readonly providerId: string;
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly opening: Fen;
  /** what was passed on to it of remittances booked on this date */
  readonly paid: Fen;
  readonly closing: Fen;
}

export type AccountMovement = Omit<AccountDay, 'opening' | 'closing'>;

export function accountDay(movement: AccountMovement, opening: Fen): AccountDay {
  const { debit, credit, paid } = movement;
  return { ...movement, opening, closing: opening + debit - credit - paid };
}

const NOTHING: ProviderTotals = { count: 0, debit: 0, credit: 0 };

/** What a date moves for each provider that has lines in its statement or is paid on it. */
export function accountMovements(
  { insurerId, businessDate }: Pick<AccountDay, 'insurerId' | 'businessDate'>,
  totals: Readonly<Record<string, ProviderTotals>>,
  payments: readonly ProviderPayment[],
): readonly AccountMovement[] {
  const paid = new Map<string, Fen>();
  for (const { providerId, amount } of payments) paid.set(providerId, (paid.get(providerId) ?? 0) + amount);
  const providers = [...new Set([...Object.keys(totals), ...paid.keys()])].toSorted();
  return providers.map((providerId) => {
    const { count, debit, credit } = totals[providerId] ?? NOTHING;
    return { ...{ providerId, insurerId, businessDate, count, debit, credit }, paid: paid.get(providerId) ?? 0 };
  });
}

/** What some days come to between an insurer and a provider. */
export type PaymentAdviceRow = Omit<AccountMovement, 'businessDate'>;

/** One row for each pair, by insurer and provider; pairs between which nothing moved have none. */
export function adviceRows(movements: readonly AccountMovement[]): readonly PaymentAdviceRow[] {
  const rows = new Map<string, { -readonly [Field in keyof PaymentAdviceRow]: PaymentAdviceRow[Field] }>();
  for (const { insurerId, providerId, count, debit, credit, paid } of movements) {
    const pair = `${insurerId}#${providerId}`;
    const row = rows.get(pair) ?? { insurerId, providerId, count: 0, debit: 0, credit: 0, paid: 0 };
    row.count += count;
    row.debit += debit;
    row.credit += credit;
    row.paid += paid;
    rows.set(pair, row);
  }
  return [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

/** From Monday to Sunday. */
export interface Week {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const WEEK = /^(20\d\d)-W(\d\d)$/;

/** The days of a week of ISO 8601, `2026-W47`; undefined where there is no such week. */
export function isoWeek(text: string): Week | undefined {
  const [, year = '', week = ''] = WEEK.exec(text) ?? [];
  if (year === '') return undefined;
  const first = firstMonday(Number(year)) + 7 * (Number(week) - 1);
  if (Number(week) < 1 || first >= firstMonday(Number(year) + 1)) return undefined;
  const from = addDays('1970-01-01', first);
  return { from, to: addDays(from, 6) };
}

/** Week 1 is that of 4 January. As a number of days since 1970-01-01, a Thursday. */
function firstMonday(year: number): number {
  const day = dayNumber(`${year}-01-04`);
  return day - ((day + 3) % 7);
}
