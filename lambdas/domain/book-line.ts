import type { Draw } from './accumulator.ts';
import { billingOf } from './billing.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Amounts, PlanVersion } from './decision.ts';
import { drawTotals } from './draw-totals.ts';
import type { DecisionFact, FactHead, OrderFact } from './fact.ts';
import { isDecision } from './fact.ts';
import type { AdjustmentFact, Billing, CaptureFact, MovedLine, ReversalFact } from './later-fact.ts';
import { sharesOf, totalsOf } from './line-totals.ts';
import type { Fen } from './money.ts';
import type { OrderKind } from './order.ts';
import { budgetId } from './pool.ts';
import type { ReasonCode } from './reason.ts';

export const LINE_TYPES = ['settlement', 'capture', 'reversal', 'adjustment'] as const;
export type LineType = (typeof LINE_TYPES)[number];

export interface OriginalLine {
  readonly factId: string;
  readonly businessDate: CalendarDate;
  readonly claimId: string;
}

/** Fen, never negative. What a money fact says to one insurer: a line of its statement, a claim to it, a source of the ledger. */
export interface BookLine extends Amounts {
  readonly type: LineType;
  /** whose statement it stands in */
  readonly insurerId: string;
  readonly factId: string;
  readonly providerId: string;
  readonly providerKind: 'hospital' | 'pharmacy';
  readonly orderNo: string;
  readonly sequence: number;
  readonly postedAt: EpochMs;
  readonly businessDate: CalendarDate;
  readonly orderKind: OrderKind;
  readonly memberId: string | null;
  /** this insurer's */
  readonly coverageId: string | null;
  /** null where the line is a further insurer's */
  readonly plan: PlanVersion | null;
  readonly serviceDate: CalendarDate;
  /** debit: the insurer owes more */
  readonly direction: 'debit' | 'credit';
  /** this insurer's share; `insurer` is that of all insurers */
  readonly amount: Fen;
  /** what of `amount` came from pools */
  readonly pools: readonly { readonly poolId: string; readonly amount: Fen }[];
  readonly claimId: string;
  /** of a reversal or adjustment */
  readonly original: OriginalLine | null;
  /** distinct, in the order of the decision */
  readonly reasons: readonly ReasonCode[];
  /** of the lines of a fact, the deciding insurer's where it has one: patient and write-off count once, with it */
  readonly isFirst: boolean;
}

/** A fact that books money, or takes it back: of those that decide, only a settlement does. */
export type MoneyFact = DecisionFact | CaptureFact | ReversalFact | AdjustmentFact;

/** Whether a line is submitted to its insurer: an adjustment is agreed with it. */
export const isClaim = ({ type }: Pick<BookLine, 'type'>): boolean => type !== 'adjustment';

/** What of a line does not follow from the facts. */
export interface LineSource {
  /** stable for ever, and all that is needed to find the fact again */
  readonly idOf: (fact: FactHead) => string;
  readonly providerKind: BookLine['providerKind'];
}

/** Whether a fact stands in a statement: an insurer or the patient pays something by it, or gets it back. */
export function isMoneyFact(fact: OrderFact): fact is MoneyFact {
  const { type } = fact;
  if (type !== 'settlement' && type !== 'capture' && type !== 'reversal' && type !== 'adjustment') return false;
  return movedLines(fact).some(({ insurer, patient }) => insurer + patient > 0);
}

/** Who has a line for a fact: the insurer that decides, where it or the patient pays something, and then each other one that pays. */
export function insurersOf(fact: MoneyFact): readonly string[] {
  const lines = movedLines(fact);
  const paying = sharesOf(lines).map(({ insurerId }) => insurerId);
  const { insurerId: deciding } = billingIn(fact);
  const decides = deciding !== null && (paying.includes(deciding) || lines.some(({ patient }) => patient > 0));
  return [...new Set([...(decides ? [deciding] : []), ...paying])];
}

/** What of an insurer's book a fact of the same order may take back: what was settled and captured before it, the oldest first. */
export const settledBefore = (sequence: number, facts: readonly OrderFact[], insurerId: string) =>
  facts.filter(
    (fact): fact is DecisionFact | CaptureFact =>
      (fact.type === 'settlement' || fact.type === 'capture') &&
      fact.sequence < sequence &&
      isMoneyFact(fact) &&
      insurersOf(fact).includes(insurerId),
  );

