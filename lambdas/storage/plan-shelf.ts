import type { CalendarDate } from '../domain/calendar.ts';
import type { CompiledPlan } from '../domain/compiled-plan.ts';
import { compilePlan, isInForce } from '../domain/compiled-plan.ts';
import { headShelf } from './head-shelf.ts';
import { keyText, planKey, planVersionKey } from './keys.ts';
import type { PlanVersionDates } from './plan-item.ts';
import { parsePlanHead, parsePlanVersion } from './plan-item.ts';
import { readItems } from './read-items.ts';

/** The version of a plan that decides orders of a date, or when the next one begins. */
export interface PlanOnDate {
  readonly plan: CompiledPlan | undefined;
  readonly nextVersionFrom: CalendarDate | undefined;
}

/** As many plans as a function of 512 MB holds with ease; the one longest on the shelf makes room. */
const MAX_PLANS = 500;

const planHeads = headShelf({ keyOf: planKey, parse: parsePlanHead, places: MAX_PLANS });

/** Versions never change, so what has been compiled once is kept; by the key of the version's item. */
const compiledPlans = new Map<string, CompiledPlan>();

/**
 * The plans as they stood after so many publications: the version is the highest of those among the versions in force on the date.
 * With the number read together with an order that is what was published when it arrived; with the number stored with a decision,
 * what was published then, whatever has come since. Costs no read as long as nothing is published.
 */
export async function plansOnDate(
  planIds: readonly string[],
  date: CalendarDate,
  publications: number,
): Promise<ReadonlyMap<string, PlanOnDate>> {
  const heads = await planHeads(planIds, publications);
  const choices = [...heads].map(([planId, head]): Choice => {
    const versions = (head?.versions ?? []).filter(({ publication }) => publication <= publications);
    return { planId, versions, version: versionInForce(versions, date) };
  });
  const compiled = await compiledVersions(choices);
  return new Map(choices.map((choice) => [choice.planId, onDate(choice, compiled, date)]));
}

interface Choice {
  readonly planId: string;
  readonly versions: readonly PlanVersionDates[];
  readonly version: number | undefined;
}

/** docs/plans.md A: the highest version published among those in force on the date. */
function versionInForce(versions: readonly PlanVersionDates[], date: CalendarDate): number | undefined {
  const inForce = versions.filter((dates) => isInForce(dates, date)).map(({ version }) => version);
  return inForce.length === 0 ? undefined : Math.max(...inForce);
}

function onDate(
  { planId, versions, version }: Choice,
  compiled: ReadonlyMap<string, CompiledPlan>,
  date: CalendarDate,
): PlanOnDate {
  const plan = version === undefined ? undefined : compiled.get(planId);
  if (version !== undefined && plan === undefined) throw new Error(`version ${version} of plan ${planId} is missing`);
  const begins = versions.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > date);
  return { plan, nextVersionFrom: begins.toSorted()[0] };
}

/** The chosen versions by plan id, read and compiled where they are not on the shelf. */
async function compiledVersions(choices: readonly Choice[]): Promise<ReadonlyMap<string, CompiledPlan>> {
  const found = new Map<string, CompiledPlan>();
  const missing = choices.flatMap(({ planId, version }) => {
    if (version === undefined) return [];
    const key = planVersionKey(planId, version);
    const compiled = compiledPlans.get(keyText(key));
    if (compiled !== undefined) found.set(planId, compiled);
    return compiled === undefined ? [key] : [];
  });
  if (missing.length === 0) return found;
  for (const item of (await readItems(missing)).values()) {
    const { plan } = parsePlanVersion(item);
    const compiled = compilePlan(plan);
    found.set(plan.planId, compiled);
    compiledPlans.set(keyText(item), compiled);
    const [oldest] = compiledPlans.keys();
    if (compiledPlans.size > MAX_PLANS && oldest !== undefined) compiledPlans.delete(oldest);
  }
  return found;
}
