import type { AccumulatorId, Balances } from './accumulator.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Candidate } from './coverage-standing.ts';
import type { Ceilings } from './ceilings.ts';
import type { Formularies } from './formulary.ts';
import type { Order } from './order.ts';
import type { PoolBudgets } from './pool.ts';
import type { Fills, Prescription } from './prescription.ts';
import type { Window } from './rolling-window.ts';

/** Everything a decision depends on. The same input gives the same decision, to the fen, for ever. */
export interface AdjudicationInput {
  readonly order: Order;
  readonly providerId: string;
  /** the instant at which the order arrived */
  readonly arrivedAt: EpochMs;
  readonly member: MemberFound;
  readonly balances: Balances;
  /** the fullest window of rolling limits, where that is known instead of the days that it is made of */
  readonly windows?: ReadonlyMap<AccumulatorId, Window> | undefined;
  /** of the benefits in force, each in the highest version published when the order arrived */
  readonly formularies?: Formularies | undefined;
  /** the one that the order names */
  readonly prescription?: Prescription | undefined;
  readonly fills?: Fills | undefined;
  /** what is left of the budget of each pool that the plans in force name */
  readonly pools?: PoolBudgets | undefined;
  /** an authorization: what it takes is held and not used */
  readonly holds?: boolean | undefined;
  /** it was reversed before it arrived */
  readonly reversedBefore?: boolean | undefined;
  /** it was authorised before, and the hold has expired */
  readonly ceilings?: Ceilings | undefined;
}

export type MemberFound =
  | { readonly found: 'nobody' }
  | { readonly found: 'other-name' }
  | {
      readonly found: 'member';
      readonly memberId: string;
      readonly candidates: readonly Candidate[];
      readonly birthDate?: CalendarDate | undefined;
    };
