import { renderOrder } from '../contracts/render-order.ts';
import type { EventEffect } from '../domain/event-effect.ts';
import { effectOf } from '../domain/event-effect.ts';
import type { LaterFact, WaitingFact } from '../domain/later-fact.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import { orderState } from '../domain/order-state.ts';
import type { PharmacyEvent } from '../domain/pharmacy-event.ts';
import { waitingEvents } from '../domain/pharmacy-event.ts';
import type { Answer, WebhookCall } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { recordExceptions } from '../runtime/metrics.ts';
import type { StandingOrder, Step } from './change-order.ts';
import { changeOrder } from './change-order.ts';
import { tooBusy } from './decide-arrival.ts';
import { decideAgain } from './decide-again.ts';
import { eventException } from './event-exception.ts';
import type { EventPorts } from './event-ports.ts';
import { entryOf, requireSameBody } from './event-ports.ts';
import { exceedsAuthorized, exceedsSettled } from './movement-faults.ts';
import type { InboxEntry, OrderRecord, Rider } from './ports.ts';
import { factId } from './ports.ts';
import { requireSameContent } from './same-content.ts';
import { turnWaitingEvents } from './turn-waiting-events.ts';

/** What a step of an event comes to. */
interface Outcome {
  readonly entry: InboxEntry;
  readonly record: OrderRecord;
  readonly came: 'new' | 'replayed';
  /** what is recorded without a fact of the order */
  readonly riders?: readonly Rider[];
}

/** Something stood in the way of what is only recorded: the same webhook at the same moment. */
const MAX_ATTEMPTS = 3;

/** Any event but the first: captures, gives back, releases or records, waits for its predecessor, or comes too late. */
export async function applyEvent(
  ports: EventPorts,
  call: WebhookCall<unknown>,
  orderNo: string,
  event: PharmacyEvent,
): Promise<Answer> {
  const { caller, now, webhookId } = call;
  const remembered = entryOf(call, orderNo);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    let entry: InboxEntry | undefined;
    const read = async (): Promise<OrderRecord> => {
      const [record, found] = await Promise.all([
        ports.orders.readOrder(caller.partnerId, orderNo),
        ports.events.readInboxEntry(caller.partnerId, webhookId),
      ]);
      requireSameBody(found, call);
      entry = found;
      // the order was read a moment before the webhook took effect, and its entry a moment after
      const isOlder = found !== undefined && record.facts.length < found.factCount;
      return isOlder ? ports.orders.readOrder(caller.partnerId, orderNo) : record;
    };
    const question = { admission: Promise.resolve(), now, read };
    const outcome = await changeOrder(ports, question, (standing, record): Step<Outcome | 'decide-again'> => {
      if (entry !== undefined) return { result: { entry, record, came: 'replayed' } };
      return stepOf(ports, { event, remembered, standing, record });
    });
    if (outcome === 'decide-again') {
      const inbox = (factCount: number) => ports.events.inboxWrite({ ...remembered, outcome: 'applied', factCount });
      const record = await decideAgain(ports, { read, now, event, waited: false, inbox });
      if (record === undefined) continue;
      const decidedAgain = { ...remembered, outcome: 'applied', factCount: record.facts.length } as const;
      if (waitingEvents(record.facts).length > 0)
        await turnWaitingEvents(ports, { providerId: caller.partnerId, order: { orderNo }, now });
      return answer({ entry: decidedAgain, record, came: 'new' });
    }
    if (outcome.riders !== undefined && (await ports.events.postRiders(outcome.riders)).posting !== 'posted') {
      await ports.pause(attempt);
      continue;
    }
    // beside the webhook itself, an exception may have been opened
    recordExceptions((outcome.riders?.length ?? 1) - 1);
    const { record } = outcome;
    if (waitingEvents(record.facts).length > 0 && outcome.entry.outcome !== 'waiting')
      await turnWaitingEvents(ports, { providerId: caller.partnerId, order: { orderNo }, now });
    return answer(outcome);
  }
  throw tooBusy();
}

