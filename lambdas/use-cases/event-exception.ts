import type { EpochMs } from '../domain/calendar.ts';
import type { ExceptionKind, ExceptionOpening } from '../domain/exception.ts';
import type { StandingOrder } from './change-order.ts';
import { factId } from './ports.ts';

/**
 * Something about an event of a pharmacy that no rule may settle. The pharmacy is to act: it knows what was handed over. What was handed
 * over against a voided hold is one exception, however many webhooks tell it, because an order is dispensed once.
 */
export function eventException(
  kind: ExceptionKind,
  { state, record }: StandingOrder,
  webhookId: string,
  now: EpochMs,
): ExceptionOpening {
  const [first] = record.facts;
  if (first === undefined) throw new Error('nothing has happened to the order');
  const { providerId, orderNo } = first;
  const ended = record.facts.findLast(({ type }) => type === 'void');
  return {
    ...{ kind, providerId, orderNo, openedAt: now },
    owner: { role: 'pharmacy', partnerId: providerId },
    prescriptionNo: state.decided?.order.prescriptionNo,
    reference:
      kind === 'dispensed-against-voided' && ended !== undefined
        ? { of: 'fact', id: factId(ended) }
        : { of: 'webhook', id: webhookId },
  };
}
