import type { AccumulatorId } from './accumulator.ts';
import { PRESCRIPTION_MARK } from './accumulator.ts';

/** Whose total an accumulator is. A member without a family is a family of one: its totals stand with the member's own. */
export type Holder =
  | { readonly kind: 'member' }
  | { readonly kind: 'family'; readonly familyId: string }
  | { readonly kind: 'pool'; readonly poolId: string }
  | { readonly kind: 'prescription'; readonly prescriptionNo: string };

/** An accumulator's id read backwards: its holder, and the key of its period. */
export function holderOf(id: AccumulatorId): { readonly holder: Holder; readonly period: string } {
  const at = id.indexOf('@');
  const path = at < 0 ? id : id.slice(0, at);
  const period = path.slice(path.lastIndexOf('/') + 1);
  if (id.startsWith('@F:', at)) return { period, holder: { kind: 'family', familyId: id.slice(at + 3) } };
  if (id.startsWith('@P:', at)) return { period, holder: { kind: 'pool', poolId: id.slice(at + 3) } };
  // without a holder behind `@`: of an insurer that happens to have this name, a pool's budget has one
  if (at < 0 && id.startsWith(PRESCRIPTION_MARK)) {
    const [, , prescriptionNo = ''] = id.split('/');
    return { period, holder: { kind: 'prescription', prescriptionNo } };
  }
  return { period, holder: { kind: 'member' } };
}
