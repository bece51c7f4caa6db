import type { CalendarDate } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import type { EarlierVersions } from '../domain/version-faults.ts';
import type { Item } from './keys.ts';
import { numberOf, planKey, planVersionKey, textOf } from './keys.ts';

/** What is known of a plan without its documents: whose it is and when its versions are in force. */
export interface PlanHead {
  readonly planId: string;
  readonly insurerId: string;
  readonly revision: number;
  readonly versions: readonly PlanVersionDates[];
  /** of every limit id that a version has used */
  readonly measures: EarlierVersions['measures'];
}

export interface PlanVersionDates {
  readonly version: number;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo: CalendarDate | undefined;
  /** which of all publications it was */
  readonly publication: number;
}

type PackedVersion = readonly [version: number, effectiveFrom: string, effectiveTo: string | 0, publication: number];

export function planHeadItem({ planId, insurerId, revision, versions, measures }: PlanHead): Item {
  const packed = versions.map(({ version, effectiveFrom, effectiveTo, publication }): PackedVersion => [
    version,
    effectiveFrom,
    effectiveTo ?? 0,
    publication,
  ]);
  return {
    ...planKey(planId),
    insurer: { S: insurerId },
    r: { N: String(revision) },
    versions: { S: JSON.stringify(packed) },
    measures: { S: JSON.stringify(measures) },
  };
}

export function parsePlanHead(planId: string, item: Item): PlanHead {
  const packed = JSON.parse(textOf(item, 'versions')) as PackedVersion[];
  return {
    planId,
    insurerId: textOf(item, 'insurer'),
    revision: numberOf(item, 'r'),
    versions: packed.map(([version, effectiveFrom, effectiveTo, publication]) => ({
      ...{ version, effectiveFrom, publication },
      effectiveTo: effectiveTo === 0 ? undefined : effectiveTo,
    })),
    measures: JSON.parse(textOf(item, 'measures')) as EarlierVersions['measures'],
  };
}

/** One published version: the document as it was sent, and the instant of publication (epoch milliseconds). */
export interface PublishedPlan {
  readonly plan: Plan;
  readonly publishedAt: number;
}

export function planVersionItem({ plan, publishedAt }: PublishedPlan): Item {
  return {
    ...planVersionKey(plan.planId, plan.version),
    plan: { S: JSON.stringify(plan) },
    at: { N: String(publishedAt) },
  };
}

export function parsePlanVersion(item: Item): PublishedPlan {
  return { plan: JSON.parse(textOf(item, 'plan')) as Plan, publishedAt: numberOf(item, 'at') };
}
