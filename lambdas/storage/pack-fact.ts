import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { decisionFrom, priorPaidOf } from '../domain/decision-totals.ts';
import type { DecidedLine, Decision } from '../domain/decision.ts';
import type { OrderFact } from '../domain/fact.ts';
import { FACT_TYPES } from '../domain/fact.ts';
import { entryAt, textTable } from './fact-texts.ts';
import type { PackedCoverage, PackedLineDecision, PackedReason, PackedState } from './pack-decision.ts';
import { decisionPacker, unpackDraws, unpackReason, unpackShares, unpackState } from './pack-decision.ts';
import type { PackedOrder, PackedOrderLine } from './pack-order.ts';
import { packOrder, packOrderLine, unpackOrder, unpackOrderLine } from './pack-order.ts';

/** Raised when the meaning of a stored fact changes, or a sentence rendered from one; older versions stay readable for ever. */
export const FACT_VERSION = 1;

export type PackedFact = readonly [
  version: typeof FACT_VERSION,
  type: number,
  postedAt: EpochMs,
  businessDate: CalendarDate,
  memberId: string | 0,
  texts: readonly string[],
  coverages: readonly PackedCoverage[],
  plan: readonly [planId: string, version: number] | 0,
  order: PackedOrder,
  lines: readonly (readonly [line: PackedOrderLine, decision: PackedLineDecision])[],
  reasons: readonly PackedReason[],
  accumulators: readonly PackedState[],
];

/** A fact as nested lists of integers and the few texts it needs. Totals, shares and the patient's part follow from the lines. */
export function packFact(fact: OrderFact): PackedFact {
  const { decision, order, draws } = fact;
  const texts = textTable();
  const pack = decisionPacker(texts, decision);
  const lines = order.lines.map((line, index) => {
    const decided = entryAt(decision.lines, index);
    return [packOrderLine(line), pack.line(decided, draws.get(line.lineNo) ?? [])] as const;
  });
  const reasons = decision.reasons.map(pack.reason);
  const accumulators = decision.accumulators.map(pack.state);
  return [
    FACT_VERSION,
    FACT_TYPES.indexOf(fact.type),
    fact.postedAt,
    fact.businessDate,
    fact.memberId ?? 0,
    texts.texts,
    pack.coverages,
    decision.plan === null ? 0 : [decision.plan.planId, decision.plan.version],
    packOrder(order),
    lines,
    reasons,
    accumulators,
  ];
}

/** What the key of a fact's item says. */
export interface FactAddress {
  readonly providerId: string;
  readonly orderNo: string;
  readonly sequence: number;
}

export function unpackFact({ providerId, orderNo, sequence }: FactAddress, packed: PackedFact): OrderFact {
  const [
    version,
    typeIndex,
    postedAt,
    businessDate,
    memberId,
    texts,
    coverages,
    plan,
    packedOrder,
    packedLines,
    reasons,
    states,
  ] = packed;
  if (version !== FACT_VERSION) throw new Error(`a fact of version ${String(version)} cannot be read`);
  const reader = { texts, coverages };
  const type = entryAt(FACT_TYPES, typeIndex);
  const order = unpackOrder(
    orderNo,
    packedOrder,
    packedLines.map(([line]) => unpackOrderLine(line)),
  );
  const lines = packedLines.map(([[lineNo, , , , , billed], decided]): DecidedLine => {
    const [benefitId, insurer, writeOff, , lineReasons] = decided;
    const priorPaid = priorPaidOf(order, lineNo);
    return {
      ...{ lineNo, billed, priorPaid, insurer, writeOff },
      benefitId: benefitId < 0 ? null : entryAt(texts, benefitId),
      patient: billed - priorPaid - insurer - writeOff,
      shares: unpackShares(reader, decided),
      reasons: lineReasons.map((reason) => unpackReason(reader, reason)),
    };
  });
  return {
    ...{ providerId, sequence, type, postedAt, businessDate, order },
    memberId: memberId === 0 ? null : memberId,
    decision: decisionFrom({
      ...decidedBy(plan === 0 ? undefined : coverages[0]),
      plan: plan === 0 ? null : { planId: plan[0], version: plan[1] },
      refused: type === 'decline',
      lines,
      reasons: reasons.map((reason) => unpackReason(reader, reason)),
      accumulators: states.map((state) => unpackState(reader, state)),
    }),
    draws: new Map(packedLines.map(([[lineNo], decided]) => [lineNo, unpackDraws(reader, decided)])),
  };
}

function decidedBy(coverage: PackedCoverage | undefined): Pick<Decision, 'coverageId' | 'insurerId'> {
  return { coverageId: coverage?.[0] ?? null, insurerId: coverage?.[1] ?? null };
}
