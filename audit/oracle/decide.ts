import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import type { Books, Insured } from './accounts.ts';
import { book, insuredBy } from './accounts.ts';
import { dateOfInstant } from './dates.ts';
import { most, sum } from './exact.ts';
import { applyLimits } from './limits.ts';
import type { Carried, Draft } from './line.ts';
import { checkedLine } from './line.ts';
import { shareCosts } from './money.ts';
import type { Cause, InForce } from './standing.ts';
import { standingOf } from './standing.ts';
import { statesOf } from './states.ts';
import type { State } from './states.ts';
import type { Dispensed } from './supply.ts';
import { fillBy } from './supply.ts';

export interface OracleLine {
  readonly lineNo: number;
  readonly benefitId: string | null;
  readonly billed: bigint;
  readonly priorPaid: bigint;
  readonly insurer: bigint;
  readonly patient: bigint;
  readonly writeOff: bigint;
  readonly shares: readonly { readonly coverageId: string; readonly insurerId: string; readonly amount: bigint }[];
  readonly reasons: readonly Cause[];
}

export interface OracleDecision {
  readonly outcome: 'approved' | 'partial' | 'declined';
  readonly refused: boolean;
  readonly coverageId: string | null;
  readonly insurerId: string | null;
  readonly plan: { readonly planId: string; readonly version: number } | null;
  readonly lines: readonly OracleLine[];
  readonly reasons: readonly Cause[];
  readonly accumulators: readonly State[];
  /** what the settlement takes from each accumulator */
  readonly drawn: ReadonlyMap<string, bigint>;
  readonly fills: Adjudication['fills'];
}

interface Decided {
  readonly insured: Insured;
  readonly drafts: readonly Draft[];
}

/**
 * docs/plans.md, a second time: slow, literal and sharing nothing with the engine but the words, so that a mistake would have to
 * be made twice to stay unseen.
 */
export function decideLiterally(input: AdjudicationInput): OracleDecision {
  const { inForce, refusals } = standingOf(input);
  if (refusals.length > 0) return refusedOrder(input, inForce, refusals);
  const decided = decideCoverages(input, inForce);
  const { lines } = input.order;
  const refused = decided.every(({ drafts }) => drafts.every((draft) => draft.refused));
  const decidedLines = lines.map((_, position) => lineOf(input, position, decided));
  return {
    ...headOf(inForce),
    ...outcomeOf(decidedLines, refused),
    lines: decidedLines,
    reasons: [],
    accumulators: decided.flatMap(({ insured, drafts }) => statesOf(insured, drafts)),
    drawn: decided[0]?.insured.books.drawn ?? new Map(),
    fills: refused
      ? []
      : lines.map((line, i) =>
          fillBy(
            input,
            line,
            decided.every(({ drafts }) => drafts[i]?.refused === true),
          ),
        ),
  };
}

function refusedOrder(
  input: AdjudicationInput,
  inForce: readonly InForce[],
  refusals: readonly Cause[],
): OracleDecision {
  const lines = input.order.lines.map((line, position): OracleLine => {
    const priorPaid = priorPaidOf(input, position);
    const patient = BigInt(line.amount) - priorPaid;
    const reasons = refusals.map((cause, index) => ({ ...cause, amount: index === 0 ? patient : 0n }));
    const nobody = { benefitId: null, insurer: 0n, writeOff: 0n, shares: [] };
    return { lineNo: line.lineNo, ...nobody, billed: BigInt(line.amount), priorPaid, patient, reasons };
  });
  const nothing = { accumulators: [], drawn: new Map<string, bigint>(), fills: [] };
  return { ...headOf(inForce), outcome: 'declined', refused: true, lines, reasons: refusals, ...nothing };
}

function headOf([first]: readonly InForce[]): Pick<OracleDecision, 'coverageId' | 'insurerId' | 'plan'> {
  if (first === undefined) return { coverageId: null, insurerId: null, plan: null };
  const { planId, version } = first.plan;
  return { coverageId: first.coverage.coverageId, insurerId: first.coverage.insurerId, plan: { planId, version } };
}

