import type { OrderQuery } from '../contracts/order-query.ts';
import { orderQuery } from '../contracts/order-query.ts';
import { renderOrder } from '../contracts/render-order.ts';
import { renderTrace } from '../contracts/render-trace.ts';
import type { TraceAnswer } from '../contracts/trace-answer.ts';
import type { DecisionFact } from '../domain/fact.ts';
import { isDecision } from '../domain/fact.ts';
import { orderState } from '../domain/order-state.ts';
import { Trace } from '../domain/trace.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { fieldErrors } from '../runtime/field-errors.ts';
import type { OrderBook } from './ports.ts';
import { factId } from './ports.ts';
import type { RecomputePorts } from './recompute-decision.ts';
import { recomputeDecision } from './recompute-decision.ts';

export interface ReadOrderPorts extends RecomputePorts {
  readonly orders: Pick<OrderBook, 'readFacts'>;
}

/**
 * An order of the caller's own, with its decision and its facts, and, where it is asked for, every question that was put to a rule.
 * Another provider's order does not exist for the caller.
 */
export async function readOrder(ports: ReadOrderPorts, { caller, path, query, now }: Call<undefined>): Promise<Answer> {
  const { trace, lineNo } = queryOf(query);
  const facts = await ports.orders.readFacts(caller.partnerId, path['orderNo'] ?? '');
  const state = orderState(facts, now);
  const isKnown = facts.some((fact) => isDecision(fact) || fact.type === 'tombstone');
  if (state === undefined || !isKnown)
    throw new ConnectorError('order.unknown', 'You have sent no order with this number.');
  const order = renderOrder(state, facts, factId);
  if (trace !== 'true' || state.decided === undefined) return { status: 200, body: order };
  return { status: 200, body: { ...order, trace: await traceOf(ports, state.decided, lineNo) } };
}

async function traceOf(ports: RecomputePorts, decided: DecisionFact, lineNo: string | undefined): Promise<TraceAnswer> {
  const trace = new Trace();
  const { differences } = await recomputeDecision(ports, decided, trace);
  return renderTrace(trace, differences, lineNo === undefined ? undefined : Number(lineNo));
}

function queryOf(query: Call<undefined>['query']): OrderQuery {
  const parsed = orderQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new ConnectorError('request.malformed', 'The query is malformed.', {
    errors: fieldErrors(parsed.error.issues),
  });
}