interface EventInHand {
  readonly event: PharmacyEvent;
  readonly remembered: Omit<InboxEntry, 'outcome' | 'factCount'>;
  readonly standing: StandingOrder | undefined;
  readonly record: OrderRecord;
}

function stepOf(ports: EventPorts, inHand: EventInHand): Step<Outcome | 'decide-again'> {
  const { event, remembered, standing, record } = inHand;
  const { facts } = record;
  const effect = effectOf(event, standing?.state, facts);
  const entryFor = (outcome: InboxEntry['outcome'], factCount: number): InboxEntry => ({
    ...remembered,
    ...{ outcome, factCount },
  });
  const posted = (post: LaterFact, outcome: InboxEntry['outcome']): Step<Outcome> => {
    const entry = entryFor(outcome, post.sequence);
    const riders = [ports.events.inboxWrite(entry)];
    return { post, riders, resultOf: (after) => ({ entry, record: after.record, came: 'new' }) };
  };
  switch (effect.effect) {
    case 'decide-again':
      return { result: 'decide-again' };
    case 'refused':
      throw refusalOf(event, effect);
    case 'waiting':
      requireRoom(facts);
      return posted({ ...headFor(inHand), type: 'waiting', event } satisfies WaitingFact, 'waiting');
    case 'applied':
      return posted({ ...headFor(inHand), ...effect.fact }, 'applied');
    case 'repeated': {
      const { lines } = event as Extract<PharmacyEvent, { type: 'order.returned' }>;
      const entry = entryFor('applied', effect.fact.sequence);
      const existing = answer({ entry, record, came: 'replayed' }).body;
      requireSameContent({ asked: effect.fact.asked }, { asked: lines }, { no: 'The return', existing });
      return { result: { entry, record, came: 'replayed', riders: [ports.events.inboxWrite(entry)] } };
    }
    case 'superseded': {
      const entry = entryFor('superseded', facts.length);
      const opened =
        effect.late && standing !== undefined
          ? [
              ports.events.exceptionWrite(
                eventException('dispensed-against-voided', standing, event.webhookId, remembered.receivedAt),
              ),
            ]
          : [];
      return { result: { entry, record, came: 'new', riders: [ports.events.inboxWrite(entry), ...opened] } };
    }
  }
}

/** An order has five events; each that waits takes a second fact for its turn, for which there must be room in the order. */
const MAX_WAITING = 100;

function requireRoom(facts: OrderRecord['facts']): void {
  if (waitingEvents(facts).length < MAX_WAITING) return;
  throw new ConnectorError('order.too-many-facts', `At most ${MAX_WAITING} events can wait for one order.`);
}

function headFor({ remembered, record }: EventInHand) {
  const { partnerId, orderNo, receivedAt } = remembered;
  const place = { providerId: partnerId, orderNo, sequence: record.facts.length + 1 };
  return { ...place, postedAt: receivedAt, businessDate: shanghaiDate(receivedAt) };
}

function refusalOf({ type }: PharmacyEvent, { faults }: Extract<EventEffect, { effect: 'refused' }>) {
  const named = faults.map((fault) => ({ ...fault, path: `data.${fault.path}` }));
  return type === 'order.dispensed'
    ? exceedsAuthorized(named as Parameters<typeof exceedsAuthorized>[0])
    : exceedsSettled(named as Parameters<typeof exceedsSettled>[0]);
}

/** As it was answered first: the order as it stood then. */
function answer({ entry, record, came }: Outcome): Answer {
  const replayed = came === 'replayed';
  if (entry.outcome === 'waiting') return { status: 202, body: { status: 'waiting' }, replayed };
  const facts = record.facts.slice(0, entry.factCount);
  const state = orderState(facts, entry.receivedAt);
  if (state === undefined) throw new Error('an event that was applied has an order');
  const status = entry.outcome === 'superseded' ? 'superseded' : 'applied';
  return { status: 200, body: { status, order: renderOrder(state, facts, factId) }, replayed };
}
