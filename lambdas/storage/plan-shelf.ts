import type { CalendarDate } from '../domain/calendar.ts';
import type { CompiledPlan } from '../domain/compiled-plan.ts';
import { compilePlan, isInForce } from '../domain/compiled-plan.ts';
import { planKey, planVersionKey, keyText } from './keys.ts';
import type { PlanHead } from './plan-item.ts';
import { parsePlanHead, parsePlanVersion } from './plan-item.ts';
import { readItems } from './read-items.ts';

/** The version of a plan that decides orders of a date, or when the next one begins. */
export interface PlanOnDate {
  readonly plan: CompiledPlan | undefined;
  readonly nextVersionFrom: CalendarDate | undefined;
}

interface ShelvedPlan {
  readonly head: PlanHead | undefined;
  /** the number of publications at which the head was read */
  readonly publications: number;
  readonly compiled: Map<number, CompiledPlan>;
}

/** As many plans as a function of 512 MB holds with ease; the one longest on the shelf makes room. */
const MAX_PLANS = 500;

const shelf = new Map<string, ShelvedPlan>();

/**
 * Versions never change, so compiled plans are kept. Which versions exist does change: an order carries the number of publications
 * read together with it, and a head read at another number is read again. So the plan is the highest version published when the
 * order arrived, without a read of its own as long as nothing is published.
 */
export async function plansOnDate(
  planIds: readonly string[],
  date: CalendarDate,
  publications: number,
): Promise<ReadonlyMap<string, PlanOnDate>> {
  const plans = await shelvedPlans(new Set(planIds), publications);
  const choices = [...plans].map(([planId, shelved]) => ({
    planId,
    shelved,
    version: versionInForce(shelved.head, date),
  }));
  await compileMissing(choices);
  return new Map(choices.map(({ planId, shelved, version }) => [planId, onDate(planId, shelved, version, date)]));
}

interface Choice {
  readonly planId: string;
  readonly shelved: ShelvedPlan;
  readonly version: number | undefined;
}

/** docs/plans.md A: the highest version published among those in force on the date. */
function versionInForce(head: PlanHead | undefined, date: CalendarDate): number | undefined {
  const inForce = (head?.versions ?? []).filter((dates) => isInForce(dates, date)).map(({ version }) => version);
  return inForce.length === 0 ? undefined : Math.max(...inForce);
}

function onDate(
  planId: string,
  { head, compiled }: ShelvedPlan,
  version: number | undefined,
  date: CalendarDate,
): PlanOnDate {
  const plan = version === undefined ? undefined : compiled.get(version);
  if (version !== undefined && plan === undefined) throw new Error(`version ${version} of plan ${planId} is missing`);
  const begins = (head?.versions ?? []).map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > date);
  return { plan, nextVersionFrom: begins.toSorted()[0] };
}

async function shelvedPlans(
  planIds: ReadonlySet<string>,
  publications: number,
): Promise<ReadonlyMap<string, ShelvedPlan>> {
  const fresh = new Map<string, ShelvedPlan>();
  const stale: string[] = [];
  for (const planId of planIds) {
    const shelved = shelf.get(planId);
    if (shelved?.publications === publications) fresh.set(planId, shelved);
    else stale.push(planId);
  }
  if (stale.length === 0) return fresh;
  const items = await readItems(stale.map((planId) => planKey(planId)));
  for (const planId of stale) {
    const item = items.get(keyText(planKey(planId)));
    const compiled = shelf.get(planId)?.compiled ?? new Map<number, CompiledPlan>();
    fresh.set(planId, putOnShelf(planId, { head: item && parsePlanHead(planId, item), publications, compiled }));
  }
  return fresh;
}

function putOnShelf(planId: string, shelved: ShelvedPlan): ShelvedPlan {
  shelf.delete(planId);
  shelf.set(planId, shelved);
  const [oldest] = shelf.keys();
  if (shelf.size > MAX_PLANS && oldest !== undefined) shelf.delete(oldest);
  return shelved;
}

async function compileMissing(choices: readonly Choice[]): Promise<void> {
  const missing = choices.flatMap(({ planId, shelved, version }) =>
    version === undefined || shelved.compiled.has(version) ? [] : [planVersionKey(planId, version)],
  );
  if (missing.length === 0) return;
  for (const item of (await readItems(missing)).values()) {
    const { plan } = parsePlanVersion(item);
    choices.find(({ planId }) => planId === plan.planId)?.shelved.compiled.set(plan.version, compilePlan(plan));
  }
}
