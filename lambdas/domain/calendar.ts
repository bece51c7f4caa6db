/**
 * Dates are `YYYY-MM-DD` in Asia/Shanghai, instants are epoch milliseconds. China has one time zone without daylight saving
 * since 1992, so the offset is fixed. ISO dates compare correctly as text.
 */
export type CalendarDate = string;
export type EpochMs = number;

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** The day in Asia/Shanghai to which an instant belongs, as a number of days since 1970-01-01. */
export function shanghaiDay(instant: EpochMs): number {
  return Math.floor((instant + SHANGHAI_OFFSET_MS) / DAY_MS);
}

/** The day in Asia/Shanghai to which an instant belongs; the business day of a fact. */
export function shanghaiDate(instant: EpochMs): CalendarDate {
  return dateOf(shanghaiDay(instant));
}

/** An instant as ISO 8601 with the offset of Asia/Shanghai, to the millisecond. */
export function shanghaiInstant(instant: EpochMs): string {
  return `${new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 23)}+08:00`;
}

/** `2026-11-21T10:05:00+08:00`: as nearly every provider writes it. */
const SHANGHAI_SECONDS_LENGTH = 25;

/** The instant that an ISO 8601 text with offset names. The usual form is read without the detour over the general parser. */
export function instantOf(text: string): EpochMs {
  if (text.length !== SHANGHAI_SECONDS_LENGTH || !text.endsWith('+08:00')) return Date.parse(text);
  const minutes = twoDigits(text, 11) * 60 + twoDigits(text, 14);
  return dayNumber(text) * DAY_MS + (minutes * 60 + twoDigits(text, 17)) * 1_000 - SHANGHAI_OFFSET_MS;
}

/** Days since 1970-01-01 of a text that begins with a date, in the Gregorian calendar (the era arithmetic of ISO 8601 dates). */
export function dayNumber(date: CalendarDate): number {
  const month = twoDigits(date, 5);
  // the year begins in March, so that a leap day is the last day of its year
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const century = Math.floor(year / 100);
  const leapDays = Math.floor(year / 4) - century + Math.floor(century / 4);
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + twoDigits(date, 8) - 1;
  return year * 365 + leapDays + dayOfYear - DAYS_TO_1970;
}

/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468;

const ZERO = 0x30;

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + (text.charCodeAt(at + 1) - ZERO);
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

/** The first day that a request may name, and so the first that an answer may. */
const FIRST_DATE: CalendarDate = '1900-01-01';

/** Whether `YYYY-MM-DD` names a day that a request may name. */
export const isKnownDate = (text: string): boolean => isCalendarDate(text) && text >= FIRST_DATE;

/** The first of so many days of which `to` is the last, as far back as dates go. */
export function firstOfDays(to: CalendarDate, count: number): CalendarDate {
  const first = addDays(to, 1 - count);
  return first < FIRST_DATE ? FIRST_DATE : first;
}

/** Whether `YYYY-MM-DD` names a day that exists: 2026-02-30 does not. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().slice(0, 10) === text;
}

export const yearOf = (date: CalendarDate): number => twoDigits(date, 0) * 100 + twoDigits(date, 2);

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
  const [year, month] = [yearOf(date), twoDigits(date, 5)];
  const days = month === 2 ? (isLeapYear(year) ? 29 : 28) : SHORT_MONTHS.has(month) ? 30 : 31;
  return `${date.slice(0, 8)}${days}`;
}

const SHORT_MONTHS: ReadonlySet<number> = new Set([4, 6, 9, 11]);

/** Whole years of age on a date; a birthday on 29 February falls on the 28th in common years. */
export function ageOn(birthDate: CalendarDate, date: CalendarDate): number {
  const years = yearOf(date) - yearOf(birthDate);
  return date < inYear(birthDate, yearOf(date)) ? years - 1 : years;
}
