import type { SettlementRequest } from '../contracts/order.ts';
import type { Quote } from '../contracts/quote-token.ts';
import { parseQuoteToken } from '../contracts/quote-token.ts';
import { renderSettlement } from '../contracts/render-order.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { Fen } from '../domain/money.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { recordDecision } from '../runtime/metrics.ts';
import { decideArrival } from './decide-arrival.ts';
import type { OrderInHand } from './decide-order.ts';
import { decisionRecord } from './decision-record.ts';
import { orderDigest, orderOf } from './order-in-hand.ts';
import type { OrderPorts } from './ports.ts';
import { factId } from './ports.ts';

/**
 * Decides an order, consumes the limits, books and records it. With a quote the patient's part may not come out higher than was quoted.
 */
export async function settleOrder(ports: OrderPorts, call: Call<SettlementRequest>): Promise<Answer> {
  const { quoteToken: token, ...body } = call.body;
  const order = await orderOf(body, ports.keys);
  const inHand = { order, providerId: call.caller.partnerId, now: call.now };
  const quote = token === undefined ? undefined : ((await quoteOf(ports, token)) ?? 'not-ours');
  const arrived = await decideArrival(ports, {
    inHand,
    admission: call.admission,
    judge: ({ decision }) => {
      if (quote === undefined) return;
      requireNoMore(requireQuoteOf(quote, inHand).patient, decision.totals.patient);
    },
  });
  if (arrived.came === 'rider') throw new Error('a settlement has nothing that rides along');
  return answer(arrived.fact, arrived.came);
}

function answer(fact: DecisionFact, came: 'new' | 'replayed'): Answer {
  recordDecision(decisionRecord(fact));
  return { status: 201, body: renderSettlement(fact, factId), replayed: came === 'replayed' };
}

async function quoteOf({ keys }: OrderPorts, token: string): Promise<Quote | undefined> {
  return parseQuoteToken((await keys()).quoteToken, token);
}

function requireQuoteOf(quote: Quote | 'not-ours', { order, providerId, now }: OrderInHand): Quote {
  if (
    quote === 'not-ours' ||
    quote.providerId !== providerId ||
    quote.orderNo !== order.orderNo ||
    quote.orderDigest !== orderDigest(order)
  )
    throw new ConnectorError('quote.mismatch', 'The quote is of another order, or of other content.');
  if (now >= quote.expiresAt) throw new ConnectorError('quote.expired', 'The quote has expired; ask for a new one.');
  return quote;
}

/** The patient never pays more than was quoted. */
function requireNoMore(quoted: Fen, patient: Fen): void {
  if (patient <= quoted) return;
  throw new ConnectorError('quote.changed', `The patient was quoted ${quoted} fen and would now pay ${patient} fen.`, {
    extension: { quotedPatient: quoted, patient },
  });
}
