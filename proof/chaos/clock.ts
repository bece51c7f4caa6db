import { shanghaiDate } from '../../lambdas/domain/calendar.ts';

/** The product's time, which nothing moves but the run itself. */
export interface Clock {
  readonly now: () => number;
  move(milliseconds: number): void;
  /** today, in Asia/Shanghai */
  readonly today: () => string;
}

export function clockFrom(instant: string): Clock {
  let now = Date.parse(instant);
  return { now: () => now, move: (milliseconds) => void (now += milliseconds), today: () => shanghaiDate(now) };
}
