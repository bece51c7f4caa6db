import type { CalendarDate } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';

/** Fen of the remittances booked on each date from one to another; a date without one is absent. */
export async function readRemitted(
  _insurerId: string,
  _from: CalendarDate,
  _to: CalendarDate,
): Promise<ReadonlyMap<CalendarDate, Fen>> {
  return new Map();
}
