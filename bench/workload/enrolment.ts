import { readFileSync } from 'node:fs';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { CoverageRequest } from '../../lambdas/contracts/coverage.ts';
import { toCoverage } from '../../lambdas/contracts/coverage.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import { memberKey } from '../../lambdas/storage/keys.ts';
import { memberAttributes } from '../../lambdas/storage/member-item.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { Stage } from '../engine/stage.ts';
import { handled, handlerOf, signedEvent } from './requests.ts';

export const INSURER = 'insurer-a' satisfies DemoPartnerId;

/** The plan that ships with the product: a consult draws on two of its limits and shows three. */
export const benchPlan = JSON.parse(
  readFileSync(new URL('../../plans/ehealth-direct.json', import.meta.url), 'utf8'),
) as PlanRequest;

export function coverageOf(memberId: string, planId = benchPlan.planId): CoverageRequest {
  return {
    ...{ memberId, planId, from: '2025-01-01', to: '2027-12-31', status: 'active' },
    ...{ nationalInsurance: false, consent: true },
  };
}

export async function publishBenchPlan(stage: Stage, version = benchPlan.version): Promise<void> {
  const target = `/v1/plans/${benchPlan.planId}/versions/${version}`;
  const content = { ...benchPlan, version };
  const event = signedEvent({ from: stage.credential(INSURER), method: 'PUT', target, content });
  await handled(await handlerOf('plans'), event, 201);
}

const BATCH = 25;

/** Puts members straight into the table, as enrolment would have left them: thousands are needed, and enrolling is not measured. */
export async function seedMembers(
  { client, tableName }: Pick<Stage, 'client' | 'tableName'>,
  memberIds: readonly string[],
  planId = benchPlan.planId,
): Promise<void> {
  for (let first = 0; first < memberIds.length; first += BATCH) {
    const puts = memberIds.slice(first, first + BATCH).map((memberId) => {
      const coverage = toCoverage(coverageOf(memberId, planId), { insurerId: INSURER, coverageId: `C-${memberId}` });
      const attributes = memberAttributes({ memberId, revision: 1, coverages: [coverage] });
      return { PutRequest: { Item: { ...memberKey(memberId), ...attributes, r: { N: '1' } } } };
    });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: puts } }));
  }
}
