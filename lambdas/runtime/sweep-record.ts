/** What became of one run through what is due. */
export interface SweepRecord {
  readonly holdsExpired: number;
  readonly exceptionsOpened: number;
  /** webhooks that were due to be sent again */
  readonly deliveriesDue: number;
  /** statements that nobody has acknowledged for a day, met in this run */
  readonly statementsUnacknowledged: number;
  /** disputes whose deadline has passed without a decision, met in this run */
  readonly disputesOverdue: number;
  /** by which the oldest timer was late when the run met it */
  readonly lateSeconds: number;
}
