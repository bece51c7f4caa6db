import type { AccumulatorId, Draw } from '../domain/accumulator.ts';
import { partsOf } from '../domain/accumulator.ts';
import type { AccumulatorState, DecidedLine, Decision, Reason, Share } from '../domain/decision.ts';
import type { Fen } from '../domain/money.ts';
import { LIMIT_MEASURES } from '../domain/plan.ts';
import type { ReasonCode } from '../domain/reason.ts';
import type { TextTable } from './fact-texts.ts';
import { entryAt } from './fact-texts.ts';
import type { KnownAmounts, PackedAmount, PackedReasonAmount } from './pack-amount.ts';
import { knownAmount, packAmount, packReasonAmounts, reasonAmounts } from './pack-amount.ts';

type PackedShare = readonly [coverage: number, amount: number];

/** What a reason says beside its amount; lines of an order give the same few, so each is kept once. */
type PackedForm = readonly [code: number, rule: number, firstDate: number, ...figures: (number | string)[]];

export type PackedLineDecision = readonly [
  benefitId: number,
  /** by how much it differs from what the reasons leave of the line: by nothing, as long as they explain every fen */
  insurer: Fen,
  writeOff: PackedAmount,
  /** 0 where the first coverage pays all that is paid */
  shares: readonly PackedShare[] | 0,
  reasons: readonly number[],
  amounts: readonly PackedReasonAmount[],
  /** total by total: its position, its amount */
  draws: readonly number[],
];

export type PackedState = readonly [
  total: number,
  coverage: number,
  measure: number,
  max: number,
  used: number,
  held: number,
  from: number,
  to: number,
  /** given where it does not follow from the other figures: a pool's budget may leave less */
  remaining?: number,
];

export type PackedCoverage = readonly [coverageId: string, insurerId: string];

/** The tables to which the positions in a packed decision refer. */
export interface DecisionTables {
  readonly texts: readonly string[];
  readonly coverages: readonly PackedCoverage[];
  readonly forms: readonly PackedForm[];
  readonly totals: readonly (readonly [plan: number, total: number])[];
}

/** Turns the parts of a decision into positions and integers. Position -1 of a text stands for none. */
export interface DecisionPacker {
  readonly tables: DecisionTables;
  readonly line: (line: DecidedLine, draws: readonly Draw[]) => PackedLineDecision;
  readonly form: (reason: Reason) => number;
  readonly state: (state: AccumulatorState) => PackedState;
}

export function decisionPacker({ texts, indexOf }: TextTable, { coverageId, insurerId }: Decision): DecisionPacker {
  const coverages: PackedCoverage[] = coverageId === null ? [] : [[coverageId, insurerId ?? '']];
  const forms: PackedForm[] = [];
  const totals: (readonly [number, number])[] = [];
  // the insurer of a coverage that pays nothing is never asked for
  const coverage = (id: string, insurer = ''): number => {
    const position = coverages.findIndex(([known]) => known === id);
    return position < 0 ? coverages.push([id, insurer]) - 1 : position;
  };
  const optional = (text: string | null | undefined): number =>
    text === null || text === undefined ? -1 : indexOf(text);
  const form = ({ code, rule, firstDate, figures = [] }: Reason): number =>
    positionIn(forms, [indexOf(code), indexOf(rule), optional(firstDate), ...figures]);
  const total = ({ accumulatorId }: Pick<Draw, 'accumulatorId'>): number => {
    const [insurer, plan, ...rest] = accumulatorId.split('/');
    return positionIn(totals, [indexOf(`${insurer}/${plan}`), indexOf(rest.join('/'))]);
  };
  const shares = ({ shares: all, insurer }: DecidedLine): PackedLineDecision[3] => {
    const packed = all.map((share) => [coverage(share.coverageId, share.insurerId), share.amount] as const);
    const [only] = packed;
    const byFirstAlone = packed.length === 1 && only?.[0] === 0 && only[1] === insurer;
    return packed.length === 0 || byFirstAlone ? 0 : packed;
  };
  return {
    tables: { texts, coverages, forms, totals },
    form,
    line: (line, draws) => {
      const known: KnownAmounts = { insurer: line.insurer, reasons: line.reasons.map(({ amount }) => amount) };
      const asked = line.billed - line.priorPaid;
      return [
        ...([optional(line.benefitId), line.insurer - (asked - sum(known.reasons))] as const),
        ...([packAmount(line.writeOff, known), shares(line), line.reasons.map(form)] as const),
        packReasonAmounts(line.reasons, asked),
        draws.flatMap((draw) => [total(draw), packAmount(draw.amount, known)]),
      ];
    },
    state: (state) => {
      const { max, used, held, remaining, period } = state;
      const places = [total(state), coverage(state.coverageId), LIMIT_MEASURES.indexOf(state.measure)] as const;
      const packed = [...places, max, used, held, optional(period?.from), optional(period?.to)] as const;
      return remaining === remainingOf(state) ? packed : [...packed, remaining];
    },
  };
}

