import type { EnrolmentQuestion } from './member-registry.ts';
import type { ItemKey } from './keys.ts';
import { coverageKey, identityKey, keyText, memberKey, planKey, textOf } from './keys.ts';
import type { StoredMember } from './member-item.ts';
import { parseMember } from './member-item.ts';
import type { PlanHead } from './plan-item.ts';
import { parsePlanHead } from './plan-item.ts';
import { readItems } from './read-items.ts';

/** What is known before many rows are written: by coverage number, memberId, keyed hash of an identity and plan. Absent: there is none. */
export interface KnownEnrolments {
  /** false: of coverages and identities only those of the members; others may be there, and only a write would find out */
  readonly isWhole: boolean;
  readonly coverages: Map<string, { readonly insurerId: string; readonly memberId: string }>;
  readonly members: Map<string, StoredMember>;
  readonly identities: Map<string, string>;
  readonly plans: Map<string, PlanHead>;
}

/**
 * The items of many rows, 100 a BatchGetItem and all of them at once. `members`: a third of them. What a member has is its own, and that
 * there is nothing else is what the conditions of a write say as well.
 */
export async function readEnrolments(
  questions: readonly EnrolmentQuestion[],
  which: 'members' | 'all',
): Promise<KnownEnrolments> {
  const [coverages, members] = [new Map<string, ItemKey>(), new Map<string, ItemKey>()];
  const [identities, plans] = [new Map<string, ItemKey>(), new Map<string, ItemKey>()];
  for (const { coverageId, memberId, planId, identityHash } of questions) {
    members.set(memberId, memberKey(memberId));
    plans.set(planId, planKey(planId));
    if (which === 'members') continue;
    coverages.set(coverageId, coverageKey(coverageId));
    if (identityHash !== undefined) identities.set(identityHash, identityKey(identityHash));
  }
  const items = await readItems([coverages, members, identities, plans].flatMap((keys) => [...keys.values()]));
  const found = <Value>(keys: Map<string, ItemKey>, parse: (id: string, item: Found) => Value): Map<string, Value> => {
    const values = new Map<string, Value>();
    for (const [id, key] of keys) {
      const item = items.get(keyText(key));
      if (item !== undefined) values.set(id, parse(id, item));
    }
    return values;
  };
  const known: KnownEnrolments = {
    isWhole: which === 'all',
    coverages: found(coverages, (_, item) => ({
      insurerId: textOf(item, 'insurer'),
      memberId: textOf(item, 'member'),
    })),
    members: found(members, parseMember),
    identities: found(identities, (_, item) => textOf(item, 'm')),
    plans: found(plans, parsePlanHead),
  };
  for (const member of known.members.values()) noteOwn(known, member);
  return known;
}

function noteOwn(known: KnownEnrolments, { memberId, coverages, identityHash }: StoredMember): void {
  for (const { coverageId, insurerId } of coverages) known.coverages.set(coverageId, { insurerId, memberId });
  if (identityHash !== undefined) known.identities.set(identityHash, memberId);
}

type Found = NonNullable<Parameters<typeof parseMember>[1]>;
