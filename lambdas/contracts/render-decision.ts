import type { CalendarDate } from '../domain/calendar.ts';
import type { AccumulatorState, DecidedLine, Decision, Reason } from '../domain/decision.ts';
import { formatQuantity } from '../domain/quantity.ts';
import { reasonText } from '../domain/reason-text.ts';
import type { DecisionAnswer } from './decision-answer.ts';

/** A decision as partners read it: texts rendered from codes, quantities as decimal strings, the fields in one fixed order. */
export function renderDecision(decision: Decision, orderNo: string, businessDate: CalendarDate): DecisionAnswer {
  const { outcome, coverageId, plan, totals, shares, lines, reasons, accumulators } = decision;
  const { billed, priorPaid, insurer, patient, writeOff } = totals;
  return {
    ...{ decision: outcome, orderNo, coverageId },
    plan: plan && { planId: plan.planId, version: plan.version },
    businessDate,
    totals: { billed, priorPaid, insurer, patient, writeOff },
    shares: shares.map((share) => ({ ...share })),
    lines: lines.map(renderLine),
    reasons: reasons.map(renderReason),
    accumulators: accumulators.map(renderAccumulator),
  };
}

/** One limit as it stands; quantities are decimal strings, money is fen, counts are orders. */
export function renderAccumulator(state: AccumulatorState): DecisionAnswer['accumulators'][number] {
  const { limitId, coverageId, scope, measure, period } = state;
  const figure = (value: number): number | string => (measure === 'quantity' ? formatQuantity(value) : value);
  return {
    ...{ limitId, coverageId, scope, measure },
    max: figure(state.max),
    used: figure(state.used),
    held: figure(state.held),
    remaining: figure(state.remaining),
    period: period && { from: period.from, to: period.to },
  };
}

function renderLine(line: DecidedLine): DecisionAnswer['lines'][number] {
  const { lineNo, benefitId, billed, priorPaid, insurer, patient, writeOff } = line;
  return {
    ...{ lineNo, benefitId, billed, priorPaid, insurer, patient, writeOff },
    shares: line.shares.map((share) => ({ ...share })),
    reasons: line.reasons.map(renderReason),
  };
}

function renderReason(reason: Reason): DecisionAnswer['reasons'][number] {
  const { code, amount, rule, firstDate } = reason;
  return { code, amount, ...reasonText(reason), rule, ...(firstDate !== undefined && { firstDate }) };
}
