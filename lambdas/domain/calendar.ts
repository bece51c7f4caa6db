/**
 * Dates are `YYYY-MM-DD` in Asia/Shanghai, instants are epoch milliseconds. China has one time zone without daylight saving
 * since 1992, so the offset is fixed. ISO dates compare correctly as text.
 */
export type CalendarDate = string;
export type EpochMs = number;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** The day in Asia/Shanghai to which an instant belongs; the business day of a fact. */
export function shanghaiDate(instant: EpochMs): CalendarDate {
  return dateOf(Math.floor((instant + SHANGHAI_OFFSET_MS) / DAY_MS));
}

/** An instant as ISO 8601 with the offset of Asia/Shanghai, to the millisecond. */
export function shanghaiInstant(instant: EpochMs): string {
  return `${new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 23)}+08:00`;
}

/** Days since 1970-01-01. */
export function dayNumber(date: CalendarDate): number {
  return Date.UTC(yearOf(date), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

// A day's text is asked for by every decision of that day, and making one costs more than the rest of the arithmetic.
const dateTexts = new Map<number, CalendarDate>();
const MAX_DATE_TEXTS = 4_096;

/** The date of a number of days since 1970-01-01. */
export function dateOf(day: number): CalendarDate {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  if (dateTexts.size >= MAX_DATE_TEXTS) dateTexts.clear();
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10);
  dateTexts.set(day, text);
  return text;
}

/** The last day that can be written; as the end of a coverage it means "open". Nothing is added to it. */
export const LAST_DATE: CalendarDate = '9999-12-31';
const LAST_DAY = 2_932_896;

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return days === 0 ? date : dateOf(Math.min(dayNumber(date) + days, LAST_DAY));
}

/** Whether `YYYY-MM-DD` names a day that exists: 2026-02-30 does not. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === text;
}

export const yearOf = (date: CalendarDate): number => Number(date.slice(0, 4));

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The same day and month in another year; 29 February is the 28th in common years (docs/plans.md 1, `year`). */
export function inYear(date: CalendarDate, year: number): CalendarDate {
  const monthDay = date.slice(5) === '02-29' && !isLeapYear(year) ? '02-28' : date.slice(5);
  return `${String(year).padStart(4, '0')}-${monthDay}`;
}

/** The last day of the month of a date. */
export function monthEnd(date: CalendarDate): CalendarDate {
  const [year, month] = [yearOf(date), Number(date.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** Whole years of age on a date; a birthday on 29 February falls on the 28th in common years. */
export function ageOn(birthDate: CalendarDate, date: CalendarDate): number {
  const years = yearOf(date) - yearOf(birthDate);
  return date < inYear(birthDate, yearOf(date)) ? years - 1 : years;
}
