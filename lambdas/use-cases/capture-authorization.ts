import type { CaptureRequest } from '../contracts/movement.ts';
import { toAskedLines } from '../contracts/movement.ts';
import { renderCapture } from '../contracts/render-movement.ts';
import { billingOf } from '../domain/billing.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { CaptureFact } from '../domain/later-fact.ts';
import { captureOf } from '../domain/capture.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { ChangePorts, Step } from './change-order.ts';
import { changeOrder, headOf } from './change-order.ts';
import { exceedsAuthorized } from './movement-faults.ts';
import { authorizationQuestion, endedAuthorization, ownAuthorization } from './own-authorization.ts';
import type { OrderBook } from './ports.ts';
import { factId } from './ports.ts';
import { requireSameContent } from './same-content.ts';

export interface AuthorizationPorts extends ChangePorts {
  readonly orders: Pick<OrderBook, 'postMove' | 'readOrderRecord'>;
}

/** Settles what was really delivered of an authorization, in parts or at once; the last part releases the rest in the same write. */
export async function captureAuthorization(ports: AuthorizationPorts, call: Call<CaptureRequest>): Promise<Answer> {
  const { captureNo, final = true } = call.body;
  const asked = toAskedLines(call.body.lines);
  return changeOrder(ports, authorizationQuestion(ports.orders, call), (standing): Step<Answer> => {
    const { record, state, authorization } = ownAuthorization(standing, call);
    const before = record.facts.find(
      (fact): fact is NumberedCapture => isNumbered(fact) && fact.captureNo === captureNo,
    );
    if (before !== undefined) {
      const sent = { asked, final };
      requireSameContent(before, sent, { no: captureNo, existing: renderCapture(before, authorization, factId) });
      return { result: answer(before, authorization, true) };
    }
    if (state.authorization !== 'authorized' && state.authorization !== 'partially-captured')
      throw endedAuthorization(authorization, state.authorization ?? 'declined');
    const captured = captureOf(state, { asked, final });
    if ('faults' in captured) throw exceedsAuthorized(captured.faults);
    const fact: NumberedCapture = {
      ...{ ...headOf(record, call.now), type: 'capture', captureNo, asked, final, ...captured },
      billing: billingOf(authorization),
    };
    return { post: fact, resultOf: () => answer(fact, authorization, false) };
  });
}

type NumberedCapture = CaptureFact & { readonly captureNo: string };

const isNumbered = (fact: { readonly type: string; readonly captureNo?: string | null }): fact is NumberedCapture =>
  fact.type === 'capture' && typeof fact.captureNo === 'string';

function answer(fact: NumberedCapture, authorization: DecisionFact, replayed: boolean): Answer {
  return { status: 201, body: renderCapture(fact, authorization, factId), replayed };
}
