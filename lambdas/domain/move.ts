import type { AccumulatorId, Draw } from './accumulator.ts';
import type { EpochMs } from './calendar.ts';
import type { DecisionFact, OrderFact } from './fact.ts';
import type { OrderState } from './order-state.ts';
import { wholeTakings } from './order-takings.ts';

/** What follows a decision and moves its amounts: from held to used, from held to free, or from used to free. */
export interface Move {
  readonly memberId: string;
  /** all that the authorization held when it was decided; undefined where the order holds nothing now */
  readonly hold: { readonly draws: readonly Draw[]; readonly expiresAt: EpochMs } | undefined;
  /** what of the hold stays held; empty: it ends */
  readonly held: readonly Draw[];
  /** what is used from now on, and, as negative amounts, what no longer is */
  readonly used: readonly Draw[];
  /** the prescription that is held must not have been voided */
  readonly captures: boolean;
}

/** The move from one state of an order to the next; undefined where no amount moves. */
export function moveBetween(before: OrderState, after: OrderState, fact: OrderFact): Move | undefined {
  const { decided } = before;
  if (decided === undefined || decided.memberId === null) return undefined;
  // captures may have used all that was held before the last line of the order is captured: such a hold has ended already
  const hold = before.held.length > 0 ? holdOf(decided) : undefined;
  const used = difference(after.used, before.used);
  if (hold === undefined && used.length === 0) return undefined;
  return { memberId: decided.memberId, hold, held: after.held, used, captures: fact.type === 'capture' };
}

/** What an authorization took to hold; undefined where that was nothing. */
export function holdOf(decided: DecisionFact): Move['hold'] {
  const draws = wholeTakings(decided);
  const { expiresAt } = decided;
  return draws.length === 0 || expiresAt === undefined ? undefined : { draws, expiresAt };
}

function difference(after: readonly Draw[], before: readonly Draw[]): readonly Draw[] {
  const amounts = new Map<AccumulatorId, number>();
  for (const { accumulatorId, amount } of after) amounts.set(accumulatorId, amount);
  for (const { accumulatorId, amount } of before)
    amounts.set(accumulatorId, (amounts.get(accumulatorId) ?? 0) - amount);
  return [...amounts]
    .filter(([, amount]) => amount !== 0)
    .map(([accumulatorId, amount]) => ({ accumulatorId, amount }));
}
