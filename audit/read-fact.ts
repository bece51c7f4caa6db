import type { DecisionFact, OrderFact } from '../lambdas/domain/fact.ts';
import type { Evidence, FactEvidence, MaximumEvidence, MovedEvidence } from './evidence.ts';
import { dateOfInstant, numberOf } from './oracle/dates.ts';
import { accumulatorParts, homeOf, seriesOf } from './table/accumulator.ts';
import { summed } from './table/amounts.ts';
import { factIn, factPlace, factText } from './table/fact.ts';
import type { Item } from './table/item.ts';

/** A fact is evidence about its order, and about every total and every limit on which it draws. */
export function readFact(item: Item): readonly Evidence[] {
  const { orderId, sequence } = factPlace(item);
  const text = factText(item);
  const ofOrder: FactEvidence = { about: `order ${orderId}`, kind: 'fact', sequence, text };
  const fact = understood(sequence, text);
  return fact === undefined ? [ofOrder] : [ofOrder, ...movedBy(fact), ...maximaIn(fact)];
}

/** What cannot be understood is found when its order is judged. */
function understood(sequence: number, text: string): OrderFact | undefined {
  try {
    return factIn(sequence, text);
  } catch {
    return undefined;
  }
}

/** The facts that change what is used; who holds what, the items themselves say. */
function movedBy(fact: OrderFact): readonly MovedEvidence[] {
  const { memberId, amounts } = usedBy(fact);
  if (memberId === null || amounts.size === 0) return [];
  const grouped = Map.groupBy(
    [...amounts].flatMap(([id, amount]) => {
      const [home, limit] = [`total ${homeOf(memberId, id)}`, `limit ${seriesOf(memberId, id)}`];
      const isFill = accumulatorParts(id).kind === 'fill';
      return (isFill ? [home] : [home, limit]).map((about) => ({ about, entry: [id, amount] as const }));
    }),
    ({ about }) => about,
  );
  return [...grouped].map(([about, all]) => ({
    ...{ about, kind: 'moved', at: fact.postedAt, amounts: all.map(({ entry }) => entry) },
  }));
}

function usedBy(fact: OrderFact): { readonly memberId: string | null; readonly amounts: ReadonlyMap<string, number> } {
  const drawn = (draws: readonly { accumulatorId: string; amount: number }[], sign: 1 | -1) =>
    summed(draws.map(({ accumulatorId, amount }) => [accumulatorId, sign * amount] as const));
  if (fact.type === 'settlement') return { memberId: fact.memberId, amounts: takenBy(fact) };
  if (fact.type !== 'capture' && fact.type !== 'reversal') return { memberId: null, amounts: new Map() };
  return { memberId: fact.billing.memberId, amounts: drawn(fact.draws, fact.type === 'capture' ? 1 : -1) };
}

/** All that a decision takes, fills among it: a settlement uses it, an authorization holds it. */
export function takenBy({ draws, fills, order }: DecisionFact): Map<string, number> {
  const served = dateOfInstant(Date.parse(order.serviceAt));
  return summed([
    ...draws.flat().map(({ accumulatorId, amount }) => [accumulatorId, amount] as const),
    ...fills.flatMap((fill) =>
      fill === undefined ? [] : [[`fill//${fill.code}/${served}/${fill.daysSupply}`, 1] as const],
    ),
  ]);
}

/** The maxima that a decision saw of the limits on which it drew. */
function maximaIn(fact: OrderFact): readonly MaximumEvidence[] {
  if (fact.type !== 'settlement' && fact.type !== 'authorization') return [];
  const { memberId, decision } = fact;
  if (memberId === null) return [];
  const taken = takenBy(fact);
  const drawnOn = decision.accumulators.filter(({ accumulatorId }) => (taken.get(accumulatorId) ?? 0) > 0);
  return drawnOn.map(({ accumulatorId, max, period }) => ({
    ...{ about: `limit ${seriesOf(memberId, accumulatorId)}`, kind: 'maximum', accumulatorId, max },
    days: accumulatorParts(accumulatorId).period.startsWith('D') && period !== null ? daysOf(period) : 1,
  }));
}

const daysOf = ({ from, to }: { readonly from: string; readonly to: string }): number =>
  numberOf(to) - numberOf(from) + 1;
