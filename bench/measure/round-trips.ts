/** When a call was sent and when it was answered. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** The longest chain of calls of which each was sent after the one before had been answered: what a caller waits for. */
export function roundTrips(calls: readonly Interval[]): number {
  const depths: { readonly until: number; readonly depth: number }[] = [];
  for (const { from, until } of calls.toSorted((a, b) => a.from - b.from)) {
    const before = depths.filter((one) => one.until <= from).map(({ depth }) => depth);
    depths.push({ until, depth: Math.max(0, ...before) + 1 });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
}
