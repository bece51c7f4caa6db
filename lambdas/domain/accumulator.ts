import type { CalendarDate } from './calendar.ts';
import { addDays, inYear, LAST_DATE, monthEnd, yearOf } from './calendar.ts';
import type { AccumulatorState, Period } from './decision.ts';
import type { LimitPeriod, Plan } from './plan.ts';

/**
 * An accumulator is a running total against a limit: `<insurer>/<plan>/<limit>/<period>`, and `@` with the holder where that is not
 * the member. The version is no part of it, so a new plan version with the same limit id goes on counting. Parts are identifiers
 * and contain neither `/` nor `@`.
 */
export type AccumulatorId = string;

/** The limit and the kind of holder that an id names. */
export function partsOf(accumulatorId: AccumulatorId): Pick<AccumulatorState, 'limitId' | 'scope'> {
  const [, , limitId = '', last = ''] = accumulatorId.split('/');
  const holder = last.indexOf('@');
  const scope = holder < 0 ? 'member' : last.startsWith(POOL_MARK, holder) ? 'pool' : 'family';
  return { limitId, scope };
}

/** Fen, orders or ten-thousandths of a unit, by the limit's measure. */
export interface Balance {
  readonly used: number;
  readonly held: number;
}

export const NOTHING: Balance = { used: 0, held: 0 };

/** The accumulators of one member, as read. One that is absent stands at nothing. */
export type Balances = ReadonlyMap<AccumulatorId, Balance>;

/** What one line takes from one accumulator; a reversal gives exactly this back. */
export interface Draw {
  readonly accumulatorId: AccumulatorId;
  /** 0 where an earlier line of the order has been counted already */
  readonly amount: number;
}

/** How the id of what is taken from a prescription begins; the empty part in the place of a plan keeps it apart from an insurer's. */
export const PRESCRIPTION_MARK = 'prescription//';

/** How the holder of a pool's id begins. */
export const POOL_MARK = '@P:';

/** The end of an id whose holder is a family; a member without one is a family of one. */
export function familyHolder(familyId: string | undefined, memberId: string): string {
  return familyId === undefined ? `@M:${memberId}` : `@F:${familyId}`;
}

export const LIFETIME_KEY = 'L';

/** The accumulating period of a limit that holds a service date. Rolling limits keep one total a day. */
export function periodKey(per: LimitPeriod, date: CalendarDate, year: Period): string {
  if (per === 'year') return `Y${yearKey(year)}`;
  if (per === 'month') return `M${date.slice(0, 7)}`;
  if (per === 'lifetime') return LIFETIME_KEY;
  return `D${date}`;
}

/**
 * The first day of a year, which names it. The years of two coverages may begin on one 28 February and yet not be the same: the one
 * whose anniversary is the 29th ends a day later before a leap year and begins on the 29th in one, so it is named by that.
 */
function yearKey({ from, to }: Period): string {
  const isLeapDays = from.endsWith('-02-28') && to.endsWith('-02-28');
  return isLeapDays ? from.replace('-02-28', '-02-29') : from;
}

/** First and last day of that period; null for a lifetime. */
export function periodOf(per: LimitPeriod, date: CalendarDate, year: Period): Period | null {
  if (per === 'year') return year;
  if (per === 'month') return { from: `${date.slice(0, 7)}-01`, to: monthEnd(date) };
  if (per === 'lifetime') return null;
  return { from: date, to: date };
}

/**
 * The insurance year that holds a date: the calendar year, or from the anniversary of the coverage's own `from`
 * (29 February: the 28th in common years). A renewal has its own `from` and so starts a new year.
 */
export function yearPeriod(rule: Plan['year'], coverageFrom: CalendarDate, date: CalendarDate): Period {
  const year = yearOf(date);
  if (rule === 'calendar') return calendarYear(year);
  const begun = inYear(coverageFrom, year) <= date ? year : year - 1;
  const to = begun === yearOf(LAST_DATE) ? LAST_DATE : addDays(inYear(coverageFrom, begun + 1), -1);
  return { from: inYear(coverageFrom, begun), to };
}

// Nearly every order asks for the year that the one before it asked for.
let recentYear = { year: 0, period: periodOfYear(0) };

function calendarYear(year: number): Period {
  if (recentYear.year !== year) recentYear = { year, period: periodOfYear(year) };
  return recentYear.period;
}

function periodOfYear(year: number): Period {
  const digits = String(year).padStart(4, '0');
  return { from: `${digits}-01-01`, to: `${digits}-12-31` };
}