function positionIn<T extends readonly (number | string)[]>(list: T[], entry: T): number {
  const known = list.findIndex((one) => one.length === entry.length && one.every((value, i) => value === entry[i]));
  return known < 0 ? list.push(entry) - 1 : known;
}

/** What a reason says beside its amount. */
export function unpackForm({ texts, forms }: DecisionTables, form: number): Omit<Reason, 'amount'> {
  const [code, rule, firstDate, ...figures] = entryAt(forms, form);
  return {
    code: entryAt(texts, code) as ReasonCode,
    rule: entryAt(texts, rule),
    ...(firstDate >= 0 && { firstDate: entryAt(texts, firstDate) }),
    ...(figures.length > 0 && { figures }),
  };
}

/** A line's part of a decision, beside what the order says of it; `asked` is what was billed less what was paid before. */
export function unpackLine(tables: DecisionTables, packed: PackedLineDecision, asked: Fen) {
  const [benefitId, difference, writeOff, shares, forms, packedAmounts, draws] = packed;
  const reasons = forms.map((form) => unpackForm(tables, form));
  const amounts = reasonAmounts(packedAmounts, reasons, asked);
  const insurer = asked - sum(amounts) + difference;
  const known: KnownAmounts = { insurer, reasons: amounts };
  return {
    benefitId: benefitId < 0 ? null : entryAt(tables.texts, benefitId),
    insurer,
    writeOff: knownAmount(writeOff, known),
    shares: unpackShares(tables, shares, insurer),
    reasons: reasons.map((reason, i): Reason => ({ ...reason, amount: entryAt(amounts, i) })),
    draws: unpackDraws(tables, draws, known),
  };
}

const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, amount) => total + amount, 0);

function pairs(list: readonly number[]): (readonly [number, number])[] {
  return Array.from({ length: list.length / 2 }, (_, i) => [entryAt(list, 2 * i), entryAt(list, 2 * i + 1)] as const);
}

function unpackShares({ coverages }: DecisionTables, shares: PackedLineDecision[3], insurer: number): readonly Share[] {
  const all = shares === 0 ? (insurer > 0 ? [[0, insurer] as const] : []) : shares;
  return all.map(([position, amount]) => {
    const [coverageId, insurerId] = entryAt(coverages, position);
    return { coverageId, insurerId, amount };
  });
}

function unpackDraws(tables: DecisionTables, packed: readonly number[], known: KnownAmounts): Draw[] {
  return pairs(packed).map(([position, amount]) => ({
    accumulatorId: accumulatorAt(tables, position),
    amount: knownAmount(amount, known),
  }));
}

function accumulatorAt({ texts, totals }: DecisionTables, position: number): AccumulatorId {
  const [plan, total] = entryAt(totals, position);
  return `${entryAt(texts, plan)}/${entryAt(texts, total)}`;
}

/** What is left of the maximum, never less than nothing. */
const remainingOf = ({ max, used, held }: Pick<AccumulatorState, 'max' | 'used' | 'held'>): number =>
  Math.max(0, max - used - held);

export function unpackState(tables: DecisionTables, packed: PackedState): AccumulatorState {
  const { texts, coverages } = tables;
  const [total, coverage, measure, max, used, held, from, to, remaining] = packed;
  const accumulatorId = accumulatorAt(tables, total);
  return {
    accumulatorId,
    ...partsOf(accumulatorId),
    coverageId: entryAt(coverages, coverage)[0],
    measure: entryAt(LIMIT_MEASURES, measure),
    ...{ max, used, held, remaining: remaining ?? remainingOf({ max, used, held }) },
    period: from < 0 ? null : { from: entryAt(texts, from), to: entryAt(texts, to) },
  };
}
