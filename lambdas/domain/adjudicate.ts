import type { Balances, Draw } from './accumulator.ts';
import { accumulatorStates } from './accumulator-states.ts';
import type { Carried, CoverageLine, DecidedCoverage, Tallies } from './adjudicate-coverage.ts';
import { adjudicateCoverage, filedTooLate } from './adjudicate-coverage.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import { DAY_MS, dayNumber, shanghaiDate } from './calendar.ts';
import { combineLine } from './combine-coverages.ts';
import type { Candidate, CoverageInForce } from './coverage-standing.ts';
import { coverageStanding, waitingSince } from './coverage-standing.ts';
import { decisionFrom, priorPaidOf } from './decision-totals.ts';
import type { DecidedLine, Decision, Reason } from './decision.ts';
import type { Order } from './order.ts';
import { serviceDate, serviceInstant } from './order.ts';

/** Everything a decision depends on. The same input gives the same decision, to the fen, for ever. */
export interface AdjudicationInput {
  readonly order: Order;
  readonly providerId: string;
  /** the instant at which the order arrived */
  readonly arrivedAt: EpochMs;
  readonly member: MemberFound;
  readonly balances: Balances;
}

export type MemberFound =
  | { readonly found: 'nobody' }
  | { readonly found: 'other-name' }
  | {
      readonly found: 'member';
      readonly candidates: readonly Candidate[];
      readonly birthDate?: CalendarDate | undefined;
    };

export interface Adjudication {
  readonly decision: Decision;
  /** what the settlement takes from the accumulators, by `lineNo`; empty where the order is refused */
  readonly draws: ReadonlyMap<number, readonly Draw[]>;
}

/** Decides every line of an order: what the insurers, earlier payers and the patient each carry, and why. Pure and total. */
export function adjudicate(input: AdjudicationInput): Adjudication {
  const standing = standingOf(input);
  if (standing.refusals.length > 0) return refuseOrder(input.order, standing);
  return decideLines(input, standing);
}

/** The first coverage in order decides, also when it pays nothing. */
function decidedBy([first]: readonly CoverageInForce[]): Pick<Decision, 'coverageId' | 'insurerId' | 'plan'> {
  if (first === undefined) return { coverageId: null, insurerId: null, plan: null };
  const { planId, version } = first.plan.plan;
  const { coverageId, insurerId } = first.coverage;
  return { coverageId, insurerId, plan: { planId, version } };
}

interface OrderStanding {
  readonly inForce: readonly CoverageInForce[];
  /** coverages that are too late for the order while another is not */
  readonly late: ReadonlySet<CoverageInForce>;
  readonly refusals: readonly Reason[];
}

/** BENEFITS A: all checks that can be made are made. An identity that does not match says nothing about its coverages. */
function standingOf({ order, arrivedAt, member }: AdjudicationInput): OrderStanding {
  const refusals: Reason[] = [];
  let inForce: readonly CoverageInForce[] = [];
  if (member.found === 'nobody') refusals.push({ code: 'E101', amount: 0, rule: 'member' });
  if (member.found === 'other-name') refusals.push({ code: 'E102', amount: 0, rule: 'member' });
  if (member.found === 'member') {
    const standing = coverageStanding(member.candidates, serviceDate(order));
    if ('refusal' in standing) refusals.push(standing.refusal);
    else ({ inForce } = standing);
  }
  const daysAgo = dayNumber(shanghaiDate(arrivedAt)) - dayNumber(serviceDate(order));
  const late = inForce.filter(({ plan }) => plan.plan.filingDays !== undefined && daysAgo > plan.plan.filingDays);
  if (inForce.length > 0 && late.length === inForce.length) {
    refusals.push(filedTooLate(Math.max(...late.map(({ plan }) => plan.plan.filingDays ?? 0))));
  }
  if (serviceInstant(order) > arrivedAt + DAY_MS) refusals.push({ code: 'T703', amount: 0, rule: 'order.serviceAt' });
  return { inForce, late: new Set(late), refusals };
}

function refuseOrder(order: Order, { inForce, refusals }: OrderStanding): Adjudication {
  const lines = order.lines.map((line): DecidedLine => {
    const priorPaid = priorPaidOf(order, line.lineNo);
    const patient = line.amount - priorPaid;
    const reasons = refusals.map((reason, index) => ({ ...reason, amount: index === 0 ? patient : 0 }));
    return {
      lineNo: line.lineNo,
      benefitId: null,
      billed: line.amount,
      priorPaid,
      insurer: 0,
      patient,
      writeOff: 0,
      shares: [],
      reasons,
    };
  });
  const rest = { lines, refused: true, reasons: refusals, accumulators: [] };
  return { decision: decisionFrom({ ...decidedBy(inForce), ...rest }), draws: new Map() };
}

function decideLines(input: AdjudicationInput, { inForce, late }: OrderStanding): Adjudication {
  const { order, providerId, member, balances } = input;
  const known = member.found === 'member' ? member : { candidates: [], birthDate: undefined };
  const coverages = known.candidates.map(({ coverage }) => coverage);
  const tallies: Tallies = { quantities: new Map(), costSharing: new Map(), payments: new Map(), counted: new Set() };
  const carried = new Map<number, Carried>(
    order.lines.map((line) => {
      const priorPaid = priorPaidOf(order, line.lineNo);
      return [line.lineNo, { priorPaid, base: line.amount - priorPaid }];
    }),
  );
  const decided = inForce.map((candidate) => {
    const lines = adjudicateCoverage({
      ...candidate,
      ...{ order, providerId, balances, tallies },
      birthDate: known.birthDate,
      waitingSince: waitingSince(candidate.coverage, coverages),
      filedTooLate: late.has(candidate),
      carried: new Map(carried),
    });
    for (const line of lines) passOn(carried, line);
    return { candidate, lines };
  });
  const lines = order.lines.map((line, index) => combineLine(order, line, index, decided));
  const refused = order.lines.every((_, index) => decided.every((one) => one.lines[index]?.refused ?? true));
  const draws = refused ? new Map<number, readonly Draw[]>() : drawsByLine(order, decided);
  const accumulators = accumulatorStates({ order, balances, decided, draws });
  return { decision: decisionFrom({ ...decidedBy(inForce), lines, refused, reasons: [], accumulators }), draws };
}

// BENEFITS D: what one leaves to the patient is the next one's base, and what it paid counts as paid before.
function passOn(carried: Map<number, Carried>, { line, insurer, writeOff }: CoverageLine): void {
  const before = carried.get(line.lineNo);
  if (before === undefined) throw new Error(`line ${line.lineNo} is not in the order`);
  carried.set(line.lineNo, { priorPaid: before.priorPaid + insurer, base: before.base - insurer - writeOff });
}

function drawsByLine(order: Order, decided: readonly DecidedCoverage[]): ReadonlyMap<number, readonly Draw[]> {
  const draws = order.lines.map((line, index): [number, readonly Draw[]] => [
    line.lineNo,
    decided.flatMap(({ lines }) => lines[index]?.draws ?? []),
  ]);
  return new Map(draws);
}
