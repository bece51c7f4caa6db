import type { CoverageAnswer } from '../contracts/coverage-answer.ts';
import type { CoverageRequest } from '../contracts/coverage.ts';
import { toCoverage } from '../contracts/coverage.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { enrolmentOf, knownPerson } from './enrol-coverage.ts';
import type { MemberRegistry, OrderPorts } from './ports.ts';

/** With pauses of up to 320 ms about four seconds, as an order has: many coverages of one member may be enrolled at once. */
const MAX_ATTEMPTS = 24;

export interface EnrolmentPorts {
  readonly members: Pick<MemberRegistry, 'readEnrolmentFile' | 'writeEnrolment'>;
  readonly keys: () => Promise<ConnectorKeys>;
  readonly pause: OrderPorts['pause'];
}

/** Enrols a member (201) or amends the coverage (200). Amending never rewrites decisions already made. */
export async function putCoverage(ports: EnrolmentPorts, call: Call<CoverageRequest>): Promise<Answer> {
  const { body, caller, path, admission } = call;
  const coverageId = path['coverageId'] ?? '';
  const coverage = toCoverage(body, { insurerId: caller.partnerId, coverageId });
  const person =
    body.identity === undefined ? undefined : knownPerson(await ports.keys(), body.identity, body.memberId);
  const question = { coverageId, memberId: body.memberId, planId: body.planId, identityHash: person?.identityHash };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const file = await ports.members.readEnrolmentFile(question);
    const enrolment = enrolmentOf(file, { coverage, memberId: body.memberId, person });
    const answer: Answer = { status: file.coverage === undefined ? 201 : 200, body: receipt(coverage, body.memberId) };
    if (enrolment === undefined) return { ...answer, replayed: true };
    const outcome = await ports.members.writeEnrolment(admission, enrolment);
    if (outcome === 'written') return answer;
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Other changes to this member are under way; repeat the same request.');
}

function receipt(coverage: Coverage, memberId: string): CoverageAnswer {
  const { coverageId, planId, from, to, status, nationalInsurance, consent, familyId, renewalOf, priority } = coverage;
  return {
    ...{ coverageId, memberId, planId, from, to, status, nationalInsurance, consent },
    ...(familyId !== undefined && { familyId }),
    ...(renewalOf !== undefined && { renewalOf }),
    priority,
  };
}
