/** How it stands with an insurer at the beginning of an audit: all that is judged of an order and is not of the order. */
export interface InsurerStanding {
  readonly insurerId: string;
  /** the first day of its statements; undefined: none has begun */
  readonly first: string | undefined;
  /** the last day whose statement is published; empty: none */
  readonly published: string;
  /** whether claims are submitted to it */
  readonly takesClaims: boolean;
  readonly isOutOfReach: boolean;
  /** below it the sweep looks for no claims any more; null: it has not swept yet */
  readonly sweptTo: number | null;
}
