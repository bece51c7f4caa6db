import type { ReversalRequest } from '../contracts/movement.ts';
import { toReturnedLines } from '../contracts/movement.ts';
import { renderReversal, renderTombstone } from '../contracts/render-movement.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { OrderFact } from '../domain/fact.ts';
import type { ReversalFact, TombstoneFact, VoidFact } from '../domain/later-fact.ts';
import { orderState } from '../domain/order-state.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { ChangePorts, Step } from './change-order.ts';
import { changeOrder, headOf } from './change-order.ts';
import { requireSameContent } from './same-content.ts';
import type { OrderBook, OrderRecord } from './ports.ts';
import { factId } from './ports.ts';
import { reversalOf } from './reversal-of.ts';

export interface ReversalPorts extends ChangePorts {
  readonly orders: Pick<OrderBook, 'postMove' | 'readOrder'>;
}

/**
 * Undoes what happened to an order, whole or by line and quantity, by a new fact: what is held is released, what is settled is given
 * back to where it came from. An order that has not arrived is declined when it comes.
 */
export async function reverseOrder(ports: ReversalPorts, call: Call<ReversalRequest>): Promise<Answer> {
  const { caller, path, now, admission, body } = call;
  const orderNo = path['orderNo'] ?? '';
  const { reversalNo, reason } = body;
  const asked = body.lines && toReturnedLines(body.lines);
  const read = () => ports.orders.readOrder(caller.partnerId, orderNo);
  return changeOrder(ports, { admission, now, read }, (standing, record): Step<Answer> => {
    const before = record.facts.find((fact): fact is Reversing => reversalNoOf(fact) === reversalNo);
    if (before !== undefined) return { result: replay(before, record, { reversalNo, reason, asked }) };
    if (standing?.state.decided === undefined) {
      const head = { providerId: caller.partnerId, orderNo, sequence: record.facts.length + 1, postedAt: now };
      const contents = { reversalNo, reason, asked, businessDate: shanghaiDate(now) };
      const fact: TombstoneFact = { ...head, type: 'tombstone', ...contents };
      return { post: fact, resultOf: () => answer(fact, { record, reversalNo }) };
    }
    const cause = { by: 'reversal', reversalNo, reason } as const;
    const fact = { ...headOf(record, now), ...reversalOf(standing, cause, asked) };
    return { post: fact, resultOf: (after) => answer(fact, { record: after.record, reversalNo }) };
  });
}

type Reversing = ReversalFact | VoidFact | TombstoneFact;

/** The number of the reversal that a fact carries out; undefined where it is something else. */
function reversalNoOf(fact: OrderFact): string | undefined {
  if (fact.type === 'tombstone') return fact.reversalNo;
  if (fact.type !== 'reversal' && fact.type !== 'void') return undefined;
  return fact.cause.by === 'reversal' ? fact.cause.reversalNo : undefined;
}

interface Sent {
  readonly reversalNo: string;
  readonly reason: string;
  readonly asked: ReversalFact['asked'];
}

function replay(before: Reversing, record: OrderRecord, sent: Sent): Answer {
  const { reversalNo, reason, asked } = sent;
  const first = answer(before, { record, reversalNo });
  requireSameContent(contentOf(before), { reason, asked }, { no: reversalNo, existing: first.body });
  return { ...first, replayed: true };
}

function contentOf(fact: Reversing): { readonly reason: string; readonly asked: ReversalFact['asked'] } {
  if (fact.type === 'tombstone') return fact;
  const reason = fact.cause.by === 'reversal' ? fact.cause.reason : '';
  return { reason, asked: fact.type === 'reversal' ? fact.asked : undefined };
}

/** What was answered when the fact was posted: the order as it stood just after it. */
function answer(
  fact: Reversing,
  { record, reversalNo }: { readonly record: OrderRecord; readonly reversalNo: string },
): Answer {
  if (fact.type === 'tombstone') return { status: 200, body: renderTombstone(fact, factId) };
  const until = orderState(record.facts.slice(0, fact.sequence), fact.postedAt);
  if (until === undefined) throw new Error('a reversed order has a state');
  return { status: 201, body: renderReversal(fact, reversalNo, until, factId) };
}
