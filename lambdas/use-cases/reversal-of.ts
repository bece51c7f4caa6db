import { renderOrder } from '../contracts/render-order.ts';
import { billingOf } from '../domain/billing.ts';
import type { FactHead } from '../domain/fact.ts';
import type { ReturnedLine, ReversalFact, VoidFact } from '../domain/later-fact.ts';
import { returnOf } from '../domain/order-return.ts';
import { isOpen } from '../domain/order-state.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { StandingOrder } from './change-order.ts';
import { exceedsSettled } from './movement-faults.ts';
import { factId } from './ports.ts';

type Undone = Omit<ReversalFact, keyof FactHead> | Omit<VoidFact, keyof FactHead>;

/**
 * What undoes an order that has been decided, whole or by line and quantity. Whatever is only held is released; what was settled is
 * given back. Throws where nothing is left of it, or less than is asked.
 */
export function reversalOf(
  { record, state }: StandingOrder,
  cause: ReversalFact['cause'],
  asked: readonly ReturnedLine[] | undefined,
): Undone {
  const { decided } = state;
  if (decided === undefined) throw new Error('an order that has not come is not reversed');
  const { status, authorization, progress } = state;
  const settledOnce = progress.some(({ captured, capturedQuantity }) => captured > 0 || capturedQuantity > 0);
  const conflict = (code: 'order.reversed' | 'order.declined' | 'authorization.voided' | 'authorization.expired') =>
    new ConnectorError(code, `The order is ${status}; nothing of it is left to be reversed.`, {
      extension: { existing: renderOrder(state, record.facts, factId) },
    });
  if (status === 'declined') throw conflict('order.declined');
  if (!settledOnce && authorization === 'voided') throw conflict('authorization.voided');
  if (!settledOnce && authorization === 'expired') throw conflict('authorization.expired');
  if (asked === undefined) {
    if (status === 'reversed') throw conflict('order.reversed');
    if (!settledOnce && isOpen(authorization)) return { type: 'void', cause };
  }
  const returned = returnOf(state, asked);
  if ('faults' in returned) throw exceedsSettled(returned.faults);
  return { type: 'reversal', cause, asked, ...returned, billing: billingOf(decided) };
}
