import type { Plan } from '../domain/plan.ts';
import { measuresWith } from '../domain/version-faults.ts';
import { numberingKey, publicationsOf, publicationWrites } from './catalogue.ts';
import { tableName } from './dynamodb-client.ts';
import { keyText, planKey, planVersionKey } from './keys.ts';
import type { PlanHead, PublishedPlan } from './plan-item.ts';
import { parsePlanHead, parsePlanVersion, planHeadItem, planVersionItem } from './plan-item.ts';
import { readItems } from './read-items.ts';
import type { Outcome } from './transact.ts';
import { transact } from './transact.ts';

/** A plan as far as it is published, and the version in question if it is. */
export interface PlanFile {
  readonly head: PlanHead | undefined;
  readonly published: PublishedPlan | undefined;
  /** how many publications there were */
  readonly publications: number;
}

export async function readPlanFile(planId: string, version: number): Promise<PlanFile> {
  const [ofPlan, ofVersion] = [planKey(planId), planVersionKey(planId, version)];
  const items = await readItems([ofPlan, ofVersion, numberingKey]);
  const [head, published] = [items.get(keyText(ofPlan)), items.get(keyText(ofVersion))];
  return {
    head: head && parsePlanHead(planId, head),
    published: published && parsePlanVersion(published),
    publications: publicationsOf(items.get(keyText(numberingKey))),
  };
}

/** Publishes a version: its document, the plan's list of versions, and word to every function. All of it or nothing. */
export async function writePublication(
  admission: Promise<void>,
  insurerId: string,
  { head, publications }: PlanFile,
  published: PublishedPlan,
): Promise<Outcome['outcome']> {
  const TableName = tableName();
  const outcome = await transact(admission, [
    { Put: { TableName, Item: planVersionItem(published), ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Put: {
        TableName,
        Item: planHeadItem(withVersion(insurerId, head, published.plan, publications + 1)),
        ...(head === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'r = :r', ExpressionAttributeValues: { ':r': { N: String(head.revision) } } }),
      },
    },
    ...publicationWrites(publications),
  ]);
  return outcome.outcome;
}

function withVersion(insurerId: string, head: PlanHead | undefined, plan: Plan, publication: number): PlanHead {
  const { planId, version, effectiveFrom, effectiveTo } = plan;
  return {
    ...{ planId, insurerId },
    revision: (head?.revision ?? 0) + 1,
    versions: [...(head?.versions ?? []), { version, effectiveFrom, effectiveTo, publication }],
    measures: measuresWith(plan, head?.measures ?? {}),
  };
}