/** The lines of a money fact, one for each insurer. `facts`: those of its order up to this one. */
export function bookLines(fact: MoneyFact, facts: readonly OrderFact[], source: LineSource): readonly BookLine[] {
  const decided = isDecision(fact) ? fact : facts.findLast(isDecision);
  if (decided === undefined) throw new Error('a fact that moves money follows a decision');
  return insurersOf(fact).map((insurerId, position) => {
    const mine = sharesOf(movedLines(fact)).filter((share) => share.insurerId === insurerId);
    const amount = mine.reduce((total, share) => total + share.amount, 0);
    const { coverageId, plan, ...billing } = billingIn(fact);
    const decides = insurerId === billing.insurerId;
    const claimOf = (head: FactHead) => claimId(source.idOf(head), decided, insurerId);
    const { providerId, orderNo, sequence, postedAt, businessDate } = fact;
    return {
      ...{
        type: isDecision(fact) ? 'settlement' : fact.type,
        insurerId,
        factId: source.idOf(fact),
        providerId,
        providerKind: source.providerKind,
      },
      ...{ orderNo, sequence, postedAt, businessDate, orderKind: billing.orderKind, memberId: billing.memberId },
      ...{ coverageId: decides ? coverageId : (mine[0]?.coverageId ?? null), plan: decides ? plan : null },
      ...{ serviceDate: billing.serviceDate, ...totalsOf(movedLines(fact)) },
      ...{ direction: directionOf(fact), amount },
      ...{ pools: poolParts(insurerId, amount, drawsOf(fact)), claimId: claimOf(fact) },
      original: originalOf(fact, facts, insurerId, (head) => [source.idOf(head), claimOf(head)]),
      ...{ reasons: reasonsOf(decided), isFirst: position === 0 },
    };
  });
}

function movedLines(fact: MoneyFact): readonly Pick<MovedLine, keyof Amounts | 'shares'>[] {
  if (isDecision(fact)) return fact.decision.lines;
  return fact.type === 'adjustment' ? [adjustedLine(fact)] : fact.lines;
}

/** An adjustment as it stands in the statement: the part that changes, billed to the insurer alone. */
function adjustedLine({ amount, billing: { coverageId, insurerId } }: AdjustmentFact) {
  const shares = coverageId === null || insurerId === null ? [] : [{ coverageId, insurerId, amount }];
  return { ...{ billed: amount, priorPaid: 0, insurer: amount, patient: 0, writeOff: 0 }, shares };
}

function directionOf(fact: MoneyFact): BookLine['direction'] {
  if (fact.type === 'adjustment') return fact.direction;
  return fact.type === 'reversal' ? 'credit' : 'debit';
}

const billingIn = (fact: MoneyFact): Billing => (isDecision(fact) ? billingOf(fact) : fact.billing);

function drawsOf(fact: MoneyFact): readonly Draw[] {
  if (isDecision(fact)) return fact.draws.flat();
  return fact.type === 'adjustment' ? [] : fact.draws;
}

/** The fact's id; for a further insurer its position in the decision follows, the same for whatever happens to the order later. */
function claimId(factId: string, { decision }: DecisionFact, insurerId: string): string {
  const all = [...new Set([decision.insurerId, ...sharesOf(decision.lines).map((share) => share.insurerId)])];
  const position = all.indexOf(insurerId);
  return position === 0 ? factId : `${factId}.${position + 1}`;
}

/** A pool's budget is drawn on in fen. Where two pools stand behind the same fen, the first one named carries it. */
function poolParts(insurerId: string, amount: Fen, draws: readonly Draw[]): BookLine['pools'] {
  const mark = budgetId(insurerId, '');
  let left = amount;
  return drawTotals(draws.filter(({ accumulatorId }) => accumulatorId.startsWith(mark))).flatMap((draw) => {
    const part = Math.min(left, draw.amount);
    left -= part;
    return part > 0 ? [{ poolId: draw.accumulatorId.slice(mark.length), amount: part }] : [];
  });
}

/**
 * What a reversal takes back: of several captures the last one before it that has a line which it gives back. Of an adjustment, the fact
 * that it says.
 */
function originalOf(
  fact: MoneyFact,
  facts: readonly OrderFact[],
  insurerId: string,
  idsOf: (head: FactHead) => readonly [factId: string, claimId: string],
): OriginalLine | null {
  if (fact.type !== 'reversal' && fact.type !== 'adjustment') return null;
  const original =
    fact.type === 'adjustment' ? facts.find(({ sequence }) => sequence === fact.of) : takenBack(fact, facts, insurerId);
  if (original === undefined) throw new Error('what takes back or adjusts follows what was settled');
  const [factId, claim] = idsOf(original);
  return { factId, businessDate: original.businessDate, claimId: claim };
}

function takenBack({ sequence, lines }: ReversalFact, facts: readonly OrderFact[], insurerId: string) {
  const numbers = new Set(lines.map(({ lineNo }) => lineNo));
  const settled = settledBefore(sequence, facts, insurerId);
  const ofALine = settled.findLast((one) =>
    (isDecision(one) ? one.decision.lines : one.lines).some(({ lineNo }) => numbers.has(lineNo)),
  );
  return ofALine ?? settled.at(-1);
}

const reasonsOf = ({ decision }: DecisionFact): readonly ReasonCode[] => [
  ...new Set([...decision.reasons, ...decision.lines.flatMap((line) => line.reasons)].map(({ code }) => code)),
];
