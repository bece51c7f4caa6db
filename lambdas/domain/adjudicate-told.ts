import type { Adjudication } from './adjudicate.ts';
import { adjudicate } from './adjudicate.ts';
import type { AdjudicationInput } from './adjudication-input.ts';
import { DAY_MS } from './calendar.ts';
import type { Candidate } from './coverage-standing.ts';
import { refusalOf } from './coverage-standing.ts';
import { measureOf } from './draw-measure.ts';
import type { OrderStanding } from './order-standing.ts';
import { orderStanding } from './order-standing.ts';
import type { OrderView } from './order-view.ts';
import { orderView } from './order-view.ts';
import type { Trace } from './trace.ts';

/** A decision with its whole story: every question that was asked of a rule, with its answer. The same decision as without it. */
export function adjudicateTold(input: AdjudicationInput, trace: Trace): Adjudication {
  const view = orderView(input.order, input.providerId);
  tellStanding(trace, input, view, orderStanding(input, view));
  const adjudication = adjudicate(input, trace);
  tellResult(trace, adjudication);
  return adjudication;
}

/** docs/plans.md A, as a trace tells it: who was found, what became of each coverage, and whether the order came in time. */
function tellStanding(
  trace: Trace,
  { member, arrivedAt }: AdjudicationInput,
  view: OrderView,
  { inForce, daysAgo, refusals }: OrderStanding,
): void {
  const { order, date, servedAt } = view;
  trace.tell('member', 'member', order.member.by, undefined, member.found);
  if (member.found === 'member') for (const candidate of member.candidates) tellCoverage(trace, candidate, date);
  for (const { coverage, plan } of inForce) {
    if (plan.filingDays === Infinity) continue;
    const answered = daysAgo > plan.filingDays ? 'refused' : 'passed';
    trace.tell('filing', 'plan.filingDays', daysAgo, plan.filingDays, answered, coverage.coverageId);
  }
  const tooEarly = refusals.some(({ code }) => code === 'T703');
  const verdict = tooEarly ? 'refused' : 'passed';
  trace.tell('service-date', 'order.serviceAt', servedAt, arrivedAt + DAY_MS, verdict);
}

function tellCoverage(trace: Trace, candidate: Candidate, date: string): void {
  const { coverage, plan } = candidate;
  const { coverageId } = coverage;
  // of a coverage without consent a provider learns nothing, not even its number
  if (!coverage.consent) return trace.tell('coverage', 'coverage.consent', date, undefined, 'E109');
  const refusal = refusalOf(candidate, date);
  const rule = refusal?.rule ?? 'coverage.from';
  trace.tell('coverage', rule, date, coverage.from, refusal?.code ?? 'in-force', coverageId);
  if (plan === undefined) return;
  const { effectiveFrom, version } = plan.plan;
  trace.tell('plan-version', 'plan.effectiveFrom', date, effectiveFrom, version, coverageId);
}

/** docs/plans.md D to F, as a trace tells it: what the coverages carry together, what is drawn, and the outcome. */
function tellResult(trace: Trace, { decision, draws }: Adjudication): void {
  for (const { lineNo, shares, insurer, patient, reasons } of decision.lines) {
    if (!reasons.some(({ code }) => code === 'B606')) continue;
    const first = shares.find(({ coverageId }) => coverageId === decision.coverageId)?.amount ?? 0;
    trace.tell('coordination', 'coverage.priority', insurer, patient, insurer - first, undefined, lineNo);
  }
  for (const [position, ofLine] of draws.entries()) {
    const lineNo = decision.lines[position]?.lineNo;
    for (const { accumulatorId, amount } of ofLine) {
      if (amount === 0) continue;
      trace.tell(
        'draw',
        'plan.limits',
        withoutFamily(accumulatorId),
        measureOf(accumulatorId, decision.accumulators),
        amount,
        undefined,
        lineNo,
      );
    }
  }
  const { totals, outcome } = decision;
  trace.tell('outcome', 'decision', totals.insurer, totals.patient, outcome);
}

// who belongs to which family is the insurer's business alone
const withoutFamily = (accumulatorId: string): string => accumulatorId.replace(/@[FM]:.*$/, '@family');
