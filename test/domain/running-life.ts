import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { isOpen } from '../../lambdas/domain/order-state.ts';
import type { GeneratedLife } from './generated-life.ts';
import { askedBy, returnedBy } from './generated-life.ts';
import { captureFact, decisionFact, reversalFact, stateOf } from './posted-facts.ts';

/** Lives a life: posts what happens to a decided order, and shows the facts after each step to `check`. */
export function runLife(
  decided: Adjudication,
  order: Order,
  { captures, last, returns }: GeneratedLife,
  check: (facts: readonly OrderFact[]) => void = () => undefined,
): readonly OrderFact[] {
  const facts: OrderFact[] = [decisionFact(decided, order, captures === undefined ? 'settlement' : 'authorization')];
  const post = (fact: OrderFact): void => {
    facts.push(fact);
    check(facts);
  };
  check(facts);
  for (const step of captures ?? []) {
    if (isOpen(stateOf(facts).authorization))
      post(captureFact(facts, askedBy(step, order.lines, stateOf(facts).progress)));
  }
  if (last !== 'none' && isOpen(stateOf(facts).authorization))
    post(captureFact(facts, last === 'nothing' ? [] : undefined, true));
  for (const step of returns) {
    const asked = returnedBy(step, order.lines, stateOf(facts).progress);
    if (asked.length > 0) post(reversalFact(facts, asked));
  }
  return facts;
}

/** Draws by accumulator, those that add up to nothing left out. */
export function sumsOf(draws: readonly Draw[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { accumulatorId, amount } of draws) sums[accumulatorId] = (sums[accumulatorId] ?? 0) + amount;
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}
