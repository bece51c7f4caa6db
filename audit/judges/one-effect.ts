import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { Verdicts } from '../finding.ts';
import type { OrderInHand } from './order-in-hand.ts';
import { isDecision } from './order-in-hand.ts';

/** Each number of an order, and each webhook, has had one effect. */
export function judgeEffects({ about, facts, webhooks }: OrderInHand, verdicts: Verdicts): void {
  const find = (says: string): void => verdicts.find({ invariant: 'one-effect', about, says });
  const causes = facts.flatMap(causesOf);
  verdicts.examine('one-effect', new Set(causes).size + webhooks.length);
  for (const [cause, all] of Map.groupBy(causes, (one) => one)) {
    if (all.length > 1) find(`${cause} had ${all.length} effects`);
  }
  const waiting = new Set(facts.flatMap((fact) => (fact.type === 'waiting' ? fact.event.webhookId : [])));
  for (const fact of facts) {
    const carriedOut = carriedOutBy(fact);
    if (carriedOut !== undefined && !waiting.has(carriedOut))
      find(`fact ${fact.sequence} carries out an event that had not waited`);
  }
  const last = facts.at(-1)?.sequence ?? 0;
  for (const { factCount, orderNo } of webhooks) {
    if (factCount > last)
      find(`a webhook was answered with ${factCount} facts of ${orderNo}, of which there are ${last}`);
  }
}

/** What a fact is the effect of, each by the name under which it must not come twice. */
function causesOf(fact: OrderFact): readonly string[] {
  const carriedOut = carriedOutBy(fact);
  const event = carriedOut === undefined ? [] : [`waiting event ${carriedOut}`];
  if (isDecision(fact)) return [...event, fact.basis.ceilings === undefined ? 'order' : 'dispensing after expiry'];
  switch (fact.type) {
    case 'capture':
      return [...event, fact.captureNo === null ? 'dispensing' : `capture ${fact.captureNo}`];
    case 'reversal':
    case 'void':
      return [...event, ...causeName(fact)];
    case 'tombstone':
      return [...event, `reversal ${fact.reversalNo}`];
    case 'delivery':
      return [...event, 'delivery'];
    case 'waiting':
      return [...event, `event ${fact.event.webhookId}`];
    case 'expiry':
      return [...event, 'expiry'];
    case 'handled':
      return event;
    case 'adjustment':
      return fact.disputed === undefined
        ? [`adjustment of fact ${fact.of} for ${fact.billing.insurerId}`]
        : [`dispute of ${fact.billing.insurerId} ${fact.disputed.businessDate} line ${fact.disputed.line}`];
  }
}

function causeName({ cause, type }: OrderFact & { readonly type: 'reversal' | 'void' }): readonly string[] {
  switch (cause.by) {
    case 'reversal':
      return [`reversal ${cause.reversalNo}`];
    case 'return':
      return [`return ${cause.returnNo}`];
    case 'void':
    case 'prescription':
      return ['void'];
    case 'cancellation':
      return [`cancellation by ${type}`];
  }
}

/** The waiting event that a fact carries out, or ends without effect. */
function carriedOutBy(fact: OrderFact): string | undefined {
  if (fact.type === 'handled') return fact.webhookId;
  return 'ofEvent' in fact ? fact.ofEvent : undefined;
}
