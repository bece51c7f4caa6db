import type { QuoteAnswer } from '../contracts/decision-answer.ts';
import type { OrderRequest } from '../contracts/order.ts';
import { QUOTE_LIFE_MS, quoteToken } from '../contracts/quote-token.ts';
import { renderDecision } from '../contracts/render-decision.ts';
import { shanghaiDate, shanghaiInstant } from '../domain/calendar.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { decide, findMember, readFile } from './decide-order.ts';
import { contentDigest, orderOf } from './order-in-hand.ts';
import type { OrderPorts } from './ports.ts';

/** The decision as it would be now, signed and bound to this order for 15 minutes. Writes nothing. */
export async function quoteOrder(ports: OrderPorts, { caller, body, now }: Call<OrderRequest>): Promise<Answer> {
  const order = await orderOf(body, ports.keys);
  const inHand = { order, providerId: caller.partnerId, now };
  const asked = await findMember(ports, order);
  const { decision } = await decide(ports, inHand, asked, await readFile(ports, inHand, asked));
  const expiresAt = now + QUOTE_LIFE_MS;
  const token = quoteToken((await ports.keys()).quoteToken, {
    ...{ providerId: caller.partnerId, orderNo: order.orderNo, expiresAt },
    contentDigest: contentDigest(order),
    patient: decision.totals.patient,
  });
  const quoted = renderDecision(decision, order.orderNo, shanghaiDate(now));
  const answer: QuoteAnswer = { quoteToken: token, expiresAt: shanghaiInstant(expiresAt), ...quoted };
  return { status: 200, body: answer };
}
