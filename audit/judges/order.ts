import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { Evidence, FactEvidence, HoldEvidence, WebhookEvidence } from '../evidence.ts';
import { evidenceOf } from '../evidence.ts';
import type { Verdicts } from '../finding.ts';
import { judgeOrderBooks } from '../judge-books.ts';
import { factIn } from '../table/fact.ts';
import { judgeBills } from './bill-identity.ts';
import { judgeHolds } from './holds.ts';
import type { Judging } from './judging.ts';
import { judgeMovements } from './movements.ts';
import { judgeEffects } from './one-effect.ts';
import type { OrderInHand } from './order-in-hand.ts';
import { judgeLife } from './possible-life.ts';
import { judgeShownLimits } from './shown-limits.ts';

/** All that is known of one order. */
export function orderInHand(about: string, evidence: readonly Evidence[], verdicts: Verdicts): OrderInHand {
  const facts = evidenceOf<FactEvidence>(evidence, 'fact')
    .toSorted((one, other) => one.sequence - other.sequence)
    .flatMap(({ sequence, text }): OrderFact[] => {
      try {
        return [factIn(sequence, text)];
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        verdicts.find({ invariant: 'facts-gap-free', about, says: `fact ${sequence} cannot be read: ${why}` });
        return [];
      }
    });
  return {
    ...{ about, orderId: about.slice('order '.length), facts },
    holds: evidenceOf<HoldEvidence>(evidence, 'hold'),
    webhooks: evidenceOf<WebhookEvidence>(evidence, 'webhook'),
  };
}

export function judgeOrder(about: string, evidence: readonly Evidence[], judging: Judging): void {
  const { verdicts, now, settledFor } = judging;
  const order = orderInHand(about, evidence, verdicts);
  judgeBills(order, verdicts);
  judgeLife(order, verdicts);
  judgeMovements(order, verdicts);
  judgeShownLimits(order, verdicts);
  judgeOrderBooks(about, evidence, order.facts, judging);
  // what is read a moment apart may differ while it is being written
  const touched = [
    ...order.facts.map(({ postedAt }) => postedAt),
    ...order.webhooks.map(({ receivedAt }) => receivedAt),
  ];
  if (settledFor > 0 && touched.some((at) => at > now - settledFor)) return;
  judgeEffects(order, verdicts);
  judgeHolds(order, now, verdicts);
}
