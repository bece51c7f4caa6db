import type { Balances, Draw } from './accumulator.ts';
import { accumulatorStates } from './accumulator-states.ts';
import type { Carried } from './adjudicate-coverage.ts';
import { adjudicateCoverage, drawsOf } from './adjudicate-coverage.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import { DAY_MS, dayNumber, shanghaiDate } from './calendar.ts';
import { combineLine } from './combine-coverages.ts';
import type { OrderCase } from './coverage-case.ts';
import { coverageCase } from './coverage-case.ts';
import type { Candidate, CoverageInForce } from './coverage-standing.ts';
import { coverageStanding, waitingSince } from './coverage-standing.ts';
import type { DecidedCoverage } from './decided-coverage.ts';
import { decisionFrom } from './decision-totals.ts';
import type { DecidedLine, Decision, Reason } from './decision.ts';
import type { Formularies } from './formulary.ts';
import { NO_FORMULARIES } from './formulary.ts';
import type { LimitCell } from './limit-book.ts';
import { limitBook } from './limit-book.ts';
import type { Order } from './order.ts';
import type { OrderView } from './order-view.ts';
import { orderView } from './order-view.ts';
import type { PoolBudgets } from './pool.ts';
import type { Fills, Prescription } from './prescription.ts';
import { NO_FILLS } from './prescription.ts';

/** Everything a decision depends on. The same input gives the same decision, to the fen, for ever. */
export interface AdjudicationInput {
  readonly order: Order;
  readonly providerId: string;
  /** the instant at which the order arrived */
  readonly arrivedAt: EpochMs;
  readonly member: MemberFound;
  readonly balances: Balances;
  /** of the benefits in force, each in the highest version published when the order arrived */
  readonly formularies?: Formularies | undefined;
  /** the one that the order names */
  readonly prescription?: Prescription | undefined;
  readonly fills?: Fills | undefined;
  /** what is left of the budget of each pool that the plans in force name */
  readonly pools?: PoolBudgets | undefined;
}

export type MemberFound =
  | { readonly found: 'nobody' }
  | { readonly found: 'other-name' }
  | {
      readonly found: 'member';
      readonly memberId: string;
      readonly candidates: readonly Candidate[];
      readonly birthDate?: CalendarDate | undefined;
    };

export interface Adjudication {
  readonly decision: Decision;
  /** what the settlement takes from the accumulators, by `lineNo`; empty where the order is refused */
  readonly draws: ReadonlyMap<number, readonly Draw[]>;
}

const NO_DRAWS: Adjudication['draws'] = new Map();

/** Decides every line of an order: what the insurers, earlier payers and the patient each carry, and why. Pure and total. */
export function adjudicate(input: AdjudicationInput): Adjudication {
  const view = orderView(input.order, input.providerId);
  const standing = standingOf(input, view);
  return standing.refusals.length > 0 ? refuseOrder(view, standing) : decideLines(input, view, standing);
}

interface OrderStanding {
  readonly inForce: readonly CoverageInForce[];
  /** days between service and arrival */
  readonly daysAgo: number;
  readonly refusals: readonly Reason[];
}

/** docs/plans.md A: all checks that can be made are made. An identity that does not match says nothing about its coverages. */
function standingOf({ arrivedAt, member }: AdjudicationInput, view: OrderView): OrderStanding {
  const refusals: Reason[] = [];
  let inForce: readonly CoverageInForce[] = [];
  if (member.found === 'nobody') refusals.push({ code: 'E101', amount: 0, rule: 'member' });
  if (member.found === 'other-name') refusals.push({ code: 'E102', amount: 0, rule: 'member' });
  if (member.found === 'member') {
    const standing = coverageStanding(member.candidates, view.date);
    if ('refusal' in standing) refusals.push(standing.refusal);
    else ({ inForce } = standing);
  }
  const daysAgo = dayNumber(shanghaiDate(arrivedAt)) - dayNumber(view.date);
  if (inForce.length > 0 && inForce.every(({ plan }) => daysAgo > plan.filingDays)) {
    const longest = Math.max(...inForce.map(({ plan }) => plan.filingDays));
    refusals.push({ code: 'T702', amount: 0, rule: 'plan.filingDays', figures: [longest] });
  }
  if (view.servedAt > arrivedAt + DAY_MS) refusals.push({ code: 'T703', amount: 0, rule: 'order.serviceAt' });
  return { inForce, daysAgo, refusals };
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
  return { decision: decisionFrom({ ...decidedBy(inForce), ...rest }), draws: NO_DRAWS };
}

function decideLines(input: AdjudicationInput, view: OrderView, { inForce, daysAgo }: OrderStanding): Adjudication {
  const { member, balances } = input;
  if (member.found !== 'member') throw new Error('an order without a member is refused before its lines');
  const { lines } = view.order;
  const orderCase = caseOf(input, view, member);
  const carried = lines.map((line, position): Carried => {
    const priorPaid = view.priorPaid[position] ?? 0;
    return { priorPaid, base: line.amount - priorPaid };
  });
  const shared = inForce.length > 1 ? new Map<string, LimitCell>() : undefined;
  const all = member.candidates.map(({ coverage }) => coverage);
  const decided: DecidedCoverage[] = [];
  for (const candidate of inForce) {
    const { coverage, plan } = candidate;
    const book = limitBook({ coverage, plan, balances, shared, date: view.date, memberId: member.memberId });
    const late = daysAgo > plan.filingDays;
    const ofCoverage = coverageCase(orderCase, candidate, book, waitingSince(coverage, all), late);
    const drafts = adjudicateCoverage(ofCoverage, carried);
    for (const draft of drafts) passOn(carried[draft.position], draft);
    decided.push({ coverage, coverageCase: ofCoverage, drafts });
  }
  const refused = lines.every((_, position) => decided.every(({ drafts }) => drafts[position]?.refused === true));
  const draws = refused ? NO_DRAWS : drawsByLine(view, decided);
  const accumulators = accumulatorStates(decided, draws);
  const decidedLines = lines.map((line, position) => combineLine(view, line, position, decided));
  const decision = decisionFrom({ ...decidedBy(inForce), lines: decidedLines, refused, reasons: [], accumulators });
  return { decision, draws };
}

function caseOf(input: AdjudicationInput, view: OrderView, member: MemberFound & { found: 'member' }): OrderCase {
  return {
    view,
    memberId: member.memberId,
    birthDate: member.birthDate,
    formularies: input.formularies ?? NO_FORMULARIES,
    prescription: input.prescription,
    fills: input.fills ?? NO_FILLS,
    prescribedTaken: [],
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

function drawsByLine(view: OrderView, decided: readonly DecidedCoverage[]): Adjudication['draws'] {
  const draws = new Map<number, readonly Draw[]>();
  for (const [position, { lineNo }] of view.order.lines.entries()) {
    const ofLine: Draw[] = [];
    for (const { coverageCase: ofCoverage, drafts } of decided) {
      const draft = drafts[position];
      if (draft !== undefined) ofLine.push(...drawsOf(ofCoverage, draft));
    }
    draws.set(lineNo, ofLine);
  }
  return draws;
}
