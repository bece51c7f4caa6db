import type { CalendarDate } from '../domain/calendar.ts';
import { addDays, yearOf } from '../domain/calendar.ts';
import type { FamilyQuestion } from '../domain/shared-question.ts';
import type { ItemKey } from './keys.ts';
import { balancesKey, familyBalancesKey, familyLifetimeKey } from './keys.ts';

/** An order may be for a service of up to 24 h from now (T703); one more day for a request that is under way at midnight. */
const DAYS_AHEAD = 2;

const lastYear = (arrived: CalendarDate): number => yearOf(addDays(arrived, DAYS_AHEAD));

/** The balances items that an order of a service date may depend on: a coverage year may have begun in the year before. */
export function balancesKeys(memberId: string, served: CalendarDate, arrived: CalendarDate): readonly ItemKey[] {
  const years = [yearOf(served) - 1, yearOf(served)];
  // windows of a rolling limit reach into the following year, as soon as there can be anything in it
  if (lastYear(arrived) > yearOf(served)) years.push(yearOf(served) + 1);
  return years.map((year) => balancesKey(memberId, year));
}

/** An order that comes later than this is not asked whether a refill was due; it would be filed too late in any case. */
const MAX_YEARS_LATE = 10;

/**
 * The years that an order reads: those, and every later one up to its arrival, because the latest fill of a code decides (R403) even
 * where the order comes years late. Few orders do.
 */
export function orderBalancesKeys(memberId: string, served: CalendarDate, arrived: CalendarDate): readonly ItemKey[] {
  const from = yearOf(served) - 1;
  const to = Math.min(Math.max(yearOf(served), lastYear(arrived)), yearOf(served) + MAX_YEARS_LATE);
  return Array.from({ length: to - from + 1 }, (_, index) => balancesKey(memberId, from + index));
}

/** The same of a family, whose plans say which years count; one in which there cannot be anything yet is left out. */
export function familyKeys(family: FamilyQuestion, arrived: CalendarDate): readonly ItemKey[] {
  const { insurerId, familyId, lifetime } = family;
  return [
    ...familyYearKeys(family, family.years, arrived),
    ...(lifetime ? [familyLifetimeKey(insurerId, familyId)] : []),
  ];
}

/** Those of a family that a rolling limit counts. */
export function familyRollingKeys(family: FamilyQuestion, arrived: CalendarDate): readonly ItemKey[] {
  return familyYearKeys(family, family.rollingYears, arrived);
}

function familyYearKeys(
  { insurerId, familyId }: FamilyQuestion,
  years: ReadonlySet<number>,
  arrived: CalendarDate,
): readonly ItemKey[] {
  const counted = [...years].filter((year) => year <= lastYear(arrived));
  return counted.map((year) => familyBalancesKey(insurerId, familyId, year));
}
