import type { CalendarDate } from './calendar.ts';
import { addDays, yearOf } from './calendar.ts';
import type { CompiledLimit } from './compiled-limit.ts';
import type { CoverageInForce } from './coverage-standing.ts';

/** Whose totals an order of a date depends on, beside all that stands with the member. */
export interface SharedQuestion {
  readonly families: readonly FamilyQuestion[];
  readonly poolIds: readonly string[];
}

export interface FamilyQuestion {
  readonly insurerId: string;
  readonly familyId: string;
  /** the calendar years whose totals are counted */
  readonly years: ReadonlySet<number>;
  /** those of them that a rolling limit counts: they must stand as they were read, drawn from or not */
  readonly rollingYears: ReadonlySet<number>;
  readonly lifetime: boolean;
}

export function sharedQuestion(coverages: readonly CoverageInForce[], date: CalendarDate): SharedQuestion {
  const families = new Map<string, FamilyQuestion>();
  const poolIds = new Set<string>();
  for (const { coverage, plan } of coverages) {
    for (const { poolId } of plan.byHolder.pool) if (poolId !== undefined) poolIds.add(poolId);
    const { insurerId, familyId } = coverage;
    if (familyId === undefined || plan.byHolder.family.length === 0) continue;
    const key = `${insurerId}/${familyId}`;
    families.set(key, familyQuestion({ insurerId, familyId }, plan.byHolder.family, date, families.get(key)));
  }
  return { families: [...families.values()], poolIds: [...poolIds] };
}

function familyQuestion(
  family: Pick<FamilyQuestion, 'insurerId' | 'familyId'>,
  limits: readonly CompiledLimit[],
  date: CalendarDate,
  known: FamilyQuestion | undefined,
): FamilyQuestion {
  const rolling = [...(known?.rollingYears ?? []), ...yearsReached(limits, date)];
  const yearly = limits.some(({ limit }) => limit.per !== 'lifetime');
  return {
    ...family,
    rollingYears: new Set(rolling),
    years: new Set([...(known?.years ?? []), ...rolling, ...(yearly ? [yearOf(date)] : [])]),
    lifetime: known?.lifetime === true || limits.some(({ limit }) => limit.per === 'lifetime'),
  };
}

/**
 * The calendar years in which rolling limits count totals that stand with the member: the member's own, and those of a member
 * without a family, who is a family of one. None without such a limit.
 */
export function memberRollingYears(coverages: readonly CoverageInForce[], date: CalendarDate): ReadonlySet<number> {
  const limits = coverages.flatMap(({ coverage: { familyId }, plan: { byHolder } }) =>
    familyId === undefined ? [...byHolder.member, ...byHolder.family] : byHolder.member,
  );
  return yearsReached(limits, date);
}

function yearsReached(limits: readonly CompiledLimit[], date: CalendarDate): ReadonlySet<number> {
  const days = limits.reduce((longest, { rollingDays }) => Math.max(longest, rollingDays), 0);
  return new Set(days === 0 ? [] : [addDays(date, 1 - days), date, addDays(date, days - 1)].map(yearOf));
}
