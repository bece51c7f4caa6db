import type { PlanAnswer } from '../contracts/plan-answer.ts';
import type { PlanRequest } from '../contracts/plan.ts';
import { planPathErrors } from '../contracts/plan.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import { planFaults } from '../domain/plan-faults.ts';
import type { Referable } from '../domain/reference-faults.ts';
import type { EarlierVersions } from '../domain/version-faults.ts';
import { versionFaults } from '../domain/version-faults.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { OrderPorts, PlanPress, PublishedPlan } from './ports.ts';

/** Publications of all insurers take turns for their numbers, so one may lose several times to others. */
const MAX_ATTEMPTS = 24;

/**
 * Publishes one version of a plan: 201, the same document again 200, another one under the same version 409. A plan that could
 * not be adjudicated is refused with every fault named, and nothing of it is stored.
 */
export async function publishPlan(
  ports: { readonly press: PlanPress; readonly pause: OrderPorts['pause'] },
  { caller, body: plan, path, now, admission }: Call<PlanRequest>,
): Promise<Answer> {
  const errors = planPathErrors(path, plan);
  if (errors.length > 0)
    throw new ConnectorError('request.malformed', 'The document is not the one addressed.', { errors });
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const file = await ports.press.readPlanFile(plan.planId, plan.version);
    if (file.head !== undefined && file.head.insurerId !== caller.partnerId) {
      throw new ConnectorError('plan.out-of-reach', 'There is no such plan of yours.');
    }
    if (file.published !== undefined) return again(file.published, plan);
    // after the number of publications: what exists then was published before this plan
    const referable = await ports.press.readReferable(caller.partnerId, plan);
    const earlier = { count: file.head?.versions.length ?? 0, measures: file.head?.measures ?? {} };
    requireAdjudicable(plan, referable, earlier);
    const published = { plan, publishedAt: now };
    const outcome = await ports.press.writePublication(admission, caller.partnerId, file, published);
    if (outcome === 'written') return { status: 201, body: receipt(published) };
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Other publications are under way; repeat the same request.');
}

function again(published: PublishedPlan, plan: PlanRequest): Answer {
  if (contentDifferences(published.plan, plan).length === 0)
    return { status: 200, body: receipt(published), replayed: true };
  throw new ConnectorError(
    'plan.conflict',
    `Version ${plan.version} is published with another document; use the next number.`,
    {
      extension: { existing: receipt(published) },
    },
  );
}

function requireAdjudicable(plan: PlanRequest, referable: Referable, earlier: EarlierVersions): void {
  const faults = [...planFaults(plan, referable), ...versionFaults(plan, earlier)];
  if (faults.length === 0) return;
  throw new ConnectorError('plan.unpublishable', `The plan has ${faults.length} fault(s) and was not published.`, {
    errors: faults,
  });
}

function receipt({ plan: { planId, version }, publishedAt }: PublishedPlan): PlanAnswer {
  return { planId, version, status: 'published', publishedAt: shanghaiInstant(publishedAt) };
}
