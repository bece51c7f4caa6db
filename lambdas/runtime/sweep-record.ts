/** What became of one run through what is due. */
export interface SweepRecord {
  readonly holdsExpired: number;
  readonly exceptionsOpened: number;
  /** webhooks that were due to be sent again */
  readonly deliveriesDue: number;
  /** by which the oldest timer was late when the run met it */
  readonly lateSeconds: number;
}
