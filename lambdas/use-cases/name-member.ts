import type { MemberReferenceBody } from '../contracts/member.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { hashIdentity, hashName } from '../runtime/identity.ts';
import type { MemberRegistry } from './ports.ts';

export interface MemberNamingPorts {
  readonly members: Pick<MemberRegistry, 'findIdentity'>;
  readonly keys: () => Promise<ConnectorKeys>;
}

/** An identity whose name is not the one enrolled is nobody's: the answer must not tell that the number is known. */
export async function memberIdOf(
  { members, keys }: MemberNamingPorts,
  member: MemberReferenceBody,
): Promise<string | undefined> {
  if ('memberId' in member) return member.memberId;
  const stageKeys = await keys();
  const owner = await members.findIdentity(hashIdentity(stageKeys, member));
  return owner?.nameHash === hashName(stageKeys, member.name) ? owner.memberId : undefined;
}
