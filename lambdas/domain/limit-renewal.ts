import { addDays, LAST_DATE } from './calendar.ts';
import type { CalendarDate } from './calendar.ts';
import type { AccumulatorState } from './decision.ts';

export const RENEWALS = ['day', 'month', 'year', 'lifetime', 'rolling'] as const;

/** After what time a limit is whole again. */
export interface LimitRenewal {
  readonly per: (typeof RENEWALS)[number];
  /** the first day of the next period; undefined where there is none, and of a rolling limit, which has no periods */
  readonly renewedOn: CalendarDate | undefined;
}

const byLetter: Readonly<Record<string, LimitRenewal['per']>> = { Y: 'year', M: 'month', L: 'lifetime', D: 'day' };

/** An accumulator's id names its period. A rolling limit keeps a total a day, and shows the several days that count together. */
export function limitRenewal({
  accumulatorId,
  period,
}: Pick<AccumulatorState, 'accumulatorId' | 'period'>): LimitRenewal {
  const [, , , last = ''] = accumulatorId.split('/');
  const named = byLetter[last.charAt(0)] ?? 'lifetime';
  const per = named === 'day' && period?.from !== period?.to ? 'rolling' : named;
  const ends = period !== null && per !== 'rolling' && period.to !== LAST_DATE;
  return { per, renewedOn: ends ? addDays(period.to, 1) : undefined };
}
