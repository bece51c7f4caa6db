import type { EnrolledIdentity } from '../contracts/coverage.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { Coverage } from '../domain/coverage.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { encryptIdentity } from '../runtime/identity-cipher.ts';
import { hashIdentity, hashName, hashPerson } from '../runtime/identity.ts';
import type { Enrolment, EnrolmentFile, SealedOwner, StoredMember } from './ports.ts';

/** A member's item is read with every order, so it is kept small; a person with more coverages than this is a mistake. */
const MAX_COVERAGES = 64;

/** An identity in the forms in which it is compared, found and kept. */
export interface KnownPerson extends SealedOwner {
  readonly personHash: string;
  readonly birthDate: string;
}

export function knownPerson(keys: ConnectorKeys, identity: EnrolledIdentity, memberId: string): KnownPerson {
  return {
    memberId,
    identityHash: hashIdentity(keys, identity),
    nameHash: hashName(keys, identity.name),
    personHash: hashPerson(keys, identity),
    birthDate: identity.birthDate,
    sealed: encryptIdentity(keys, identity, memberId),
  };
}

/** A coverage as an insurer asks for it, alone or as a row of a file. */
export interface CoverageAsked {
  readonly coverage: Coverage;
  readonly memberId: string;
  readonly person: KnownPerson | undefined;
}

/** What is to be written so that the coverage stands as it is asked for; undefined: it does. Refuses with a `ConnectorError`. */
export function enrolmentOf(file: EnrolmentFile, { coverage, memberId, person }: CoverageAsked): Enrolment | undefined {
  requireOwnCoverage(file, coverage, memberId);
  requireSamePerson(file, person, coverage, memberId);
  const after = enrolled(file.member, memberId, coverage, person);
  if (file.member !== undefined && contentDifferences(file.member, after).length === 0) return undefined;
  return {
    ...{ before: file.member, after },
    newCoverage: file.coverage === undefined ? coverage : undefined,
    identity: file.member?.personHash === person?.personHash ? undefined : person,
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
