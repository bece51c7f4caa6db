import type { OrderFact } from './fact.ts';

/** What a provider is told of, without having asked. */
export const ORDER_EVENT_TYPES = [
  'order.settled',
  'order.reversed',
  'order.adjusted',
  'authorization.voided',
  'authorization.expired',
] as const;
export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];

/** Of an order, or of a line of a statement that an insurer disputes. */
export type ProviderEventType = OrderEventType | 'dispute.opened';

/**
 * The event that a fact is to its provider; undefined: none. Decisions that hold or refuse are answered to whoever asked. Voids are
 * told, because a hospital may void the prescription of a pharmacy's order.
 */
export function providerEventOf({ type }: OrderFact): OrderEventType | undefined {
  switch (type) {
    case 'settlement':
    case 'capture':
      return 'order.settled';
    case 'reversal':
      return 'order.reversed';
    case 'adjustment':
      return 'order.adjusted';
    case 'void':
      return 'authorization.voided';
    case 'expiry':
      return 'authorization.expired';
    case 'authorization':
    case 'decline':
    case 'tombstone':
    case 'delivery':
    case 'waiting':
    case 'handled':
      return undefined;
  }
}
