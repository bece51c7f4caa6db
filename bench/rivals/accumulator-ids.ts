import { plan } from '../workload/decisions/plan.ts';

const limits = [...(plan.limits ?? []), ...plan.benefits.flatMap(({ limits: own = [] }) => own)];
const months = new Map<string, ReadonlyMap<string, string>>();

/** The accumulators of a month by limit. Kept, because making their ids for each order took a sixth of the code around the rules. */
export function accumulatorIds(insurerId: string, date: string): ReadonlyMap<string, string> {
  const month = date.slice(0, 7);
  const known = months.get(month);
  if (known !== undefined) return known;
  const idOf = (limitId: string, period: string) => `${insurerId}/${plan.planId}/${limitId}/${period}`;
  const year = `Y${date.slice(0, 4)}-01-01`;
  const ids = new Map([
    ...limits.map(({ limitId, per }) => [limitId, idOf(limitId, per === 'month' ? `M${month}` : year)] as const),
    ...['deductible', 'out-of-pocket'].map((limitId) => [limitId, idOf(limitId, year)] as const),
  ]);
  months.set(month, ids);
  return ids;
}
