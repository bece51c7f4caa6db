/** Tells, from now on, whether so many milliseconds are over; by the machine's clock, since it is the machine's time that is spent. */
export function timeBudget(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds;
  return () => performance.now() >= end;
}
