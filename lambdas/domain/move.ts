import type { AccumulatorId, Draw } from './accumulator.ts';
import type { EpochMs } from './calendar.ts';
import type { DecisionFact, OrderFact } from './fact.ts';
import type { OrderState } from './order-state.ts';
import { isOpen } from './order-state.ts';
import { wholeTakings } from './order-takings.ts';

/** What follows a decision and moves its amounts: from held to used, from held to free, or from used to free. */
export interface Move {
  readonly memberId: string;
  /** the hold of an authorization that is still open; undefined where there is none */
  readonly hold: Hold | undefined;
  /** what of it stays held, which may be nothing while the authorization is open; undefined: it ends */
  readonly stays: readonly Draw[] | undefined;
  /** what is used from now on, and, as negative amounts, what no longer is */
  readonly used: readonly Draw[];
  /** the prescription that is held must not have been voided */
  readonly captures: boolean;
}

export interface Hold {
  /** all that the authorization held when it was decided: so it is known where the hold stands */
  readonly draws: readonly Draw[];
  /** what of it is held now */
  readonly held: readonly Draw[];
  readonly expiresAt: EpochMs;
}

/** The move from one state of an order to the next; undefined where no amount moves. */
export function moveBetween(before: OrderState, after: OrderState, fact: OrderFact): Move | undefined {
  const { decided } = before;
  if (decided === undefined || decided.memberId === null) return undefined;
  const hold = isOpen(before.authorization) ? holdOf(decided, before.held) : undefined;
  const used = difference(after.used, before.used);
  if (hold === undefined && used.length === 0) return undefined;
  const stays = isOpen(after.authorization) ? after.held : undefined;
  return { memberId: decided.memberId, hold, stays, used, captures: fact.type === 'capture' };
}

/** Undefined where the authorization took nothing to hold. */
export function holdOf(decided: DecisionFact, held: readonly Draw[]): Hold | undefined {
  const draws = wholeTakings(decided);
  const { expiresAt } = decided;
  return draws.length === 0 || expiresAt === undefined ? undefined : { draws, held, expiresAt };
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
