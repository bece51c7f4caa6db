import { billingOf } from '../domain/billing.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { captureOf } from '../domain/capture.ts';
import type { Ceilings } from '../domain/ceilings.ts';
import { effectOf } from '../domain/event-effect.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { CaptureFact, HandledFact, LaterFact } from '../domain/later-fact.ts';
import { totalsOf } from '../domain/line-totals.ts';
import type { Fen } from '../domain/money.ts';
import { orderState } from '../domain/order-state.ts';
import type { PharmacyEvent } from '../domain/pharmacy-event.ts';
import { recordExceptions } from '../runtime/metrics.ts';
import type { StandingOrder } from './change-order.ts';
import { decisionOf, headOf } from './change-order.ts';
import { decisionFact, MAX_ATTEMPTS, tooBusy } from './decide-arrival.ts';
import { decide, findMember, readFile } from './decide-order.ts';
import { eventException } from './event-exception.ts';
import type { EventPorts } from './event-ports.ts';
import type { OrderRecord, Rider } from './ports.ts';

/** A dispensing that has come after its hold had expired. */
export interface LateDispensing {
  readonly read: () => Promise<OrderRecord>;
  readonly now: EpochMs;
  readonly event: PharmacyEvent;
  /** it had waited for its turn */
  readonly waited: boolean;
  /** what remembers the webhook, with so many facts of the order */
  readonly inbox?: (factCount: number) => Rider;
}

/**
 * Decides an order again as arriving now, because it was dispensed after its hold had expired, and captures it as dispensed, in one
 * write. It is never paid more than was authorised; where it is paid less, somebody must look at it. The order as it is left;
 * `undefined` where it has gone on meanwhile, so that the dispensing must be looked at anew.
 */
export async function decideAgain(ports: EventPorts, late: LateDispensing): Promise<OrderRecord | undefined> {
  const { event, now } = late;
  if (event.type !== 'order.dispensed') throw new Error('only a dispensing comes too late for its hold');
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const record = await late.read();
    const state = orderState(record.facts, now);
    const effect = effectOf(event, state, record.facts);
    if (state === undefined || effect.effect !== 'decide-again') return undefined;
    const after = await postAgain(ports, late, { record, state }, { asked: event.asked, owed: effect.owed });
    if (after !== undefined) return after;
    await ports.pause(attempt);
  }
  throw tooBusy();
}

interface Dispensed {
  readonly asked: CaptureFact['asked'];
  /** what insurers were to pay for it */
  readonly owed: Fen;
}

async function postAgain(
  ports: EventPorts,
  { now, event, waited, inbox }: LateDispensing,
  standing: StandingOrder,
  { asked, owed }: Dispensed,
): Promise<OrderRecord | undefined> {
  const { record } = standing;
  const before = decisionOf(record);
  if (before?.expiresAt === undefined) throw new Error('only an authorization expires');
  const { order, providerId, postedAt, expiresAt } = before;
  const holdSeconds = (expiresAt - postedAt) / 1000;
  const inHand = { order, providerId, now, holdSeconds, ceilings: ceilingsOf(before) };
  const asking = await findMember(ports, order);
  const decided = await decide(ports, inHand, asking, await readFile(ports, inHand, asking));
  const decision = decisionFact(inHand, asking, decided, record.facts.length + 1);
  const again = { ...record, facts: [...record.facts, decision] };
  const capture = decision.type === 'decline' ? undefined : captureIn(again, now, asked);
  const ofEvent = waited ? { ofEvent: event.webhookId } : {};
  const follows: LaterFact[] =
    capture === undefined ? (waited ? [handled(again, now, event)] : []) : [{ ...capture, ...ofEvent }];
  const facts = [...again.facts, ...follows];
  // refused, it is worth a look even where insurers were to pay nothing of it
  const isLess = capture === undefined || totalsOf(capture.lines).insurer < owed;
  const lessPaid = isLess ? [eventException('late-dispensing-pays-less', standing, event.webhookId, now)] : [];
  const riders = [...(inbox === undefined ? [] : [inbox(facts.length)]), ...lessPaid.map(ports.events.exceptionWrite)];
  const posting = { facts: [decision, ...follows] as const, draws: capture?.draws ?? [], until: undefined, riders };
  const outcome = await ports.orders.postDecision(Promise.resolve(), posting, decided.from);
  if (outcome.posting !== 'posted') return undefined;
  recordExceptions(lessPaid.length);
  return { ...record, facts };
}

function captureIn(record: OrderRecord, now: EpochMs, asked: CaptureFact['asked']): CaptureFact {
  const [state, decided] = [orderState(record.facts, now), decisionOf(record)];
  if (state === undefined || decided === undefined) throw new Error('the order has just been decided');
  const captured = captureOf(state, { asked, final: true });
  if ('faults' in captured) throw new Error('what could be captured in time can be captured now');
  const of = { captureNo: null, asked, final: true, billing: billingOf(decided) };
  return { ...headOf(record, now), type: 'capture', ...of, ...captured };
}

/** A waiting dispensing that ended in a refusal has had its turn as well. */
const handled = (record: OrderRecord, now: EpochMs, { webhookId }: PharmacyEvent): HandledFact => ({
  ...{ ...headOf(record, now), type: 'handled', webhookId, outcome: 'applied' },
});

/** What each coverage was to pay at most of each line. */
function ceilingsOf({ decision: { lines, shares } }: DecisionFact): Ceilings {
  return new Map(
    shares.map(({ coverageId }) => [
      coverageId,
      lines.map((line) => line.shares.find((share) => share.coverageId === coverageId)?.amount ?? 0),
    ]),
  );
}
