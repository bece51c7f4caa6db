import type { Draw } from '../domain/accumulator.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { decisionFrom } from '../domain/decision-totals.ts';
import type { DecidedLine, Decision } from '../domain/decision.ts';
import type { DecisionFact } from '../domain/fact.ts';
import { FACT_TYPES } from '../domain/fact.ts';
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

/** Raised when the meaning of a stored fact changes, or a sentence rendered from one; older versions stay readable for ever. */
export const FACT_VERSION = 1;

export type PackedFact = readonly [
  version: typeof FACT_VERSION,
  type: number,
  postedAt: EpochMs,
  businessDate: CalendarDate,
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
  fills?: PackedFills,
];

/** A fact as nested lists of integers and the few texts it needs. Totals, shares and the patient's part follow from the lines. */
export function packFact(fact: DecisionFact): PackedFact {
  const { decision, order, draws } = fact;
  const pack = decisionPacker(textTable(), decision);
  const decided = order.lines.map((_, index) => pack.line(entryAt(decision.lines, index), draws[index] ?? []));
  const reasons = decision.reasons.map((reason) => [pack.form(reason), reason.amount] as const);
  const accumulators = decision.accumulators.map(pack.state);
  const { texts, coverages, forms, totals } = pack.tables;
  return [
    FACT_VERSION,
    FACT_TYPES.indexOf(fact.type),
    fact.postedAt,
    fact.businessDate,
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
    ...packFills(fact),
  ];
}

/** What the key of a fact's item says. */
export interface FactAddress {
  readonly providerId: string;
  readonly orderNo: string;
  readonly sequence: number;
}

export function unpackFact({ providerId, orderNo, sequence }: FactAddress, packed: PackedFact): DecisionFact {
  const [version, typeIndex, postedAt, businessDate, memberId, texts, coverages, plan, packedOrder, ...rest] = packed;
  if (version !== FACT_VERSION) throw new Error(`a fact of version ${String(version)} cannot be read`);
  const [packedLines, packedDecided, forms, totals, reasons, states, basis, fills] = rest;
  const tables: DecisionTables = { texts, coverages, forms, totals };
  const type = entryAt(FACT_TYPES, typeIndex);
  const orderLines = (rowsOf(packedLines) as readonly PackedOrderLine[]).map(unpackOrderLine);
  const order = unpackOrder(orderNo, packedOrder, orderLines);
  const draws: (readonly Draw[])[] = [];
  const lines = (rowsOf(packedDecided) as readonly PackedLineDecision[]).map((decided, index): DecidedLine => {
    const { lineNo, amount: billed } = entryAt(orderLines, index);
    const priorPaid = priorPaidOf(order, lineNo);
    const { draws: drawn, ...line } = unpackLine(tables, decided, billed - priorPaid);
    draws.push(drawn);
    return { ...{ lineNo, billed, priorPaid }, ...line, patient: billed - priorPaid - line.insurer - line.writeOff };
  });
  return {
    ...{ providerId, sequence, type, postedAt, businessDate, order },
    draws: type === 'decline' ? [] : draws,
    basis: unpackBasis(basis, order),
    fills: type === 'decline' ? [] : unpackFills(orderLines, fills),
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
