import type { AdjudicationInput, MemberFound } from './adjudication-input.ts';
import type { Draw } from './accumulator.ts';
import { accumulatorStates } from './accumulator-states.ts';
import type { Carried } from './adjudicate-coverage.ts';
import { adjudicateCoverage } from './adjudicate-coverage.ts';
import { combineLine } from './combine-coverages.ts';
import type { OrderCase } from './coverage-case.ts';
import { coverageCase } from './coverage-case.ts';
import type { CoverageInForce } from './coverage-standing.ts';
import { waitingSince } from './coverage-standing.ts';
import type { DecidedCoverage } from './decided-coverage.ts';
import { drawsByLine, fillsByLine, isRefused } from './decided-takings.ts';
import { decisionFrom } from './decision-totals.ts';
import type { DecidedLine, Decision, Reason } from './decision.ts';
import { NO_FORMULARIES } from './formulary.ts';
import type { SharedCells } from './limit-book.ts';
import { limitBook } from './limit-book.ts';
import type { OrderView } from './order-view.ts';
import { orderView } from './order-view.ts';
import { handedOverFrom } from './order.ts';
import { NO_POOLS } from './pool.ts';
import type { LineFill } from './prescription.ts';
import { NO_FILLS } from './prescription.ts';
import type { OrderStanding } from './order-standing.ts';
import { orderStanding } from './order-standing.ts';
import type { Trace } from './trace.ts';

export interface Adjudication {
  readonly decision: Decision;
  /** what the settlement takes from the accumulators, by position of the line; empty where the order is refused */
  readonly draws: readonly (readonly Draw[])[];
  /** the fill that each line makes, by position of the line; empty where the order is refused */
  readonly fills: readonly (LineFill | undefined)[];
}

const NOTHING_TAKEN: Pick<Adjudication, 'draws' | 'fills'> = { draws: [], fills: [] };

/**
 * Decides every line of an order: what the insurers, earlier payers and the patient each carry, and why. Pure and total. What is asked
 * of the rules goes into `trace`, where one is given (adjudicateTold tells the rest of the story).
 */
export function adjudicate(input: AdjudicationInput, trace?: Trace): Adjudication {
  const view = orderView(input.order, input.providerId);
  const standing = orderStanding(input, view);
  return standing.refusals.length > 0 ? refuseOrder(view, standing) : decideLines(input, view, standing, trace);
}

function refuseOrder(view: OrderView, { inForce, refusals }: OrderStanding): Adjudication {
  const lines = view.order.lines.map((line, position): DecidedLine => {
    const priorPaid = view.priorPaid[position] ?? 0;
    const patient = line.amount - priorPaid;
    const reasons = refusals.map((reason, index) => ({ ...reason, amount: index === 0 ? patient : 0 }));
    const nobody = { benefitId: null, insurer: 0, writeOff: 0, shares: [] };
    return { lineNo: line.lineNo, ...nobody, billed: line.amount, priorPaid, patient, reasons };
  });
  const rest = { lines, refused: true, reasons: refusals, accumulators: [] };
  return { decision: decisionFrom({ ...decidedBy(inForce), ...rest }), ...NOTHING_TAKEN };
}

function decideLines(
  input: AdjudicationInput,
  view: OrderView,
  standing: OrderStanding,
  trace: Trace | undefined,
): Adjudication {
  const decided = decideCoverages(input, view, standing, trace);
  const refused = isRefused(view, decided);
  const taken = refused ? NOTHING_TAKEN : { draws: drawsByLine(view, decided), fills: fillsByLine(view, decided) };
  const lines: DecidedLine[] = [];
  for (const line of view.order.lines) lines.push(combineLine(view, line, lines.length, decided));
  const { coverageId, insurerId, plan } = decidedBy(standing.inForce);
  const accumulators = accumulatorStates(decided);
  const decision = decisionFrom({ coverageId, insurerId, plan, lines, refused, reasons: NO_REASONS, accumulators });
  return { decision, ...taken };
}

const NO_REASONS: readonly Reason[] = [];

/** Every coverage in force, in the order in which they pay; each is asked for what the ones before it left. */
function decideCoverages(
  input: AdjudicationInput,
  view: OrderView,
  { inForce, daysAgo }: OrderStanding,
  trace: Trace | undefined,
): readonly DecidedCoverage[] {
  const { member, balances, windows, pools = NO_POOLS, holds = false } = input;
  if (member.found !== 'member') throw new Error('an order without a member is refused before its lines');
  const orderCase = caseOf(input, view, member, trace);
  const carried: Carried[] = [];
  for (const { amount } of view.order.lines) {
    const priorPaid = view.priorPaid[carried.length] ?? 0;
    carried.push({ priorPaid, base: amount - priorPaid });
  }
  const cells = inForce.length > 1 ? new Map() : undefined;
  const shared: SharedCells = { balances, windows, pools, holds, budgets: undefined, cells };
  const decided: DecidedCoverage[] = [];
  for (const candidate of inForce) {
    const { coverage, plan } = candidate;
    const book = limitBook(coverage, plan, view.date, member.memberId, shared);
    const since = waitingSince(coverage, member.candidates);
    const ofCoverage = coverageCase(orderCase, candidate, book, since, daysAgo > plan.filingDays);
    const drafts = adjudicateCoverage(ofCoverage, carried);
    for (const draft of drafts) passOn(carried[draft.position], draft);
    decided.push({ coverage, coverageCase: ofCoverage, drafts });
  }
  return decided;
}

function caseOf(
  {
    formularies = NO_FORMULARIES,
    fills = NO_FILLS,
    prescription,
    ceilings,
    arrivedAt,
    holds = false,
  }: AdjudicationInput,
  view: OrderView,
  { memberId, birthDate }: MemberFound & { found: 'member' },
  trace: Trace | undefined,
): OrderCase {
  // another member's prescription is as good as none, and nothing is said of it
  const own = prescription?.memberId === memberId ? prescription : undefined;
  return {
    view,
    memberId,
    birthDate,
    formularies,
    prescription: own,
    fills,
    handedOverFrom: handedOverFrom(view.servedAt, arrivedAt, holds),
    prescribedTaken: [],
    ceilings,
    trace,
  };
}

/** The first coverage in order decides, also when it pays nothing. */
function decidedBy([first]: readonly CoverageInForce[]): Pick<Decision, 'coverageId' | 'insurerId' | 'plan'> {
  if (first === undefined) return { coverageId: null, insurerId: null, plan: null };
  const { planId, version } = first.plan.plan;
  const { coverageId, insurerId } = first.coverage;
  return { coverageId, insurerId, plan: { planId, version } };
}

// docs/plans.md D: what one leaves to the patient is the next one's base, and what it paid counts as paid before.
function passOn(carried: Carried | undefined, { insurer, writeOff }: { insurer: number; writeOff: number }): void {
  if (carried === undefined) throw new Error('a draft of a line that is not in the order');
  carried.priorPaid += insurer;
  carried.base -= insurer + writeOff;
}
