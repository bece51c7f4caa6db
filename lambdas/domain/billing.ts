import type { DecisionFact } from './fact.ts';
import type { Billing } from './later-fact.ts';
import { serviceDate } from './order.ts';

/** What a capture or a reversal of an order says of it. */
export function billingOf({ memberId, order, decision }: DecisionFact): Billing {
  const { coverageId, insurerId, plan } = decision;
  return { memberId, coverageId, insurerId, plan, orderKind: order.kind, serviceDate: serviceDate(order) };
}
