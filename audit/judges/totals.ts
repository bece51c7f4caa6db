import type {
  Evidence,
  HeldEvidence,
  MovedEvidence,
  ShardEvidence,
  TidiedEvidence,
  UsedEvidence,
} from '../evidence.ts';
import { evidenceOf } from '../evidence.ts';
import type { Amounts } from '../table/amounts.ts';
import { differing, summed } from '../table/amounts.ts';
import type { Judging } from './judging.ts';

/** Of one member and year the product keeps so many fills, those that last longest. */
const MAX_FILLS = 2_000;

/** What an item, or a pool, says is used and held is what facts used and gave back, and what its holds hold. */
export function judgeTotals(about: string, evidence: readonly Evidence[], judging: Judging): void {
  const { verdicts, now, settledFor } = judging;
  const moved = evidenceOf<MovedEvidence>(evidence, 'moved');
  if (settledFor > 0 && moved.some(({ at }) => at > now - settledFor)) return;
  const find = (says: string): void => verdicts.find({ invariant: 'limits-add-up', about, says });
  const shards = evidenceOf<ShardEvidence>(evidence, 'shard');
  const stored = summed([
    ...evidenceOf<UsedEvidence>(evidence, 'used').flatMap(({ amounts }) => amounts),
    ...shards.flatMap(({ used }) => used),
  ]);
  const facts = summed(moved.flatMap(({ amounts }) => amounts));
  verdicts.examine('limits-add-up', new Set([...stored.keys(), ...facts.keys()]).size);
  const isFull = fillsIn([...stored]) >= MAX_FILLS;
  for (const id of differing(stored, facts)) {
    if (isFull && id.startsWith('fill//')) continue;
    find(`${stored.get(id) ?? 0} of ${id} is said to be used, and facts come to ${facts.get(id) ?? 0}`);
  }
  if (about.startsWith('total POOL#')) judgePool(shards, evidence, find);
}

const fillsIn = (amounts: Amounts): number =>
  amounts.reduce((sum, [id, amount]) => sum + (id.startsWith('fill//') ? amount : 0), 0);

function judgePool(
  shards: readonly ShardEvidence[],
  evidence: readonly Evidence[],
  find: (says: string) => void,
): void {
  const [first] = shards.toSorted((one, other) => one.index - other.index);
  if (first === undefined) {
    find('there is no shard of it');
    return;
  }
  const { count, layout, budget, insurerId } = first;
  const isWhole = shards.length === count && new Set(shards.map(({ index }) => index)).size === count;
  const isAlike = shards.every((one) => one.count === count && one.layout === layout && one.budget === budget);
  if (!isWhole || !isAlike || shards.some((one) => one.insurerId !== insurerId))
    find('its shards are not of one layout');
  const holds = evidenceOf<HeldEvidence>(evidence, 'held');
  const held = summed(shards.flatMap((shard) => shard.held));
  const ofHolds = summed(holds.flatMap(({ amounts }) => amounts));
  for (const id of differing(held, ofHolds))
    find(`${held.get(id) ?? 0} of ${id} is said to be held, and its holds come to ${ofHolds.get(id) ?? 0}`);
  const tidied = evidenceOf<TidiedEvidence>(evidence, 'tidied')[0]?.times ?? 0;
  if (tidied !== first.tidied) find(`it was tidied ${first.tidied} times, and beside its holds ${tidied}`);
}
