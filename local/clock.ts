/** The product's clock: real time, or real time moved by what was set. It always ticks. */
export interface Clock {
  /** epoch milliseconds */
  now(): number;
  /** null: real time again */
  set(instant: number | null): void;
  advance(milliseconds: number): void;
}

export function createClock(): Clock {
  let aheadMs = 0;
  return {
    now: () => Date.now() + aheadMs,
    set: (instant) => (aheadMs = instant === null ? 0 : instant - Date.now()),
    advance: (milliseconds) => (aheadMs += milliseconds),
  };
}
