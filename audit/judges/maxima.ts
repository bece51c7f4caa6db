import type { Evidence, HeldEvidence, MaximumEvidence, MovedEvidence } from '../evidence.ts';
import { evidenceOf } from '../evidence.ts';
import { numberOf } from '../oracle/dates.ts';
import { accumulatorParts } from '../table/accumulator.ts';
import { summed } from '../table/amounts.ts';
import type { Judging } from './judging.ts';

/**
 * What is used and held of a limit in the end is within the highest maximum under which anything was drawn: the last decision that drew
 * left it within its own, and nothing but decisions adds to it.
 */
export function judgeMaxima(about: string, evidence: readonly Evidence[], { verdicts, now }: Judging): void {
  const moved = evidenceOf<MovedEvidence>(evidence, 'moved');
  const held = evidenceOf<HeldEvidence>(evidence, 'held');
  const taken = summed(
    [...moved, ...held.filter(({ expiresAt }) => expiresAt > now)].flatMap(({ amounts }) => amounts),
  );
  const find = (says: string): void => verdicts.find({ invariant: 'limits-not-exceeded', about, says });
  const maxima = ofOneLength(evidenceOf<MaximumEvidence>(evidence, 'maximum'));
  for (const [id, max] of highest(maxima.filter(({ days }) => days === 1))) {
    verdicts.examine('limits-not-exceeded');
    if ((taken.get(id) ?? 0) > max) find(`${taken.get(id)} of ${id} is used and held, of ${max}`);
  }
  const rolling = maxima.filter(({ days }) => days > 1);
  for (const [days, ofLength] of Map.groupBy(rolling, ({ days }) => days)) {
    for (const fault of windowFaults(days, ofLength, taken)) find(fault);
    verdicts.examine('limits-not-exceeded', new Set(ofLength.map(({ accumulatorId }) => accumulatorId)).size);
  }
}

/** Where a new version lets a limit count other windows, none of either length was ever bounded as a whole. */
function ofOneLength(maxima: readonly MaximumEvidence[]): readonly MaximumEvidence[] {
  const groups = Map.groupBy(maxima, ({ accumulatorId }) => dayless(accumulatorId));
  return [...groups.values()].filter((group) => new Set(group.map(({ days }) => days)).size === 1).flat();
}

function highest(maxima: readonly MaximumEvidence[]): ReadonlyMap<string, number> {
  const byId = new Map<string, number>();
  for (const { accumulatorId, max } of maxima) byId.set(accumulatorId, Math.max(max, byId.get(accumulatorId) ?? 0));
  return byId;
}

/** Of a rolling limit every window is within the maximum: it is enough to look at those that end on a day that took something. */
function windowFaults(days: number, maxima: readonly MaximumEvidence[], taken: ReadonlyMap<string, number>): string[] {
  const drawnOn = new Set(maxima.map(({ accumulatorId }) => dayless(accumulatorId)));
  const byLimit = Map.groupBy(
    [...taken].filter(([id]) => drawnOn.has(dayless(id)) && accumulatorParts(id).period.startsWith('D')),
    ([id]) => dayless(id),
  );
  return [...byLimit].flatMap(([limit, all]) => {
    const ofLimit = maxima.filter((one) => dayless(one.accumulatorId) === limit);
    const max = ofLimit.reduce((most, one) => Math.max(most, one.max), 0);
    const byDay = all.map(([id, amount]) => ({ day: numberOf(accumulatorParts(id).period.slice(1)), amount }));
    return byDay.flatMap(({ day: last }) => {
      const inWindow = byDay.filter(({ day }) => day <= last && day > last - days);
      const sum = inWindow.reduce((total, { amount }) => total + amount, 0);
      return sum > max ? [`${sum} of ${limit} is used and held within ${days} days, of ${max}`] : [];
    });
  });
}

/** An id without its period, and with its holder. */
const dayless = (id: string): string => id.replace(/\/D[\d-]+(?=@|$)/u, '');
