import type { EpochMs } from '../domain/calendar.ts';
import type { ExceptionKind, ExceptionOpening } from '../domain/exception.ts';
import type { StandingOrder } from './change-order.ts';

/** Something about an event of a pharmacy that no rule may settle. The pharmacy is to act: it knows what was handed over. */
export function eventException(
  kind: ExceptionKind,
  { state, record }: StandingOrder,
  webhookId: string,
  now: EpochMs,
): ExceptionOpening {
  const [first] = record.facts;
  if (first === undefined) throw new Error('nothing has happened to the order');
  const { providerId, orderNo } = first;
  return {
    ...{ kind, providerId, orderNo, openedAt: now },
    owner: { role: 'pharmacy', partnerId: providerId },
    prescriptionNo: state.decided?.order.prescriptionNo,
    reference: { of: 'webhook', id: webhookId },
  };
}
