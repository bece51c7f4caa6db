import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { AdjustmentFact, Billing } from '../../lambdas/domain/later-fact.ts';
import { dateOfInstant } from '../oracle/dates.ts';
import { orderIdOf } from '../table/fact.ts';

/** What a fact moves of one line. Fen. */
export interface StepLine {
  readonly lineNo: number;
  readonly billed: number;
  readonly priorPaid: number;
  readonly insurer: number;
  readonly patient: number;
  readonly writeOff: number;
  readonly shares: readonly { readonly coverageId: string; readonly insurerId: string; readonly amount: number }[];
}

/** A fact of an order, as far as the books go. */
export interface OrderStep {
  readonly orderId: string;
  readonly providerId: string;
  readonly orderNo: string;
  readonly sequence: number;
  readonly postedAt: number;
  readonly businessDate: string;
  readonly type: OrderFact['type'];
  /** of a fact that decides the order */
  readonly decided: { readonly insurerId: string | null; readonly reasons: readonly string[] } | null;
  /** for whom it is billed; the insurer is the one that decides, or of an adjustment the one that it concerns */
  readonly billing: Billing | null;
  /** what is decided, captured or given back; an adjustment has one line, billed to its insurer alone */
  readonly lines: readonly StepLine[];
  readonly draws: readonly { readonly accumulatorId: string; readonly amount: number }[];
  readonly adjusts: Pick<AdjustmentFact, 'direction' | 'amount' | 'of' | 'disputed'> | null;
}

/** Whether a fact is a line in somebody's book: an insurer or the patient pays by it, or gets back. */
export const movesMoney = ({ type, lines }: OrderStep): boolean =>
  (type === 'settlement' || type === 'capture' || type === 'reversal' || type === 'adjustment') &&
  lines.some(({ insurer, patient }) => insurer > 0 || patient > 0);

export const factIdOfStep = ({ orderId, sequence }: Pick<OrderStep, 'orderId' | 'sequence'>): string =>
  `${orderId}.${sequence}`;

export function stepOf(fact: OrderFact): OrderStep {
  const { providerId, orderNo, sequence, postedAt, businessDate, type } = fact;
  const head = { orderId: orderIdOf(providerId, orderNo), providerId, orderNo, sequence, postedAt, businessDate, type };
  const nothing = { decided: null, billing: null, lines: [], draws: [], adjusts: null };
  if (fact.type === 'settlement' || fact.type === 'authorization' || fact.type === 'decline') {
    return { ...head, ...nothing, ...decisionPart(fact) };
  }
  if (fact.type === 'capture' || fact.type === 'reversal') {
    return { ...head, ...nothing, billing: fact.billing, lines: fact.lines, draws: fact.draws };
  }
  if (fact.type === 'adjustment') {
    return { ...head, ...nothing, billing: fact.billing, lines: [adjustedLine(fact)], adjusts: fact };
  }
  return { ...head, ...nothing };
}

function decisionPart({ memberId, order, decision, draws }: DecisionFact) {
  const { coverageId, insurerId, plan, lines, reasons } = decision;
  return {
    decided: { insurerId, reasons: [...reasons, ...lines.flatMap((line) => line.reasons)].map(({ code }) => code) },
    billing: {
      ...{ memberId, coverageId, insurerId, plan, orderKind: order.kind },
      serviceDate: dateOfInstant(Date.parse(order.serviceAt)),
    },
    ...{ lines, draws: draws.flat() },
  };
}

function adjustedLine({ amount, billing: { coverageId, insurerId } }: AdjustmentFact): StepLine {
  const shares = coverageId === null || insurerId === null ? [] : [{ coverageId, insurerId, amount }];
  return { lineNo: 0, billed: amount, priorPaid: 0, insurer: amount, patient: 0, writeOff: 0, shares };
}
