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
  /** claims that were due to be tried again */
  readonly claimsDue: number;
  /** by which the oldest timer was late when the run met it */
  readonly lateSeconds: number;
}

/** What became of one sweep of the books for claims that nothing else would bring to their insurers. */
export interface ClaimsSweepRecord {
  /** facts that were in no book */
  readonly entered: number;
  /** claims that were put into the queue */
  readonly sent: number;
  /** insurers */
  readonly outOfReach: number;
  /** since the oldest claim was posted that waits for its insurer; 0 where none does */
  readonly waitingSeconds: number;
}
