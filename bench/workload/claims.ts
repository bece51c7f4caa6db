import type { ClaimRef } from '../../lambdas/contracts/claim-id.ts';
import { claimRefText } from '../../lambdas/contracts/claim-id.ts';
import { bookLines } from '../../lambdas/domain/book-line.ts';
import { putLine } from '../../lambdas/storage/book.ts';
import { factId } from '../../lambdas/storage/fact-item.ts';
import { readFacts } from '../../lambdas/storage/order-record.ts';
import type { Stage } from '../engine/stage.ts';
import { settlementBy } from './contestants.ts';
import { seedMembers } from './enrolment.ts';
import { BENCH_NOW, consultOrder } from './orders.ts';
import { handled, handlerOf } from './requests.ts';

let ordersSoFar = 0;

/** Settled consults in the book of their insurer, whose claims nobody has attempted. */
export async function bookedClaims(stage: Stage, count: number): Promise<readonly ClaimRef[]> {
  const requestsOf = settlementBy(stage, await handlerOf('settlements'));
  const numbers = Array.from({ length: count }, () => ++ordersSoFar);
  await seedMembers(stage, numbers.map(memberOf));
  const refs: ClaimRef[] = [];
  for (const number of numbers) {
    const orderNo = `CL20260615${String(number).padStart(6, '0')}`;
    for (const { handler, event, status } of requestsOf(consultOrder(orderNo, { memberId: memberOf(number) }))) {
      await handled(handler, event, status);
    }
    const [fact] = await readFacts('hospital-a', orderNo);
    if (fact?.type !== 'settlement') throw new Error('the order was not settled');
    for (const line of bookLines(fact, [fact], { idOf: factId, providerKind: 'hospital' })) {
      await putLine(line);
      refs.push(line);
    }
  }
  return refs;
}

const memberOf = (number: number): string => `M-CL-${String(number).padStart(6, '0')}`;

/** The message of a claim, as the queue gives it. */
export const claimEvent = (ref: ClaimRef) => ({
  Records: [
    {
      messageId: ref.factId,
      body: JSON.stringify({ claim: claimRefText(ref), askFirst: false }),
      attributes: { ApproximateReceiveCount: '1' },
    },
  ],
  invokedAt: BENCH_NOW,
});
