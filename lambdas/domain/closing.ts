import type { CalendarDate, EpochMs } from './calendar.ts';

/** From when to when lines of a slice were posted: from the first instant to just before the second. */
export interface PostedRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** How the closing of a date is to be done, decided once: whoever goes on with it does the same. */
export interface ClosingPlan {
  /** claims are told as they stood at this instant */
  readonly cutOff: EpochMs;
  /** the instants at which the second slice begins, the third and so on */
  readonly cuts: readonly EpochMs[];
}

/** One piece of a closing's work, small enough for one run of a function. */
export interface ClosingSlice {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  /** from 0 */
  readonly slice: number;
}

/** What a slice was found to have when it was frozen. */
export interface FrozenSlice {
  readonly lines: number;
  readonly parts: number;
}

/** Far beyond every instant that is ever posted, and of eight digits in the key of a line (2059). */
const END_OF_TIME = 36 ** 8 - 1;

export const sliceCount = ({ cuts }: ClosingPlan): number => cuts.length + 1;

export function sliceRange({ cuts }: ClosingPlan, slice: number): PostedRange {
  return { from: cuts[slice - 1] ?? 0, to: cuts[slice] ?? END_OF_TIME };
}

/** In which slice an instant is. */
export const sliceOf = ({ cuts }: ClosingPlan, postedAt: EpochMs): number =>
  cuts.filter((cut) => cut <= postedAt).length;

/** Numbers of the first line and the first part of a slice, of all that came before it. */
export function firstOfSlice(frozen: readonly FrozenSlice[], slice: number): { line: number; part: number } {
  const before = frozen.slice(0, slice);
  return {
    line: 1 + before.reduce((sum, one) => sum + one.lines, 0),
    part: 1 + before.reduce((sum, one) => sum + one.parts, 0),
  };
}
