/** Dates as the oracle counts them: year, month and day by the lengths of months, a day as its number. */
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

export function partsOf(date: string): readonly [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

const written = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Days since 1 January of the year 0, by adding up. */
function count(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = year === 0 ? 0 : Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + 1;
  let days = year * 365 + leapDays + day - 1;
  for (let earlier = 1; earlier < month; earlier += 1) days += monthLength(year, earlier);
  return days;
}

export const numberOf = (date: string): number => count(...partsOf(date));

/** The date of such a number. */
export function dateOfNumber(days: number): string {
  let year = Math.floor(days / 366);
  while (count(year + 1, 1, 1) <= days) year += 1;
  let month = 1;
  while (month < 12 && count(year, month + 1, 1) <= days) month += 1;
  return written(year, month, days - count(year, month, 1) + 1);
}

const LAST = '9999-12-31';

/** A number of days later; nothing is after the last day that can be written. */
export function daysAfter(date: string, days: number): string {
  const later = numberOf(date) + days;
  return later >= numberOf(LAST) ? LAST : dateOfNumber(later);
}

/** The date in Asia/Shanghai of an instant: eight hours ahead, all the year. */
export function dateOfInstant(instant: number): string {
  return dateOfNumber(Math.floor((instant + 8 * HOUR) / DAY) + numberOf('1970-01-01'));
}

export const monthOf = (date: string): { from: string; to: string } => {
  const [year, month] = partsOf(date);
  return { from: written(year, month, 1), to: written(year, month, monthLength(year, month)) };
};

/** The same day in another year; 29 February is the 28th in common years. */
export function anniversary(date: string, year: number): string {
  const [, month, day] = partsOf(date);
  return written(year, month, Math.min(day, monthLength(year, month)));
}

/** The insurance year of a date that begins on 1 January or on the anniversaries of `from`. */
export function yearOfInsurance(rule: 'calendar' | 'coverage', from: string, date: string) {
  const [year] = partsOf(date);
  const start = rule === 'calendar' ? written(year, 1, 1) : from;
  const first = anniversary(start, year) <= date ? year : year - 1;
  const next = anniversary(start, first + 1);
  return { from: anniversary(start, first), to: first === 9999 ? LAST : dateOfNumber(numberOf(next) - 1) };
}

/** Birthdays had: one on 29 February is had on the 28th in common years. */
export function age(birthDate: string, date: string): number {
  let birthdays = 0;
  while (anniversary(birthDate, partsOf(birthDate)[0] + birthdays + 1) <= date) birthdays += 1;
  return birthdays;
}
