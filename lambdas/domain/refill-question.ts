import type { CoverageInForce } from './coverage-standing.ts';
import type { Order } from './order.ts';
import type { Fills, LatestFills } from './prescription.ts';
import { latestFill } from './prescription.ts';

const NONE_ASKED: LatestFills = new Map();

/** What the refill rule (R403) may look at: the latest fill of each code on the lines, if a plan in force has the rule. */
export function latestFillsFor(coverages: readonly CoverageInForce[], { lines }: Order, fills: Fills): LatestFills {
  const isAsked = coverages.some(({ plan }) =>
    plan.benefits.some(({ refillAfterBps }) => refillAfterBps !== undefined),
  );
  if (!isAsked || fills.size === 0) return NONE_ASKED;
  const codes = new Set(lines.flatMap(({ code }) => (code === undefined ? [] : [code])));
  return new Map(
    [...codes].flatMap((code) => {
      const latest = latestFill(fills.get(code) ?? []);
      return latest === undefined ? [] : [[code, latest] as const];
    }),
  );
}
