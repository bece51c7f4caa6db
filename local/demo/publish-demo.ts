import type { Credential } from '../partners/demo-partners.ts';
import { askAs } from '../signing/partner-client.ts';
import type { PlanDocument } from './demo-documents.ts';
import { formularyDocuments, planDocuments } from './demo-documents.ts';
import { demoMembers } from './demo-members.ts';

export interface Demo {
  readonly plans: readonly string[];
  readonly members: readonly string[];
  /** what could not be published or enrolled, a sentence each */
  readonly faults: readonly string[];
}

const DEMO_INSURER = 'insurer-a';
/** the plan of the demo members, where it is among the documents */
const DEMO_PLAN = 'ehealth-direct';

/**
 * Publishes every document of `plansDir` for the demo insurer, lists of items before the plans that decide by them, and enrols its
 * members, through the public API like anyone else. Doing it again changes nothing; a document that was changed under its old
 * version is refused, and said.
 */
export async function publishDemo(base: URL, credentials: readonly Credential[], plansDir: string): Promise<Demo> {
  const insurer = credentials.find(({ partnerId }) => partnerId === DEMO_INSURER);
  if (!insurer) return { plans: [], members: [], faults: [`${DEMO_INSURER} has no credentials`] };
  const faults: string[] = [];
  const put = async (path: string, content: unknown): Promise<boolean> => {
    const body = Buffer.from(JSON.stringify(content));
    const answer = await askAs(insurer, { method: 'PUT', url: new URL(path, base), body }, Date.now());
    if (answer.status < 300) return true;
    faults.push(`PUT ${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    return false;
  };

  for (const { path, entries } of formularyDocuments(plansDir)) await put(path, entries);
  const published: PlanDocument[] = [];
  for (const plan of planDocuments(plansDir)) {
    if (await put(`/v1/plans/${plan.planId}/versions/${plan.version}`, plan)) published.push(plan);
  }
  const plan = published.find(({ planId }) => planId === DEMO_PLAN) ?? published[0];
  const members: string[] = [];
  for (const { memberId, coverageId, identity } of plan ? demoMembers : []) {
    const coverage = { memberId, planId: plan?.planId, ...coverageTerms(), identity };
    if (await put(`/v1/coverages/${coverageId}`, coverage)) members.push(memberId);
  }
  return { plans: published.map(({ planId, version }) => `${planId} v${version}`), members, faults };
}

/** From the beginning of last year, so that no waiting time stands in the way of the story, to the end of the next. */
function coverageTerms() {
  const year = new Date().getUTCFullYear();
  return {
    from: `${year - 1}-01-01`,
    to: `${year + 1}-12-31`,
    status: 'active',
    nationalInsurance: false,
    consent: true,
  };
}
