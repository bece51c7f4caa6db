import type { Coverage, Member } from '../domain/coverage.ts';
import type { Item } from './keys.ts';
import { textOf } from './keys.ts';

/** A member as stored: what decisions need, and the keyed hashes by which an identity is recognised. No number, no name. */
export interface StoredMember extends Member {
  readonly revision: number;
  readonly identityHash?: string | undefined;
  readonly nameHash?: string | undefined;
  /** over name, birth date and sex together: a second insurer's identity must be the same person's */
  readonly personHash?: string | undefined;
}

type PackedCoverage = readonly [
  coverageId: string,
  insurerId: string,
  planId: string,
  from: string,
  to: string,
  status: Coverage['status'],
  nationalInsurance: 0 | 1,
  consent: 0 | 1,
  priority: number,
  familyId: string | 0,
  renewalOf: string | 0,
];

/**
 * The attributes of a member's item that enrolment writes. The balances of a lifetime stand beside them (`b`, `br`, `d`, `h`): those are
 * the settlements', and no name may be both.
 */
export function memberAttributes(member: StoredMember): Item {
  const { identityHash, nameHash, personHash, birthDate } = member;
  return {
    c: { S: JSON.stringify(member.coverages.map(packCoverage)) },
    ...(identityHash !== undefined && { i: { S: identityHash } }),
    ...(nameHash !== undefined && { n: { S: nameHash } }),
    ...(personHash !== undefined && { p: { S: personHash } }),
    ...(birthDate !== undefined && { y: { S: birthDate } }),
  };
}

export function parseMember(memberId: string, item: Item): StoredMember {
  return {
    memberId,
    revision: Number(item['r']?.N ?? 0),
    coverages: (JSON.parse(textOf(item, 'c')) as PackedCoverage[]).map(unpackCoverage),
    identityHash: item['i']?.S,
    nameHash: item['n']?.S,
    personHash: item['p']?.S,
    birthDate: item['y']?.S,
  };
}

function packCoverage(coverage: Coverage): PackedCoverage {
  const { coverageId, insurerId, planId, from, to, status, priority } = coverage;
  const flags = [coverage.nationalInsurance ? 1 : 0, coverage.consent ? 1 : 0] as const;
  return [
    coverageId,
    insurerId,
    planId,
    from,
    to,
    status,
    ...flags,
    priority,
    coverage.familyId ?? 0,
    coverage.renewalOf ?? 0,
  ];
}

function unpackCoverage(packed: PackedCoverage): Coverage {
  const [coverageId, insurerId, planId, from, to, status, nationalInsurance, consent, priority, familyId, renewalOf] =
    packed;
  return {
    ...{ coverageId, insurerId, planId, from, to, status, priority },
    nationalInsurance: nationalInsurance === 1,
    consent: consent === 1,
    familyId: familyId === 0 ? undefined : familyId,
    renewalOf: renewalOf === 0 ? undefined : renewalOf,
  };
}
