import type { SettlementRequest } from '../contracts/order.ts';
import type { Quote } from '../contracts/quote-token.ts';
import { parseQuoteToken } from '../contracts/quote-token.ts';
import { renderSettlement } from '../contracts/render-order.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { Fen } from '../domain/money.ts';
import type { Order } from '../domain/order.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { recordDecision } from '../runtime/metrics.ts';
import type { Decided, MemberAsked, OrderInHand } from './decide-order.ts';
import { decide, findMember, readFile } from './decide-order.ts';
import { orderDigest, orderOf } from './order-in-hand.ts';
import type { OrderPorts } from './ports.ts';
import { factId } from './ports.ts';
import { requireSameOrder } from './same-order.ts';

/** With pauses of up to 320 ms these take about four seconds: long enough for a hundred orders of one member at once. */
const MAX_ATTEMPTS = 24;

/**
 * Decides an order, consumes the limits, books and records it: load, decide, commit, in two round trips. The commit holds only if
 * nothing it was decided from has moved; otherwise it is decided again. The order's number is the key, for ever: the same content
 * again is given the same answer, other content is refused.
 */
export async function settleOrder(ports: OrderPorts, call: Call<SettlementRequest>): Promise<Answer> {
  const { quoteToken: token, ...body } = call.body;
  const order = await orderOf(body, ports.keys);
  const inHand = { order, providerId: call.caller.partnerId, now: call.now };
  const quote = token === undefined ? undefined : ((await quoteOf(ports, token)) ?? 'not-ours');
  const asked = await findMember(ports, order);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const file = await readFile(ports, inHand, asked);
    if (file.fact !== undefined) return replay(file.fact, order);
    if (quote !== undefined) requireQuoteOf(quote, inHand);
    const adjudication = await decide(ports, inHand, asked, file);
    if (quote !== undefined && quote !== 'not-ours') requireNoMore(quote.patient, adjudication.decision.totals.patient);
    const fact = factOf(inHand, asked, adjudication);
    const outcome = await ports.orders.postFact(call.admission, fact, adjudication.from);
    if (outcome.posting === 'exists') return replay(outcome.fact, order);
    if (outcome.posting === 'posted') return answer(fact, 'new');
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'The limits of this member are in great demand; repeat the same request.');
}

function factOf(
  { order, providerId, now }: OrderInHand,
  asked: MemberAsked,
  { decision, draws, fills, basis }: Decided,
): DecisionFact {
  return {
    ...{ providerId, order, decision, draws, fills, basis },
    sequence: 1,
    type: decision.refused ? 'decline' : 'settlement',
    postedAt: now,
    businessDate: shanghaiDate(now),
    memberId: asked.otherName ? null : (asked.memberId ?? null),
  };
}

function replay(fact: DecisionFact, order: Order): Answer {
  requireSameOrder(fact, order);
  return answer(fact, 'replayed');
}

function answer(fact: DecisionFact, kind: 'new' | 'replayed'): Answer {
  const { outcome, totals } = fact.decision;
  recordDecision({ outcome, orderNo: fact.order.orderNo, insurer: totals.insurer, patient: totals.patient });
  return { status: 201, body: renderSettlement(fact, factId), replayed: kind === 'replayed' };
}

async function quoteOf({ keys }: OrderPorts, token: string): Promise<Quote | undefined> {
  return parseQuoteToken((await keys()).quoteToken, token);
}

function requireQuoteOf(quote: Quote | 'not-ours', { order, providerId, now }: OrderInHand): void {
  const isOfOrder =
    quote !== 'not-ours' &&
    quote.providerId === providerId &&
    quote.orderNo === order.orderNo &&
    quote.orderDigest === orderDigest(order);
  if (!isOfOrder) throw new ConnectorError('quote.mismatch', 'The quote is of another order, or of other content.');
  if (now >= quote.expiresAt) throw new ConnectorError('quote.expired', 'The quote has expired; ask for a new one.');
}

/** The patient never pays more than was quoted. */
function requireNoMore(quoted: Fen, patient: Fen): void {
  if (patient <= quoted) return;
  throw new ConnectorError('quote.changed', `The patient was quoted ${quoted} fen and would now pay ${patient} fen.`, {
    extension: { quotedPatient: quoted, patient },
  });
}
