import { contentDifferences } from '../domain/content-differences.ts';
import { effectOf } from '../domain/event-effect.ts';
import type { EventEffect } from '../domain/event-effect.ts';
import type { LaterFact } from '../domain/later-fact.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { PharmacyEvent } from '../domain/pharmacy-event.ts';
import { waitingEvents } from '../domain/pharmacy-event.ts';
import { recordExceptions } from '../runtime/metrics.ts';
import type { StandingOrder, Step } from './change-order.ts';
import { changeOrder, headOf } from './change-order.ts';
import { decideAgain } from './decide-again.ts';
import { eventException } from './event-exception.ts';
import type { EventPorts } from './event-ports.ts';

interface OrderAt {
  readonly providerId: string;
  readonly order: { readonly orderNo: string };
  readonly now: EpochMs;
}

/** Each waiting event has at most one turn, and an order has a bounded number of facts. */
const MAX_TURNS = 500;

type Turn = 'none' | 'done' | { readonly again: PharmacyEvent };

/**
 * Gives every event its turn that has waited for what has now come, in the order in which they happened. Each turn is a write of its
 * own; who is cut off in between is followed by whoever comes next.
 */
export async function turnWaitingEvents(ports: EventPorts, { providerId, order, now }: OrderAt): Promise<void> {
  const read = () => ports.orders.readOrder(providerId, order.orderNo);
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const taken = await changeOrder<Turn>(ports, { admission: Promise.resolve(), now, read }, (standing) =>
      standing === undefined ? { result: 'none' } : nextTurn(ports, standing, now),
    );
    if (taken === 'none') return;
    if (taken !== 'done') await decideAgain(ports, { read, now, event: taken.again, waited: true });
  }
}

function nextTurn(ports: EventPorts, standing: StandingOrder, now: EpochMs): Step<Turn> {
  const { record, state } = standing;
  for (const event of waitingEvents(record.facts)) {
    const effect = effectOf(event, state, record.facts);
    if (effect.effect === 'waiting') continue;
    if (effect.effect === 'decide-again') return { result: { again: event } };
    const head = headOf(record, now);
    const riders = exceptionKind(effect, event).map((kind) =>
      ports.events.exceptionWrite(eventException(kind, standing, event.webhookId, now)),
    );
    const resultOf = (): Turn => {
      recordExceptions(riders.length);
      return 'done';
    };
    return { post: factOf(effect, event, head), riders, resultOf };
  }
  return { result: 'none' };
}

type TakenEffect = Exclude<EventEffect, { effect: 'waiting' | 'decide-again' }>;

function factOf(effect: TakenEffect, event: PharmacyEvent, head: ReturnType<typeof headOf>): LaterFact {
  const { webhookId } = event;
  if (effect.effect === 'applied') return { ...head, ...effect.fact, ofEvent: webhookId };
  return { ...head, type: 'handled', webhookId, outcome: isRefused(effect, event) ? 'refused' : 'superseded' };
}

/** Also a return under a number that stands for another one: had it not waited, it would have been told so. */
function isRefused(effect: TakenEffect, event: PharmacyEvent): boolean {
  if (effect.effect !== 'repeated' || event.type !== 'order.returned') return effect.effect === 'refused';
  return contentDifferences({ lines: effect.fact.asked }, { lines: event.lines }).length > 0;
}

/** What somebody must look at: nobody is there any more to be told. */
function exceptionKind(
  effect: TakenEffect,
  event: PharmacyEvent,
): readonly ('waiting-event-refused' | 'dispensed-against-voided')[] {
  if (isRefused(effect, event)) return ['waiting-event-refused'];
  return effect.effect === 'superseded' && effect.late ? ['dispensed-against-voided'] : [];
}
