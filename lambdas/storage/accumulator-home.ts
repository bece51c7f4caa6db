import type { AccumulatorId, Draw } from '../domain/accumulator.ts';
import { LIFETIME_KEY } from '../domain/accumulator.ts';
import { holderOf } from '../domain/accumulator-holder.ts';
import { yearOf } from '../domain/calendar.ts';
import { fillOf } from '../domain/prescription.ts';
import type { ItemKey } from './keys.ts';
import { balancesKey, familyBalancesKey, familyLifetimeKey, keyText, memberKey, prescriptionKey } from './keys.ts';

/** Where an accumulator stands; undefined for those of a pool, which are sharded. */
function homeOf(memberId: string, accumulatorId: AccumulatorId): ItemKey | undefined {
  const fill = fillOf(accumulatorId);
  if (fill !== undefined) return balancesKey(memberId, yearOf(fill.date));
  const { holder, period } = holderOf(accumulatorId);
  if (holder.kind === 'pool') return undefined;
  if (holder.kind === 'prescription') return prescriptionKey(holder.prescriptionNo);
  const year = Number(period.slice(1, 5));
  if (holder.kind === 'member') return period === LIFETIME_KEY ? memberKey(memberId) : balancesKey(memberId, year);
  const [insurerId = ''] = accumulatorId.split('/', 1);
  return period === LIFETIME_KEY
    ? familyLifetimeKey(insurerId, holder.familyId)
    : familyBalancesKey(insurerId, holder.familyId, year);
}

/** Amounts by accumulator. */
export type Amounts = ReadonlyMap<AccumulatorId, number>;

/** An item that holds accumulators, and what of some draws stands in it. */
export interface Home {
  readonly key: ItemKey;
  readonly amounts: Amounts;
}

/** Draws by the item in which their accumulators stand, except those of pools. */
export function homesOf(memberId: string, draws: Iterable<Draw>): ReadonlyMap<string, Home> {
  const homes = new Map<string, { key: ItemKey; amounts: Map<AccumulatorId, number> }>();
  for (const { accumulatorId, amount } of draws) {
    const key = homeOf(memberId, accumulatorId);
    if (key === undefined) continue;
    const text = keyText(key);
    const home = homes.get(text) ?? { key, amounts: new Map<AccumulatorId, number>() };
    homes.set(text, home);
    home.amounts.set(accumulatorId, (home.amounts.get(accumulatorId) ?? 0) + amount);
  }
  return homes;
}