const priorPaidOf = ({ order }: AdjudicationInput, position: number): bigint =>
  sum(
    order.priorPayments
      .filter(({ lineNo }) => lineNo === order.lines[position]?.lineNo)
      .map(({ amount }) => BigInt(amount)),
  );

function decideCoverages(input: AdjudicationInput, inForce: readonly InForce[]): readonly Decided[] {
  if (input.member.found !== 'member') throw new Error('a coverage has a member');
  const { memberId } = input.member;
  const date = dateOfInstant(Date.parse(input.order.serviceAt));
  const books: Books = { seen: new Map(), drawn: new Map() };
  const dispensed: Dispensed = new Map();
  let carried = input.order.lines.map((line, position): Carried => {
    const [billed, priorPaid] = [BigInt(line.amount), priorPaidOf(input, position)];
    return { position, line, billed, priorPaid, base: billed - priorPaid };
  });
  const decided: Decided[] = [];
  for (const { coverage, plan, late } of inForce) {
    const insured = insuredBy({ input, memberId, date, coverage, plan, books });
    const drafts = decideLines(insured, late, carried, dispensed);
    decided.push({ insured, drafts });
    carried = carried.map((one, position) => {
      const { insurer, writeOff } = drafts[position] as Draft;
      return { ...one, priorPaid: one.priorPaid + insurer, base: one.base - insurer - writeOff };
    });
  }
  for (const [position, quantity] of dispensed) {
    const { code = '' } = input.order.lines[position] ?? {};
    if (quantity > 0n) book(books.drawn, `prescription//${input.prescription?.prescriptionNo ?? ''}/${code}`, quantity);
  }
  return decided;
}

function decideLines(
  insured: Insured,
  late: boolean,
  carried: readonly Carried[],
  dispensed: Dispensed,
): readonly Draft[] {
  const copays = new Map<string, bigint>();
  const drafts = carried.map((one) => {
    const draft = checkedLine(insured, one, late, dispensed);
    if (draft.refused) return draft;
    dispensed.set(one.position, most(draft.prescribed, dispensed.get(one.position) ?? 0n));
    for (const { limit, id } of draft.accounts) {
      if (limit.measure === 'quantity') book(insured.books.seen, id, draft.kept);
    }
    shareCosts(insured, one, draft, copays);
    return draft;
  });
  applyLimits(insured, drafts);
  return drafts;
}

function lineOf(input: AdjudicationInput, position: number, decided: readonly Decided[]): OracleLine {
  const line = input.order.lines[position];
  const first = decided[0]?.drafts[position];
  if (line === undefined || first === undefined) throw new Error('a line of the order is decided');
  const [billed, priorPaid] = [BigInt(line.amount), priorPaidOf(input, position)];
  const all = decided.map(({ insured, drafts }) => ({ insured, ...(drafts[position] as Draft) }));
  const insurer = sum(all.map((one) => one.insurer));
  const writeOff = sum(all.map((one) => one.writeOff));
  const shares = all
    .filter((one) => one.insurer > 0n)
    .map(({ insured: { coverage }, insurer: amount }) => ({
      ...{ coverageId: coverage.coverageId, insurerId: coverage.insurerId, amount },
    }));
  const others = insurer - first.insurer;
  const reasons: Cause[] = [...first.causes, ...(others > 0n ? [{ code: 'B606' as const, amount: -others }] : [])];
  const amounts = { billed, priorPaid, insurer, writeOff, patient: billed - priorPaid - insurer - writeOff };
  return { lineNo: line.lineNo, benefitId: first.benefit?.benefitId ?? null, ...amounts, shares, reasons };
}

/** docs/plans.md F, tested in this order. */
function outcomeOf(lines: readonly OracleLine[], refused: boolean): Pick<OracleDecision, 'outcome' | 'refused'> {
  if (refused) return { outcome: 'declined', refused };
  if (sum(lines.map(({ patient }) => patient)) === 0n) return { outcome: 'approved', refused };
  return { outcome: sum(lines.map(({ insurer }) => insurer)) > 0n ? 'partial' : 'declined', refused };
}
