import type { AccumulatorId } from './accumulator.ts';

/** Whose total an accumulator is. A member without a family is a family of one: its totals stand with the member's own. */
export type Holder =
  | { readonly kind: 'member' }
  | { readonly kind: 'family'; readonly familyId: string }
  | { readonly kind: 'pool'; readonly poolId: string };

/** An accumulator's id read backwards: its holder, and the key of its period. */
export function holderOf(id: AccumulatorId): { readonly holder: Holder; readonly period: string } {
  const at = id.indexOf('@');
  const path = at < 0 ? id : id.slice(0, at);
  const period = path.slice(path.lastIndexOf('/') + 1);
  if (id.startsWith('@F:', at)) return { period, holder: { kind: 'family', familyId: id.slice(at + 3) } };
  if (id.startsWith('@P:', at)) return { period, holder: { kind: 'pool', poolId: id.slice(at + 3) } };
  return { period, holder: { kind: 'member' } };
}
