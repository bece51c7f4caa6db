import type { PlanFault } from './plan-fault.ts';
import { limitsOf } from './plan-fault.ts';
import type { LimitMeasure, Plan } from './plan.ts';

/** What the earlier versions of a plan leave for a later one to agree with. */
export interface EarlierVersions {
  readonly count: number;
  /** of every limit id that a version has used */
  readonly measures: Readonly<Record<string, LimitMeasure>>;
}

/** The list of a plan's versions is one item that every function reads; a version a day for years fits. */
const MAX_VERSIONS = 2_000;

/** They stand in the same item, each with what it counts. */
const MAX_LIMIT_IDS = 2_000;

/**
 * Faults of a plan beside its earlier versions. A limit id goes on counting in a new version, so it cannot begin to count something
 * else: 900 fen would become 900 orders.
 */
export function versionFaults(plan: Plan, { count, measures }: EarlierVersions): readonly PlanFault[] {
  const tooMany = { path: 'version', message: `a plan has at most ${MAX_VERSIONS} versions` };
  const changed = limitsOf(plan).flatMap(({ path, limit: { limitId, measure } }) => {
    const before = Object.hasOwn(measures, limitId) ? measures[limitId] : undefined;
    if (before === undefined || before === measure) return [];
    const message = `"${limitId}" counts ${before} in an earlier version; give the limit another limitId`;
    return [{ path: `${path}.measure`, message }];
  });
  const limitIds = Object.keys(measuresWith(plan, measures)).length;
  const tooManyIds = {
    path: 'limits',
    message: `all versions of a plan have at most ${MAX_LIMIT_IDS} limit ids together`,
  };
  return [...(count >= MAX_VERSIONS ? [tooMany] : []), ...(limitIds > MAX_LIMIT_IDS ? [tooManyIds] : []), ...changed];
}

/** The measures of the limit ids once a version is published beside the earlier ones. */
export function measuresWith(plan: Plan, measures: EarlierVersions['measures']): EarlierVersions['measures'] {
  const ofPlan = limitsOf(plan).map(({ limit: { limitId, measure } }) => [limitId, measure] as const);
  return { ...measures, ...Object.fromEntries(ofPlan) };
}
