import { contentDifferences } from './content-differences.ts';
import type { Order } from './order.ts';

/** The fields in which two orders under one number differ, named as they were sent; empty: the same content. */
export function orderDifferences(one: Order, other: Order): readonly string[] {
  return [...new Set(contentDifferences(one, other).map((path) => sentAs[path] ?? path))];
}

/** A member is compared by number or by hashes, and named as the field that was sent. */
const sentAs: Readonly<Record<string, string>> = {
  'member.by': 'member',
  'member.identityHash': 'member.idNo',
  'member.nameHash': 'member.name',
};
