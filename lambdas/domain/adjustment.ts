import { billingOf } from './billing.ts';
import type { BookLine } from './book-line.ts';
import type { DecisionFact, FactHead, OrderFact } from './fact.ts';
import { isDecision } from './fact.ts';
import type { AdjustmentFact, Billing, DisputedLine, ReversalFact } from './later-fact.ts';
import { sharesOf } from './line-totals.ts';
import type { Fen } from './money.ts';
import { proportion } from './money.ts';

/** What an order comes to for one insurer. Never negative; `adjusted` is at most `settled`, so that no insurer gets back what it never paid. */
export interface InsurerStanding {
  /** ever settled and captured, its share */
  readonly gross: Fen;
  /** of that, what was not given back */
  readonly settled: Fen;
  /** what accepted disputes take off `settled` */
  readonly adjusted: Fen;
  /** `adjusted` of `settled` as they stood when something was last settled or adjusted: from there on both shrink alike */
  readonly basis: { readonly settled: Fen; readonly adjusted: Fen };
}

const NOTHING: InsurerStanding = { gross: 0, settled: 0, adjusted: 0, basis: { settled: 0, adjusted: 0 } };

/** An order as it stands for an insurer after its facts. */
export const standingFor = (facts: readonly OrderFact[], insurerId: string): InsurerStanding =>
  facts.reduce((standing, fact) => after(standing, fact, insurerId), NOTHING);

function after(standing: InsurerStanding, fact: OrderFact, insurerId: string): InsurerStanding {
  const { gross, settled, adjusted } = standing;
  if (fact.type === 'settlement' || fact.type === 'capture') {
    const more = shareOf(isDecision(fact) ? fact.decision.lines : fact.lines, insurerId);
    return { gross: gross + more, ...standsAt(settled + more, adjusted) };
  }
  if (fact.type === 'reversal') return { ...standing, settled: settled - shareOf(fact.lines, insurerId) };
  if (fact.type !== 'adjustment' || fact.billing.insurerId !== insurerId) return standing;
  // what follows a reversal leaves the basis as it is, so that it does not matter in how many steps an order is given back
  return fact.direction === 'debit'
    ? { ...standing, adjusted: adjusted - fact.amount }
    : { gross, ...standsAt(settled, adjusted + fact.amount) };
}

const standsAt = (settled: Fen, adjusted: Fen) => ({ settled, adjusted, basis: { settled, adjusted } });

const shareOf = (lines: Parameters<typeof sharesOf>[0], insurerId: string): Fen =>
  sharesOf(lines).reduce((sum, share) => sum + (share.insurerId === insurerId ? share.amount : 0), 0);

/**
 * What is posted with a reversal where an insurer had disputed a part of the order: of what is given back, it never paid the adjusted
 * part, so it owes that again. With `s` of the basis' `S` left, `round(A × s / S)` stays adjusted; once all is given back, nothing.
 */
export function counterAdjustments(facts: readonly OrderFact[], reversal: ReversalFact): readonly AdjustmentFact[] {
  const adjusted = facts.flatMap((fact) => (fact.type === 'adjustment' ? [fact.billing] : []));
  const byInsurer = new Map(adjusted.map((billing) => [billing.insurerId, billing]));
  const counters: AdjustmentFact[] = [];
  for (const billing of byInsurer.values()) {
    const standing = standingFor([...facts, reversal], billing.insurerId ?? '');
    const amount = standing.adjusted - stayingAdjusted(standing);
    if (amount === 0) continue;
    const head = { ...headAfter(reversal), sequence: reversal.sequence + 1 + counters.length };
    const content = { billing, direction: 'debit', amount, of: reversal.sequence, disputed: undefined } as const;
    counters.push({ ...head, type: 'adjustment', ...content });
  }
  return counters;
}

const stayingAdjusted = ({ settled, basis }: InsurerStanding): Fen =>
  basis.settled === 0 ? 0 : proportion(basis.adjusted, settled, basis.settled);

const headAfter = ({ providerId, orderNo, sequence, postedAt, businessDate }: FactHead): FactHead => ({
  ...{ providerId, orderNo, sequence: sequence + 1, postedAt, businessDate },
});

/** A line that an insurer disputed, and what it should come to. */
export interface Correction {
  readonly line: Pick<BookLine, 'insurerId' | 'sequence' | 'direction' | 'amount'>;
  readonly disputed: DisputedLine;
  readonly expectedAmount: Fen;
}

/**
 * By how much an accepted dispute takes off what its insurer owes: of a debit, the part of the difference that has not been given back
 * since; never more than the order still comes to for the insurer. 0: there is nothing left to take off.
 */
export function correctionAmount(facts: readonly OrderFact[], { line, expectedAmount }: Correction): Fen {
  const { gross, settled, adjusted } = standingFor(facts, line.insurerId);
  const owedLess = line.direction === 'debit' ? line.amount - expectedAmount : expectedAmount - line.amount;
  if (owedLess <= 0 || gross === 0) return 0;
  const left = line.direction === 'debit' ? proportion(owedLess, settled, gross) : owedLess;
  return Math.min(left, settled - adjusted);
}

/** What is posted where a dispute is accepted; undefined where there is nothing left to take off. */
export function correctionOf(
  head: FactHead,
  facts: readonly OrderFact[],
  correction: Correction,
): AdjustmentFact | undefined {
  const amount = correctionAmount(facts, correction);
  if (amount === 0) return undefined;
  const { line, disputed } = correction;
  const billing = billingFor(facts, line.insurerId);
  return { ...head, type: 'adjustment', billing, direction: 'credit', amount, of: line.sequence, disputed };
}

/** The deciding insurer's coverage and plan, or a further one's coverage. */
function billingFor(facts: readonly OrderFact[], insurerId: string): Billing {
  const decided: DecisionFact | undefined = facts.findLast(isDecision);
  if (decided === undefined) throw new Error('what is disputed has been decided');
  const billing = billingOf(decided);
  if (billing.insurerId === insurerId) return billing;
  const share = sharesOf(decided.decision.lines).find((one) => one.insurerId === insurerId);
  return { ...billing, insurerId, coverageId: share?.coverageId ?? null, plan: null };
}
