import type { VoidRequest } from '../contracts/movement.ts';
import { renderVoid } from '../contracts/render-movement.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { VoidFact } from '../domain/later-fact.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { AuthorizationPorts } from './capture-authorization.ts';
import type { Step } from './change-order.ts';
import { changeOrder, headOf } from './change-order.ts';
import { authorizationQuestion, endedAuthorization, ownAuthorization } from './own-authorization.ts';
import { factId } from './ports.ts';

/** Releases the whole remaining hold; captures made stay. A second time answers the same, whatever ended the hold. */
export async function voidAuthorization(ports: AuthorizationPorts, call: Call<VoidRequest>): Promise<Answer> {
  return changeOrder(ports, authorizationQuestion(ports.orders, call), (standing): Step<Answer> => {
    const { record, state, authorization } = ownAuthorization(standing, call);
    if (state.authorization === 'voided') {
      // a return before the final capture ends the hold too
      const ended = record.facts.find(({ type }) => type === 'void' || type === 'reversal');
      if (ended === undefined) throw new Error('an authorization is voided by a fact');
      return { result: answer(ended, authorization, true) };
    }
    if (state.authorization !== 'authorized' && state.authorization !== 'partially-captured')
      throw endedAuthorization(authorization, state.authorization ?? 'declined');
    const fact: VoidFact = { ...headOf(record, call.now), type: 'void', cause: { by: 'void' } };
    return { post: fact, resultOf: () => answer(fact, authorization, false) };
  });
}

function answer(ended: Parameters<typeof renderVoid>[0], authorization: DecisionFact, replayed: boolean): Answer {
  return { status: 200, body: renderVoid(ended, authorization, factId), replayed };
}
