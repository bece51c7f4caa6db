import { describe, expect, it } from 'vitest';
import { yearPeriod } from '../../lambdas/domain/accumulator.ts';
import * as calendar from '../../lambdas/domain/calendar.ts';

const { addDays, ageOn, dayNumber, inYear, isCalendarDate, monthEnd, shanghaiDate, shanghaiInstant } = calendar;

describe('a day in Asia/Shanghai', () => {
  it.each([
    ['2026-06-15T15:59:59.999Z', '2026-06-15'],
    ['2026-06-15T16:00:00.000Z', '2026-06-16'],
    ['2026-06-16T00:00:00+08:00', '2026-06-16'],
    ['2026-06-15T23:59:59.999+08:00', '2026-06-15'],
    ['2024-02-28T20:00:00-04:00', '2024-02-29'],
    ['2026-12-31T16:00:00Z', '2027-01-01'],
    ['1969-12-31T15:59:59Z', '1969-12-31'],
  ])('%s is on %s', (instant, date) => {
    expect(shanghaiDate(Date.parse(instant))).toBe(date);
  });

  it('an instant is written with its offset', () => {
    expect(shanghaiInstant(Date.parse('2026-06-15T16:00:00.007Z'))).toBe('2026-06-16T00:00:00.007+08:00');
  });
});

describe('dates', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2024-09-01', 90, '2024-11-30'],
    ['2025-12-31', 1, '2026-01-01'],
    ['9999-12-30', 400, '9999-12-31'],
  ])('%s and %i days is %s', (date, days, then) => {
    expect(addDays(date, days)).toBe(then);
  });

  it.each([
    ['2026-06-15', 31, '2026-05-16'],
    ['2026-06-15', 1, '2026-06-15'],
    ['1900-01-10', 31, '1900-01-01'],
  ])('of those through %s the first of %i is %s, as far back as dates go', (to, count, first) => {
    expect(calendar.firstOfDays(to, count)).toBe(first);
  });

  it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%s exists', (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-01',
    'today',
    '',
  ])('%j does not', (date) => {
    expect(isCalendarDate(date)).toBe(false);
  });

  it.each([
    ['2026-02-03', '2026-02-28'],
    ['2024-02-29', '2024-02-29'],
    ['2026-04-30', '2026-04-30'],
    ['2026-12-01', '2026-12-31'],
  ])('the month of %s ends on %s', (date, end) => {
    expect(monthEnd(date)).toBe(end);
  });

  it('29 February is the 28th in common years', () => {
    expect(['2025', '2028', '2100', '2000'].map((year) => inYear('2024-02-29', Number(year)))).toEqual([
      '2025-02-28',
      '2028-02-29',
      '2100-02-28',
      '2000-02-29',
    ]);
  });

  it('days are counted across leap days', () => {
    expect(dayNumber('2024-03-01') - dayNumber('2024-02-28')).toBe(2);
    expect(dayNumber('2026-03-01') - dayNumber('2026-02-28')).toBe(1);
    expect(dayNumber('1970-01-01')).toBe(0);
  });

  it.each([
    ['2020-06-15', '2026-06-14', 5],
    ['2020-06-15', '2026-06-15', 6],
    ['2020-02-29', '2026-02-27', 5],
    ['2020-02-29', '2026-02-28', 6],
    ['2020-02-29', '2024-02-28', 3],
    ['2020-02-29', '2024-02-29', 4],
    ['2026-06-15', '2026-06-15', 0],
  ])('born on %s is on %s %i years old', (birth, date, age) => {
    expect(ageOn(birth, date)).toBe(age);
  });
});

describe('the insurance year', () => {
  it.each([
    ['calendar', '2023-07-01', '2026-06-15', '2026-01-01', '2026-12-31'],
    ['calendar', '2023-07-01', '2026-12-31', '2026-01-01', '2026-12-31'],
    ['coverage', '2023-07-01', '2026-06-30', '2025-07-01', '2026-06-30'],
    ['coverage', '2023-07-01', '2026-07-01', '2026-07-01', '2027-06-30'],
    ['coverage', '2024-02-29', '2025-02-27', '2024-02-29', '2025-02-27'],
    ['coverage', '2024-02-29', '2025-02-28', '2025-02-28', '2026-02-27'],
    ['coverage', '2024-02-29', '2028-02-28', '2027-02-28', '2028-02-28'],
    ['coverage', '2024-02-29', '2028-02-29', '2028-02-29', '2029-02-27'],
    ['coverage', '2026-01-01', '2026-01-01', '2026-01-01', '2026-12-31'],
    ['coverage', '2020-05-01', '9999-12-31', '9999-05-01', '9999-12-31'],
  ] as const)('by the %s of a coverage from %s, %s is in %s to %s', (rule, coverageFrom, date, from, to) => {
    expect(yearPeriod(rule, coverageFrom, date)).toEqual({ from, to });
  });
});
