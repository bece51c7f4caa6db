import type { Adjudication } from './adjudicate.ts';
import type { AdjudicationInput } from './adjudication-input.ts';
import { DAY_MS } from './calendar.ts';
import type { Candidate } from './coverage-standing.ts';
import { refusalOf } from './coverage-standing.ts';
import type { OrderStanding } from './order-standing.ts';
import type { OrderView } from './order-view.ts';
import type { TraceStep } from './trace-step.ts';
import type { Trace, TraceValue } from './trace.ts';

/** docs/plans.md A, as a trace tells it: who was found, what became of each coverage, and whether the order came in time. */
export function tellStanding(
  trace: Trace,
  { member, arrivedAt }: AdjudicationInput,
  view: OrderView,
  { inForce, daysAgo, refusals }: OrderStanding,
): void {
  const { order, date, servedAt } = view;
  tell(trace, 'member', 'member', undefined, order.member.by, undefined, member.found);
  if (member.found === 'member') for (const candidate of member.candidates) tellCoverage(trace, candidate, date);
  for (const { coverage, plan } of inForce) {
    if (plan.filingDays === Infinity) continue;
    const answered = daysAgo > plan.filingDays ? 'refused' : 'passed';
    tell(trace, 'filing', 'plan.filingDays', coverage.coverageId, daysAgo, plan.filingDays, answered);
  }
  const tooEarly = refusals.some(({ code }) => code === 'T703');
  const verdict = tooEarly ? 'refused' : 'passed';
  tell(trace, 'service-date', 'order.serviceAt', undefined, servedAt, arrivedAt + DAY_MS, verdict);
}

function tellCoverage(trace: Trace, candidate: Candidate, date: string): void {
  const { coverage, plan } = candidate;
  const { coverageId } = coverage;
  if (!coverage.consent) return tell(trace, 'coverage', 'coverage.consent', coverageId, date, coverage.from, 'E109');
  const refusal = refusalOf(candidate, date);
  const rule = refusal?.rule ?? 'coverage.from';
  tell(trace, 'coverage', rule, coverageId, date, coverage.from, refusal?.code ?? 'in-force');
  if (plan === undefined) return;
  const { effectiveFrom, version } = plan.plan;
  tell(trace, 'plan-version', 'plan.effectiveFrom', coverageId, date, effectiveFrom, version);
}

/** docs/plans.md D to F, as a trace tells it: what the coverages carry together, what is drawn, and the outcome. */
export function tellResult(trace: Trace, { decision, draws }: Adjudication): void {
  for (const { lineNo, shares, insurer, patient, reasons } of decision.lines) {
    if (!reasons.some(({ code }) => code === 'B606')) continue;
    const first = shares.find(({ coverageId }) => coverageId === decision.coverageId)?.amount ?? 0;
    tell(trace, 'coordination', 'coverage.priority', undefined, insurer, patient, insurer - first, lineNo);
  }
  for (const [lineNo, ofLine] of draws) {
    for (const { accumulatorId, amount } of ofLine) {
      tell(trace, 'draw', 'plan.limits', undefined, accumulatorId, undefined, amount, lineNo);
    }
  }
  const { totals, outcome } = decision;
  tell(trace, 'outcome', 'decision', undefined, totals.insurer, totals.patient, outcome);
}

function tell(
  trace: Trace,
  step: TraceStep,
  rule: string,
  coverageId: string | undefined,
  asked: TraceValue,
  against: TraceValue,
  answered: TraceValue,
  lineNo?: number,
): void {
  trace.push({ step, rule, coverageId, lineNo, asked, against, answered });
}
