import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { HoldEvidence, WebhookEvidence } from '../evidence.ts';

/** An order with everything that the table says about it. */
export interface OrderInHand {
  /** `order <id>` */
  readonly about: string;
  readonly orderId: string;
  /** by their numbers */
  readonly facts: readonly OrderFact[];
  readonly holds: readonly HoldEvidence[];
  readonly webhooks: readonly WebhookEvidence[];
}

export const isDecision = (fact: OrderFact): fact is DecisionFact =>
  fact.type === 'settlement' || fact.type === 'decline' || fact.type === 'authorization';

/** Whether a fact may move money. */
export const movesMoney = ({ type }: OrderFact): boolean =>
  type === 'settlement' || type === 'capture' || type === 'reversal' || type === 'adjustment';
