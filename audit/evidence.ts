import type { Amounts } from './table/amounts.ts';
import type { HoldIn, ShardIn } from './table/balances.ts';

/**
 * What one item says about one thing that is judged: an order, the totals of an item, a limit. Plain JSON, so that it can be put aside
 * in a file between reading and judging. What says something about several things is dealt to each of them.
 */
export interface Evidence {
  /** what it is evidence about, its kind first: `order …`, `total …`, `limit …`. All evidence about one thing is judged together */
  readonly about: string;
  readonly kind: string;
}

/** The evidence of one kind. */
export const evidenceOf = <Kind extends Evidence>(all: readonly Evidence[], kind: Kind['kind']): readonly Kind[] =>
  all.filter((one): one is Kind => one.kind === kind);

/** A fact as it is stored, unpacked and not yet understood. */
export interface FactEvidence extends Evidence {
  readonly kind: 'fact';
  readonly sequence: number;
  readonly text: string;
}

/** What an item says that an order holds of it. */
export interface HoldEvidence extends Evidence, HoldIn {
  readonly kind: 'hold';
  /** the item, or the pool */
  readonly home: string;
}

/** A webhook that was taken for an order. */
export interface WebhookEvidence extends Evidence {
  readonly kind: 'webhook';
  readonly webhookId: string;
  readonly orderNo: string;
  /** how many facts the order had when it was answered */
  readonly factCount: number;
  readonly receivedAt: number;
}

/** Amounts that a fact used, or gave back, of one item's accumulators. */
export interface MovedEvidence extends Evidence {
  readonly kind: 'moved';
  readonly at: number;
  readonly amounts: Amounts;
}

/** What an item says is used. */
export interface UsedEvidence extends Evidence {
  readonly kind: 'used';
  readonly amounts: Amounts;
}

export interface ShardEvidence extends Evidence, ShardIn {
  readonly kind: 'shard';
}

/** What an item says that an open authorization holds; of the totals of a pool, or of a limit. */
export interface HeldEvidence extends Evidence {
  readonly kind: 'held';
  readonly expiresAt: number;
  readonly amounts: Amounts;
}

/** How often holds of a pool that have ended were tidied away, as the item beside the holds says. */
export interface TidiedEvidence extends Evidence {
  readonly kind: 'tidied';
  readonly times: number;
}

/** What may be taken at most: as a decision showed that drew on it, or as a pool's budget or a prescription says. */
export interface MaximumEvidence extends Evidence {
  readonly kind: 'maximum';
  readonly accumulatorId: string;
  readonly max: number;
  /** above 1: of any so many days together */
  readonly days: number;
}
