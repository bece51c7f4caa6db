import type { EpochMs } from '../domain/calendar.ts';
import { DAY_MS, dateOf, shanghaiDay } from '../domain/calendar.ts';
import type { PartOfDay } from './claim-ports.ts';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const beginOf = (day: number): EpochMs => day * DAY_MS - SHANGHAI_OFFSET_MS;

/** A span of time, business day by business day, of one insurer's book. */
export function partsOfDays(insurerId: string, from: EpochMs, to: EpochMs): readonly PartOfDay[] {
  if (from >= to) return [];
  const [first, last] = [shanghaiDay(from), shanghaiDay(to)];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    ...{ insurerId, businessDate: dateOf(first + index) },
    ...{ from: index === 0 ? from : beginOf(first + index), to: Math.min(beginOf(first + index + 1), to) },
  }));
}
