/**
 * What one item says about one thing that is judged: an order, a member's year, a pool, an insurer's day. Plain JSON, so that it can be
 * put aside in a file between reading and judging. What says the same about several things is dealt to each of them.
 */
export interface Evidence {
  /** what it is evidence about; all evidence about one thing is judged together */
  readonly about: string;
  readonly kind: string;
}
