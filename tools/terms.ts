import type { Term } from '../lambdas/storage/partner-item.ts';
import { isActive, MAX_ACTIVE } from '../lambdas/storage/partner-item.ts';
import { Refusal } from './refusal.ts';

/** What has ended stays on the record, so that its name is not given again; the oldest go. */
const MAX_KEPT = 10;

/** Adds a key or a secret to a partner's. `what` is in the plural, as in "active keys". */
export function withTerm<One extends Term>(
  ones: readonly One[],
  added: One,
  what: string,
  now: number,
): readonly One[] {
  const begins = added.from === undefined ? now : Math.max(now, Date.parse(added.from));
  if (added.until !== undefined && Date.parse(added.until) <= begins) throw new Refusal('it would never be active');
  const all = trimmed([...ones, added], now);
  if (mostActiveAtOnce(all, now) > MAX_ACTIVE) {
    throw new Refusal(`there would be more than ${MAX_ACTIVE} active ${what}: retire one first`);
  }
  return all;
}

/** Ends a key or a secret at an instant; one that has ended stays ended. */
export function ended<One extends Term>(ones: readonly One[], one: One, name: string, at: number): readonly One[] {
  if (one.until !== undefined && Date.parse(one.until) <= at) {
    throw new Refusal(`${name} ends at ${one.until} already`);
  }
  const until = new Date(at).toISOString();
  return ones.map((other) => (other === one ? { ...other, until } : other));
}

/** The number can only rise where one begins. */
function mostActiveAtOnce(ones: readonly Term[], now: number): number {
  const beginnings = ones.map(({ from }) => Math.max(now, from === undefined ? now : Date.parse(from)));
  return Math.max(...beginnings.map((instant) => ones.filter((one) => isActive(one, instant)).length));
}

function trimmed<One extends Term>(ones: readonly One[], now: number): readonly One[] {
  const hasEnded = ({ until }: One) => until !== undefined && Date.parse(until) <= now;
  const surplus = new Set(ones.filter(hasEnded).slice(0, Math.max(0, ones.length - MAX_KEPT)));
  return ones.filter((one) => !surplus.has(one));
}
