import * as z from 'zod';
import type { MemberReference } from '../domain/order.ts';
import { chosenUnion } from './chosen-union.ts';
import { identifier, nameText, residentId } from './primitives.ts';

export const idType = z.enum(['resident-id']);

export const memberByNumber = z.strictObject({ memberId: identifier });
export const memberByIdentity = z.strictObject({ idType, idNo: residentId, name: nameText });

const IDENTITY_FIELDS = ['idType', 'idNo', 'name'] as const;

/** A member as a provider names one: by number, or by an identity that is matched against the enrolment. */
export const memberReference = chosenUnion([memberByNumber, memberByIdentity], (value) => {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && !('memberId' in value) && IDENTITY_FIELDS.some((field) => field in value) ? 1 : 0;
});

export type MemberReferenceBody = z.infer<typeof memberReference>;
type Identity = z.infer<typeof memberByIdentity>;

/** Turns an identity into keyed hashes: what is looked up and compared, since no number or name is stored in clear. */
export type HashIdentity = (identity: Identity) => { readonly identityHash: string; readonly nameHash: string };

export function toMemberReference(member: MemberReferenceBody, hashIdentity: HashIdentity): MemberReference {
  if ('memberId' in member) return { by: 'memberId', memberId: member.memberId };
  return { by: 'identity', ...hashIdentity(member) };
}
