import { expect } from 'vitest';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { Connector } from './connector.ts';
import type { CoverageDocument } from './documents.ts';
import { consultPlan, coverageOf } from './documents.ts';

/** Publishes a plan as its insurer does. */
export async function publish(
  connector: Connector,
  planId: string,
  over: Partial<PlanRequest> = {},
  insurer: DemoPartnerId = 'insurer-a',
): Promise<void> {
  const plan = consultPlan(planId, over);
  const target = `/v1/plans/${planId}/versions/${plan.version}`;
  expect((await connector.as(insurer).request('PUT', target, plan)).status).toBe(201);
}

/** Publishes a version of a formulary as its insurer does. */
export async function publishFormulary(
  connector: Connector,
  formularyId: string,
  entries: readonly FormularyEntryRequest[],
  version = 1,
  insurer: DemoPartnerId = 'insurer-a',
): Promise<void> {
  const target = `/v1/formularies/${formularyId}/versions/${version}`;
  const published = await connector.as(insurer).request('PUT', target, entries);
  expect([published.status, published.text]).toEqual([201, expect.any(String)]);
}

/** Enrols a member under the coverage `C-<memberId>`, or another that is named. */
export async function enrol(
  connector: Connector,
  memberId: string,
  planId: string,
  over: CoverageDocument = {},
  by: { readonly coverageId?: string; readonly insurer?: DemoPartnerId } = {},
): Promise<void> {
  const { coverageId = `C-${memberId}`, insurer = 'insurer-a' } = by;
  const target = `/v1/coverages/${coverageId}`;
  const enrolled = await connector.as(insurer).request('PUT', target, coverageOf(memberId, planId, over));
  expect([enrolled.status, enrolled.text]).toEqual([201, expect.any(String)]);
}
