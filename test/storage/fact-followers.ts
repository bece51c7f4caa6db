import { billingOf } from '../../lambdas/domain/billing.ts';
import { shanghaiDate } from '../../lambdas/domain/calendar.ts';
import { captureOf } from '../../lambdas/domain/capture.ts';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { CaptureFact, LaterFact, ReversalFact } from '../../lambdas/domain/later-fact.ts';
import { returnOf } from '../../lambdas/domain/order-return.ts';
import { orderState } from '../../lambdas/domain/order-state.ts';

/** The same order as it is authorised for a week. */
export const authorizedFact = (decided: DecisionFact): DecisionFact => ({
  ...decided,
  type: decided.type === 'decline' ? 'decline' : 'authorization',
  expiresAt: decided.postedAt + 604_800_000,
});

function headAfter(facts: readonly [DecisionFact, ...OrderFact[]]) {
  const [{ providerId, orderNo, postedAt: decidedAt }] = facts;
  const postedAt = decidedAt + facts.length * 60_000;
  return { providerId, orderNo, sequence: facts.length + 1, postedAt, businessDate: shanghaiDate(postedAt) };
}

function standing(facts: readonly OrderFact[]) {
  const state = orderState(facts, facts.at(-1)?.postedAt ?? 0);
  if (state === undefined) throw new Error('nothing has happened to the order');
  return state;
}

/** All lines captured, each named with its amount, as a pharmacy does it. */
export function capturedFact(facts: readonly [DecisionFact, ...OrderFact[]]): CaptureFact {
  const [decided] = facts;
  const asked = decided.order.lines.map(({ lineNo, quantity, amount }) => ({ lineNo, quantity, amount }));
  const captured = captureOf(standing(facts), { asked, final: true });
  if ('faults' in captured) throw new Error('more was asked than was authorised');
  const named = { type: 'capture', captureNo: 'CAP-20261121-000881', asked, final: true } as const;
  return { ...headAfter(facts), ...named, ...captured, billing: billingOf(decided) };
}

/** All lines given back, each named. */
export function returnedFact(facts: readonly [DecisionFact, ...OrderFact[]]): ReversalFact {
  const [decided] = facts;
  const asked = decided.order.lines.map(({ lineNo, quantity }) => ({ lineNo, quantity }));
  const returned = returnOf(standing(facts), asked);
  if ('faults' in returned) throw new Error('more was asked than was settled');
  const cause = { by: 'reversal', reversalNo: 'REV-20261121-000881', reason: '患者申请退货退款' } as const;
  return { ...headAfter(facts), type: 'reversal', cause, asked, ...returned, billing: billingOf(decided) };
}

/** What else can follow, one fact of each type. */
export function otherFollowers(decided: DecisionFact): readonly LaterFact[] {
  const head = headAfter([decided]);
  const event = { webhookId: 'evt_2KWPBgLlAfxdpx2AI54pPJ85f4W', occurredAt: head.postedAt };
  return [
    { ...head, type: 'void', cause: { by: 'prescription', prescriptionNo: 'RX-20261121-000881' } },
    { ...head, type: 'expiry' },
    { ...head, type: 'tombstone', reversalNo: 'REV-1', reason: 'cancelled', asked: [{ lineNo: 1, quantity: 10_000 }] },
    { ...head, type: 'delivery', deliveredAt: head.postedAt, ofEvent: 'evt_2KWPBgLlAfxdpx2AI54pPJ85f4W' },
    { ...head, type: 'waiting', event: { ...event, type: 'order.delivered', deliveredAt: head.postedAt } },
    { ...head, type: 'handled', webhookId: event.webhookId, outcome: 'superseded' },
  ];
}
