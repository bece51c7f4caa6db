import { billingOf } from './billing.ts';
import { captureOf } from './capture.ts';
import type { CaptureFault } from './capture.ts';
import type { FactHead, OrderFact } from './fact.ts';
import type { CaptureFact, LaterFact, ReversalFact } from './later-fact.ts';
import type { OrderState } from './order-state.ts';
import { isOpen, orderState } from './order-state.ts';
import type { ReturnFault } from './order-return.ts';
import { totalsOf } from './line-totals.ts';
import type { Fen } from './money.ts';
import { returnOf } from './order-return.ts';
import type { PharmacyEvent } from './pharmacy-event.ts';

/** A fact without what every fact has. */
type Body<Fact> = Fact extends LaterFact ? Omit<Fact, keyof FactHead> : never;

/** What an event brings about as the order stands. */
export type EventEffect =
  /** its predecessor is missing */
  | { readonly effect: 'waiting' }
  /** the order's state has overtaken it; `late`: something was handed over that nobody will pay */
  | { readonly effect: 'superseded'; readonly late: boolean }
  | { readonly effect: 'applied'; readonly fact: Body<LaterFact> }
  /** the hold has expired: the order is to be decided again, and captured as dispensed. `owed`: what insurers were to pay for that */
  | { readonly effect: 'decide-again'; readonly owed: Fen }
  /** the same return again */
  | { readonly effect: 'repeated'; readonly fact: ReversalFact }
  | { readonly effect: 'refused'; readonly faults: readonly (CaptureFault | ReturnFault)[] };

const WAITING: EventEffect = { effect: 'waiting' };
const SUPERSEDED: EventEffect = { effect: 'superseded', late: false };

/**
 * Whatever the order in which a pharmacy's events arrive, the order ends the same: what comes too early waits, what the state has
 * overtaken is recorded without effect. Nothing follows a refusal or a whole cancellation.
 */
export function effectOf(
  event: PharmacyEvent,
  state: OrderState | undefined,
  facts: readonly OrderFact[],
): EventEffect {
  if (state?.decided === undefined) return WAITING;
  if (state.status === 'declined') return SUPERSEDED;
  switch (event.type) {
    case 'order.dispensed':
      return dispensed(event, state, facts);
    case 'order.delivered':
      return delivered(event, state);
    case 'order.cancelled':
      return cancelled(event, state);
    case 'order.returned':
      return returned(event, state, facts);
  }
}

type EventOf<Type extends PharmacyEvent['type']> = Extract<PharmacyEvent, { type: Type }>;

function dispensed({ asked }: EventOf<'order.dispensed'>, state: OrderState, facts: readonly OrderFact[]): EventEffect {
  const { authorization, status, cancelled: isCancelled } = state;
  if (status === 'voided' || isCancelled) return { effect: 'superseded', late: !wasDispensed(state) };
  if (authorization === 'expired' && !wasDispensed(state)) return tooLate(asked, state, facts);
  if (!isOpen(authorization)) return SUPERSEDED;
  const captured = captureOf(state, { asked, final: true });
  if ('faults' in captured) return { effect: 'refused', faults: captured.faults };
  const fact = {
    type: 'capture',
    captureNo: null,
    asked,
    final: true,
    ...captured,
    billing: billingOf(decidedOf(state)),
  };
  return { effect: 'applied', fact: fact as Body<LaterFact> };
}

/** What would have been captured in time says what may be captured now, and what was owed for it. */
function tooLate(asked: CaptureFact['asked'], state: OrderState, facts: readonly OrderFact[]): EventEffect {
  const decided = decidedOf(state);
  const inTime = orderState(facts.slice(0, decided.sequence), decided.postedAt);
  if (inTime === undefined) throw new Error('an order that was decided has a state');
  const captured = captureOf(inTime, { asked, final: true });
  if ('faults' in captured) return { effect: 'refused', faults: captured.faults };
  return { effect: 'decide-again', owed: totalsOf(captured.lines).insurer };
}

function delivered({ deliveredAt }: EventOf<'order.delivered'>, state: OrderState): EventEffect {
  const isOver = state.delivered || state.cancelled || state.status === 'voided';
  return isOver ? SUPERSEDED : { effect: 'applied', fact: { type: 'delivery', deliveredAt } };
}

function cancelled({ reason }: EventOf<'order.cancelled'>, state: OrderState): EventEffect {
  const cause = { by: 'cancellation', reason } as const;
  const { status, authorization } = state;
  if (state.cancelled || status === 'voided' || status === 'reversed') return SUPERSEDED;
  // an expired hold has nothing to release; that nothing will be handed over is recorded all the same
  if (!wasDispensed(state) && (isOpen(authorization) || authorization === 'expired'))
    return { effect: 'applied', fact: { type: 'void', cause } };
  return giveBack(state, cause, undefined);
}

function returned(event: EventOf<'order.returned'>, state: OrderState, facts: readonly OrderFact[]): EventEffect {
  const { returnNo, lines } = event;
  const before = facts.find((fact): fact is ReversalFact => fact.type === 'reversal' && isReturn(fact, returnNo));
  if (before !== undefined) return { effect: 'repeated', fact: before };
  if (state.status === 'voided' || state.cancelled) return SUPERSEDED;
  if (!wasDispensed(state)) return WAITING;
  return giveBack(state, { by: 'return', returnNo }, lines);
}

const isReturn = ({ cause }: ReversalFact, returnNo: string): boolean =>
  cause.by === 'return' && cause.returnNo === returnNo;

function giveBack(state: OrderState, cause: ReversalFact['cause'], asked: ReversalFact['asked']): EventEffect {
  const back = returnOf(state, asked);
  if ('faults' in back) return { effect: 'refused', faults: back.faults };
  const fact = { type: 'reversal', cause, asked, ...back, billing: billingOf(decidedOf(state)) } as const;
  return { effect: 'applied', fact };
}

/** Whether anything of the order has been captured. */
const wasDispensed = ({ authorization, progress }: OrderState): boolean =>
  authorization === 'captured' ||
  progress.some(({ captured, capturedQuantity }) => captured > 0 || capturedQuantity > 0);

function decidedOf({ decided }: OrderState): NonNullable<OrderState['decided']> {
  if (decided === undefined) throw new Error('the order has not been decided');
  return decided;
}
