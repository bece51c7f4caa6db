import type { Draw } from '../domain/accumulator.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { decisionFrom } from '../domain/decision-totals.ts';
import type { DecidedLine, Decision } from '../domain/decision.ts';
import type { DecisionFact, FactHead, FactType, OrderFact } from '../domain/fact.ts';
import { priorPaidOf } from '../domain/order.ts';
import { entryAt, textTable } from './fact-texts.ts';
import type { PackedBasis } from './pack-basis.ts';
import { packBasis, unpackBasis } from './pack-basis.ts';
import type { DecisionTables, PackedLineDecision, PackedState } from './pack-decision.ts';
import { decisionPacker, unpackForm, unpackLine, unpackState } from './pack-decision.ts';
import type { PackedOrder, PackedOrderLine } from './pack-order.ts';
import { packOrder, packOrderLine, unpackOrder, unpackOrderLine } from './pack-order.ts';
import type { PackedFills } from './pack-line-fills.ts';
import { packFills, unpackFills } from './pack-line-fills.ts';
import { columnsOf, rowsOf } from './row-columns.ts';

/** The letter by which a stored fact says its type. */
export const FACT_LETTERS = {
  settlement: 'S',
  decline: 'D',
  authorization: 'A',
  capture: 'C',
  void: 'V',
  expiry: 'E',
  reversal: 'R',
  tombstone: 'T',
  delivery: 'G',
  waiting: 'W',
  handled: 'H',
  adjustment: 'J',
} as const satisfies Record<FactType, string>;
export type FactLetter = (typeof FACT_LETTERS)[FactType];

/** Raised when the meaning of a stored fact changes, or a sentence rendered from one; older versions stay readable for ever. */
export const FACT_VERSION = 1;

/** How the first entries of every packed fact read, whatever its type. */
export type PackedHead = readonly [
  version: typeof FACT_VERSION,
  type: FactLetter,
  postedAt: EpochMs,
  businessDate: CalendarDate,
  providerId: string,
  orderNo: string,
];

export type PackedDecision = readonly [
  ...PackedHead,
  memberId: string | 0,
  texts: DecisionTables['texts'],
  coverages: DecisionTables['coverages'],
  plan: readonly [planId: string, version: number] | 0,
  order: PackedOrder,
  /** field by field, not line by line: what is alike stands together and compresses far better */
  lines: readonly (readonly unknown[])[],
  decided: readonly (readonly unknown[])[],
  forms: DecisionTables['forms'],
  totals: DecisionTables['totals'],
  reasons: readonly (readonly [form: number, amount: number])[],
  accumulators: readonly PackedState[],
  basis: PackedBasis,
  /** seconds from the posting to the end of the hold, where the order came as an authorization; else 0 */
  holdSeconds?: number,
  fills?: PackedFills,
];

/** The first entries of a fact. */
export function packHead({ type, postedAt, businessDate, providerId, orderNo }: OrderFact): PackedHead {
  return [FACT_VERSION, FACT_LETTERS[type], postedAt, businessDate, providerId, orderNo];
}

/** A deciding fact as nested lists of integers and the few texts it needs. Totals, shares and the patient's part follow from the lines. */
export function packDecision(fact: DecisionFact): PackedDecision {
  const { decision, order, draws, expiresAt, postedAt } = fact;
  const pack = decisionPacker(textTable(), decision);
  const decided = order.lines.map((_, index) => pack.line(entryAt(decision.lines, index), draws[index] ?? []));
  const reasons = decision.reasons.map((reason) => [pack.form(reason), reason.amount] as const);
  const accumulators = decision.accumulators.map(pack.state);
  const { texts, coverages, forms, totals } = pack.tables;
  const holdSeconds = expiresAt === undefined ? 0 : (expiresAt - postedAt) / 1000;
  return [
    ...packHead(fact),
    fact.memberId ?? 0,
    texts,
    coverages,
    decision.plan === null ? 0 : [decision.plan.planId, decision.plan.version],
    packOrder(order),
    columnsOf(order.lines.map(packOrderLine)),
    columnsOf(decided),
    forms,
    totals,
    reasons,
    accumulators,
    packBasis(fact.basis, order),
    ...endOf(holdSeconds, packFills(fact)),
  ];
}

/** What stands at the end, and says nothing, is left out. */
function endOf(holdSeconds: number, [fills]: readonly [PackedFills?]): readonly [number?, PackedFills?] {
  if (fills !== undefined) return [holdSeconds, fills];
  return holdSeconds === 0 ? [] : [holdSeconds];
}

export function unpackDecision(head: FactHead, type: DecisionFact['type'], packed: PackedDecision): DecisionFact {
  const [, , , , , , memberId, texts, coverages, plan, packedOrder, ...rest] = packed;
  const [packedLines, packedDecided, forms, totals, reasons, states, basis, holdSeconds = 0, fills] = rest;
  const tables: DecisionTables = { texts, coverages, forms, totals };
  const orderLines = (rowsOf(packedLines) as readonly PackedOrderLine[]).map(unpackOrderLine);
  const order = unpackOrder(head.orderNo, packedOrder, orderLines);
  const draws: (readonly Draw[])[] = [];
  const lines = (rowsOf(packedDecided) as readonly PackedLineDecision[]).map((decided, index): DecidedLine => {
    const { lineNo, amount: billed } = entryAt(orderLines, index);
    const priorPaid = priorPaidOf(order, lineNo);
    const { draws: drawn, ...line } = unpackLine(tables, decided, billed - priorPaid);
    draws.push(drawn);
    return { ...{ lineNo, billed, priorPaid }, ...line, patient: billed - priorPaid - line.insurer - line.writeOff };
  });
  return {
    ...head,
    ...{ type, order },
    draws: type === 'decline' ? [] : draws,
    basis: unpackBasis(basis, order),
    fills: type === 'decline' ? [] : unpackFills(orderLines, fills),
    expiresAt: holdSeconds === 0 ? undefined : head.postedAt + holdSeconds * 1000,
    memberId: memberId === 0 ? null : memberId,
    decision: decisionFrom({
      ...decidedBy(plan === 0 ? undefined : coverages[0]),
      plan: plan === 0 ? null : { planId: plan[0], version: plan[1] },
      refused: type === 'decline',
      lines,
      reasons: reasons.map(([form, amount]) => ({ ...unpackForm(tables, form), amount })),
      accumulators: states.map((state) => unpackState(tables, state)),
    }),
  };
}

function decidedBy(
  coverage: DecisionTables['coverages'][number] | undefined,
): Pick<Decision, 'coverageId' | 'insurerId'> {
  return { coverageId: coverage?.[0] ?? null, insurerId: coverage?.[1] ?? null };
}
