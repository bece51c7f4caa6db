import type { QuoteAnswer } from '../contracts/decision-answer.ts';
import type { OrderRequest } from '../contracts/order.ts';
import { QUOTE_LIFE_MS, quoteToken } from '../contracts/quote-token.ts';
import { renderDecision } from '../contracts/render-decision.ts';
import { shanghaiDate, shanghaiInstant } from '../domain/calendar.ts';
import { isDecision } from '../domain/fact.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { factsBefore } from './decide-arrival.ts';
import { decide, findMember, readFile } from './decide-order.ts';
import { orderDigest, orderOf } from './order-in-hand.ts';
import type { OrderPorts } from './ports.ts';
import { requireSameContents } from './same-order.ts';

/**
 * The decision as it would be now, signed and bound to this order for 15 minutes. Writes nothing. An order that has been decided
 * already is quoted as it was decided, because that is what a settlement would answer.
 */
export async function quoteOrder(ports: OrderPorts, { caller, body, now }: Call<OrderRequest>): Promise<Answer> {
  const order = await orderOf(body, ports.keys);
  const inHand = { order, providerId: caller.partnerId, now };
  const asked = await findMember(ports, order);
  const file = await readFile(ports, inHand, asked);
  const facts = await factsBefore(ports, inHand, file.first);
  const before = facts.find(isDecision);
  if (before !== undefined) requireSameContents(before, order);
  const reversedBefore = facts.some(({ type }) => type === 'tombstone');
  const { decision } = before ?? (await decide(ports, { ...inHand, reversedBefore }, asked, file));
  const expiresAt = now + QUOTE_LIFE_MS;
  const token = quoteToken((await ports.keys()).quoteToken, {
    ...{ providerId: caller.partnerId, orderNo: order.orderNo, expiresAt },
    orderDigest: orderDigest(order),
    patient: decision.totals.patient,
  });
  const quoted = renderDecision(decision, order.orderNo, before?.businessDate ?? shanghaiDate(now));
  const answer: QuoteAnswer = { quoteToken: token, expiresAt: shanghaiInstant(expiresAt), ...quoted };
  return { status: 200, body: answer };
}
