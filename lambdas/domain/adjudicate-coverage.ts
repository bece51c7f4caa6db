import type { AccumulatorId, Balances, Draw } from './accumulator.ts';
import { yearPeriod } from './accumulator.ts';
import { applyAmountLimits } from './apply-limits.ts';
import type { CalendarDate } from './calendar.ts';
import type { CompiledBenefit } from './compiled-plan.ts';
import type { CoverageInForce } from './coverage-standing.ts';
import type { Reason } from './decision.ts';
import type { Waivers } from './endorsements.ts';
import { waiversFor } from './endorsements.ts';
import type { LimitContext, Tally } from './limit-room.ts';
import { accumulates, accumulatorIdOf } from './limit-room.ts';
import type { LineAmount } from './line-amounts.ts';
import { lineAmount } from './line-amounts.ts';
import { isInNetwork, lineRefusals } from './line-refusals.ts';
import { matchBenefit } from './match-benefit.ts';
import type { BasisPoints, Fen } from './money.ts';
import { FULL_RATE_BPS } from './money.ts';
import type { Order, OrderLine } from './order.ts';
import { serviceDate } from './order.ts';
import type { Quantity } from './quantity.ts';

/** One order as one coverage sees it: what others have left for it, and what the order has taken so far. */
export interface CoverageCase extends CoverageInForce {
  readonly order: Order;
  readonly providerId: string;
  readonly birthDate: CalendarDate | undefined;
  readonly waitingSince: CalendarDate;
  /** T702: this coverage is late for the order while another is not */
  readonly filedTooLate: boolean;
  readonly balances: Balances;
  readonly carried: ReadonlyMap<number, Carried>;
  readonly tallies: Tallies;
}

/** What earlier payers and coverages carry of a line, and what they leave to the next. */
export interface Carried {
  readonly priorPaid: Fen;
  readonly base: Fen;
}

/** Shared by all coverages of an order, because two coverages of one plan share their accumulators. */
export interface Tallies {
  readonly quantities: Tally;
  readonly costSharing: Tally;
  readonly payments: Tally;
  /** counts that the order has already been counted under */
  readonly counted: Set<AccumulatorId>;
}

export interface CoverageLine {
  readonly line: OrderLine;
  readonly benefit: CompiledBenefit | undefined;
  readonly refused: boolean;
  readonly insurer: Fen;
  readonly writeOff: Fen;
  readonly reasons: readonly Reason[];
  readonly draws: readonly Draw[];
}

/** What one coverage decided of every line, in the order of the order's lines. */
export interface DecidedCoverage {
  readonly candidate: CoverageInForce;
  readonly lines: readonly CoverageLine[];
}

/** BENEFITS B, C and E for one coverage: each line refused or paid, and what it takes from the limits. */
export function adjudicateCoverage(coverageCase: CoverageCase): readonly CoverageLine[] {
  const context = limitContext(coverageCase);
  const waivers = waiversFor(coverageCase.plan.endorsements, coverageCase.order, coverageCase.providerId);
  const orderCopays = new Map<string, Fen>();
  const drafts = coverageCase.order.lines.map((line) => draftLine(coverageCase, line, context, waivers, orderCopays));
  const payable = drafts.filter((draft) => draft.amount !== undefined && draft.benefit !== undefined) as PayableDraft[];
  applyAmountLimits(coverageCase.plan, payable, context, coverageCase.tallies.payments);
  return drafts.map((draft) => finishLine(draft, coverageCase, context));
}

export function limitContext({
  coverage,
  plan,
  balances,
  order,
}: CoverageInForce & { balances: Balances; order: Order }): LimitContext {
  const date = serviceDate(order);
  return {
    insurerId: coverage.insurerId,
    planId: coverage.planId,
    date,
    year: yearPeriod(plan.plan.year, coverage.from, date),
    balances,
  };
}

interface Draft {
  readonly line: OrderLine;
  readonly lineNo: number;
  readonly benefit: CompiledBenefit | undefined;
  /** undefined: the line is refused */
  readonly amount: LineAmount | undefined;
  insurer: Fen;
  readonly reasons: Reason[];
}

type PayableDraft = Draft & { readonly benefit: CompiledBenefit; readonly amount: LineAmount };

