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
  readonly coverages: Map<string, { readonly insurerId: string; readonly memberId: string }>;
  readonly members: Map<string, StoredMember>;
  readonly identities: Map<string, string>;
  readonly plans: Map<string, PlanHead>;
}

/** The items of many rows, 100 a BatchGetItem and all of them at once. */
export async function readEnrolments(questions: readonly EnrolmentQuestion[]): Promise<KnownEnrolments> {
  const [coverages, members] = [new Map<string, ItemKey>(), new Map<string, ItemKey>()];
  const [identities, plans] = [new Map<string, ItemKey>(), new Map<string, ItemKey>()];
  for (const { coverageId, memberId, planId, identityHash } of questions) {
    coverages.set(coverageId, coverageKey(coverageId));
    members.set(memberId, memberKey(memberId));
    plans.set(planId, planKey(planId));
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
  return {
    coverages: found(coverages, (_, item) => ({
      insurerId: textOf(item, 'insurer'),
      memberId: textOf(item, 'member'),
    })),
    members: found(members, parseMember),
    identities: found(identities, (_, item) => textOf(item, 'm')),
    plans: found(plans, parsePlanHead),
  };
}

type Found = NonNullable<Parameters<typeof parseMember>[1]>;
