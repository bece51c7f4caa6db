import type { CoverageAnswer } from '../contracts/coverage-answer.ts';
import type { CoverageRequest, EnrolledIdentity } from '../contracts/coverage.ts';
import { toCoverage } from '../contracts/coverage.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { encryptIdentity } from '../runtime/identity-cipher.ts';
import { hashIdentity, hashName, hashPerson } from '../runtime/identity.ts';
import type { EnrolmentFile, MemberRegistry, OrderPorts, SealedOwner, StoredMember } from './ports.ts';

/** With pauses of up to 320 ms about four seconds, as an order has: many coverages of one member may be enrolled at once. */
const MAX_ATTEMPTS = 24;

/** A member's item is read with every order, so it is kept small; a person with more coverages than this is a mistake. */
const MAX_COVERAGES = 64;

export interface EnrolmentPorts {
  readonly members: Pick<MemberRegistry, 'readEnrolmentFile' | 'writeEnrolment'>;
  readonly keys: () => Promise<ConnectorKeys>;
  readonly pause: OrderPorts['pause'];
}

/** An identity in the forms in which it is compared, found and kept. */
interface KnownPerson extends SealedOwner {
  readonly personHash: string;
  readonly birthDate: string;
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
    requireOwnCoverage(file, coverage, body.memberId);
    requireSamePerson(file, person, coverage, body.memberId);
    const after = enrolled(file.member, body.memberId, coverage, person);
    const answer: Answer = { status: file.coverage === undefined ? 201 : 200, body: receipt(coverage, body.memberId) };
    if (file.member !== undefined && contentDifferences(file.member, after).length === 0)
      return { ...answer, replayed: true };
    const outcome = await ports.members.writeEnrolment(admission, {
      ...{ before: file.member, after },
      newCoverage: file.coverage === undefined ? coverage : undefined,
      identity: file.member?.personHash === person?.personHash ? undefined : person,
    });
    if (outcome === 'written') return answer;
    await ports.pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'Other changes to this member are under way; repeat the same request.');
}

function knownPerson(keys: ConnectorKeys, identity: EnrolledIdentity, memberId: string): KnownPerson {
  return {
    memberId,
    identityHash: hashIdentity(keys, identity),
    nameHash: hashName(keys, identity.name),
    personHash: hashPerson(keys, identity),
    birthDate: identity.birthDate,
    sealed: encryptIdentity(keys, identity, memberId),
  };
}

/** A coverage number of another insurer, and a plan of another insurer, do not exist for this one. */
function requireOwnCoverage(file: EnrolmentFile, { insurerId }: Coverage, memberId: string): void {
  if (file.coverage !== undefined && file.coverage.insurerId !== insurerId) {
    throw new ConnectorError('coverage.out-of-reach', 'There is no such coverage of yours.');
  }
  if (file.plan?.insurerId !== insurerId) {
    const errors = [{ path: 'planId', message: 'is not a plan that you have published' }];
    throw new ConnectorError('coverage.plan-unknown', 'You have published no such plan.', { errors });
  }
  if (file.coverage !== undefined && file.coverage.memberId !== memberId) {
    const errors = [{ path: 'memberId', message: 'is not the member of this coverage' }];
    throw new ConnectorError('coverage.other-member', 'A coverage stays with its member; enrol another one.', {
      errors,
    });
  }
}

/**
 * `memberId` names one person for all insurers, and a person has one `memberId`. An insurer may correct the name, birth date or sex
 * that it has sent itself, as long as no other insurer relies on them.
 */
function requireSamePerson(
  { member, identityMemberId }: EnrolmentFile,
  person: KnownPerson | undefined,
  { insurerId }: Coverage,
  memberId: string,
): void {
  if (person === undefined) return;
  const known = member?.identityHash !== undefined;
  const otherNumber = known && member.identityHash !== person.identityHash;
  const otherPerson = known && member.personHash !== person.personHash;
  const alone = member?.coverages.every((coverage) => coverage.insurerId === insurerId) ?? true;
  if (otherNumber || (otherPerson && !alone) || (identityMemberId !== undefined && identityMemberId !== memberId)) {
    const errors = [{ path: 'identity', message: 'is not the identity known for this memberId' }];
    throw new ConnectorError('member.identity-mismatch', 'This memberId names another person.', { errors });
  }
}

function enrolled(
  before: StoredMember | undefined,
  memberId: string,
  coverage: Coverage,
  person: KnownPerson | undefined,
): StoredMember {
  const others = (before?.coverages ?? []).filter(({ coverageId }) => coverageId !== coverage.coverageId);
  if (others.length >= MAX_COVERAGES) {
    throw new ConnectorError('coverage.too-many', `A member may have ${MAX_COVERAGES} coverages.`);
  }
  const position = before?.coverages.findIndex(({ coverageId }) => coverageId === coverage.coverageId) ?? -1;
  const coverages = position < 0 ? [...others, coverage] : others.toSpliced(position, 0, coverage);
  return {
    memberId,
    revision: before?.revision ?? 0,
    coverages,
    identityHash: person?.identityHash ?? before?.identityHash,
    nameHash: person?.nameHash ?? before?.nameHash,
    personHash: person?.personHash ?? before?.personHash,
    birthDate: person?.birthDate ?? before?.birthDate,
  };
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