function draftLine(
  coverageCase: CoverageCase,
  line: OrderLine,
  limits: LimitContext,
  waivers: Waivers,
  orderCopays: Map<string, Fen>,
): Draft {
  const { plan, order, providerId, tallies } = coverageCase;
  const { base, priorPaid } = coverageCase.carried.get(line.lineNo) ?? { base: line.amount, priorPaid: 0 };
  const refusedLine = (
    benefit: CompiledBenefit | undefined,
    reasons: readonly Reason[],
    waived: readonly Reason[] = [],
  ): Draft => ({
    line,
    lineNo: line.lineNo,
    benefit,
    amount: undefined,
    insurer: 0,
    reasons: [...reasons.map((reason, index) => ({ ...reason, amount: index === 0 ? base : 0 })), ...waived],
  });
  const benefit = matchBenefit(plan, order, line);
  if (coverageCase.filedTooLate) return refusedLine(benefit, [filedTooLate(plan.plan.filingDays)]);
  if (benefit === undefined) return refusedLine(undefined, [{ code: 'C301', amount: 0, rule: 'plan.benefits' }]);
  const { quantities, costSharing } = tallies;
  const { refusals, waived } = lineRefusals({ ...coverageCase, benefit, line, waivers, limits, quantities });
  if (refusals.length > 0) return refusedLine(benefit, refusals, waived);
  const amount = lineAmount({
    ...{ plan, benefit, line, base, priorPaid, waivers, limits, quantities, costSharing, orderCopays },
    inNetwork: isInNetwork(benefit, providerId),
    unusedNationalInsuranceBps: unusedNationalInsuranceBps(coverageCase),
  });
  return {
    line,
    lineNo: line.lineNo,
    benefit,
    amount,
    insurer: amount.insurer,
    reasons: [...waived, ...amount.reasons],
  };
}

export function filedTooLate(filingDays: number | undefined): Reason {
  return { code: 'T702', amount: 0, rule: 'plan.filingDays', figures: [filingDays ?? 0] };
}

// A payment of 0 by national insurance counts as having used it.
function unusedNationalInsuranceBps({ coverage, plan, order }: CoverageCase): BasisPoints | undefined {
  const rate = plan.plan.nationalInsurance?.rateIfUnusedBps ?? FULL_RATE_BPS;
  const used = order.priorPayments.some(({ payer }) => payer === 'national-insurance');
  return coverage.nationalInsurance && !used ? rate : undefined;
}

function finishLine(draft: Draft, coverageCase: CoverageCase, context: LimitContext): CoverageLine {
  const { line, benefit, amount, insurer, reasons } = draft;
  const shared = { line, benefit, refused: amount === undefined, insurer, reasons };
  if (amount === undefined || benefit === undefined) return { ...shared, writeOff: 0, draws: [] };
  return { ...shared, writeOff: amount.writeOff, draws: drawsOf(benefit, amount, insurer, coverageCase, context) };
}

/**
 * BENEFITS E. The deductible takes the whole of step 4, the out-of-pocket maximum what is left of steps 4 to 6, whatever limits
 * and national insurance took afterwards. A count counts the order once, a quantity what was kept, both only on lines paid.
 */
function drawsOf(
  benefit: CompiledBenefit,
  { deductible, outOfPocket, kept }: LineAmount,
  insurer: Fen,
  { plan, tallies }: CoverageCase,
  context: LimitContext,
): readonly Draw[] {
  const draws: Draw[] = [];
  const draw = (id: AccumulatorId, amount: Fen | Quantity): void => {
    if (amount > 0) draws.push({ accumulatorId: id, amount });
  };
  for (const limit of plan.deductibles) draw(accumulatorIdOf(limit, context), deductible);
  for (const limit of plan.outOfPocketMaxima) draw(accumulatorIdOf(limit, context), outOfPocket);
  if (insurer === 0) return draws;
  for (const limit of benefit.limits) {
    if (!accumulates(limit)) continue;
    const id = accumulatorIdOf(limit, context);
    if (limit.limit.measure === 'amount') draw(id, insurer);
    if (limit.limit.measure === 'quantity') draw(id, kept);
    if (limit.limit.measure === 'count' && !tallies.counted.has(id)) {
      tallies.counted.add(id);
      draw(id, 1);
    }
  }
  return draws;
}
