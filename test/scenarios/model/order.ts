import type { Decided } from './decision.ts';
import { takenWhole } from './decision.ts';
import type { World } from './plan.ts';
import type { Progress, Standing } from './standing.ts';
import { NOTHING, standing, takenNow } from './standing.ts';

/** What the model remembers of one order. */
export interface ModelOrder {
  readonly orderNo: string;
  readonly month: string;
  /** absent: only a reversal has come */
  decided?: readonly Decided[];
  progress: Progress[];
  /** of an authorization; expiry is a question of the time */
  authorization?: 'open' | 'captured' | 'voided' | 'declined';
  authorizationId?: string;
  expiresAt?: number;
  /** of each number what was sent under it */
  readonly numbers: Map<string, string>;
  facts: string[];
}

export const newOrder = (orderNo: string, month: string): ModelOrder => ({
  ...{ orderNo, month, progress: [], numbers: new Map(), facts: [] },
});

export function decidedAs(
  order: ModelOrder,
  lines: readonly Decided[],
  as: 'settlement' | 'authorization' | 'decline',
): void {
  order.decided = lines;
  order.progress = lines.map(({ amount, quantity }) =>
    as === 'settlement' ? { amount, quantity, returned: 0 } : NOTHING,
  );
  order.facts.push(as);
}

export const isExpired = ({ authorization, expiresAt }: ModelOrder, now: number): boolean =>
  authorization === 'open' && now >= Number(expiresAt);

export const isOpen = (order: ModelOrder, now: number): boolean =>
  order.authorization === 'open' && !isExpired(order, now);

export const isDeclined = ({ facts }: ModelOrder): boolean => facts.includes('decline');

export const wasSettled = ({ progress }: ModelOrder): boolean => progress.some(({ quantity }) => quantity > 0);

/** The status of its authorization. */
export function authorizationStatus(order: ModelOrder, now: number): string {
  if (isExpired(order, now)) return 'expired';
  if (order.authorization !== 'open') return String(order.authorization);
  return order.facts.includes('capture') ? 'partially-captured' : 'authorized';
}

export function statusOf(order: ModelOrder, now: number): string {
  if (order.decided === undefined) return 'reversed-before-arrival';
  if (order.progress.some(({ returned }) => returned > 0)) return returnStatus(order);
  if (order.authorization !== undefined) return authorizationStatus(order, now);
  return isDeclined(order) ? 'declined' : 'settled';
}

export const returnStatus = ({ progress }: ModelOrder): 'reversed' | 'partially-reversed' =>
  progress.every(({ quantity, returned }) => quantity === returned) ? 'reversed' : 'partially-reversed';

export const standings = ({ decided = [], progress }: ModelOrder): readonly Standing[] =>
  decided.map((line, at) => standing(line, progress[at] ?? NOTHING));

/** What an order uses and holds now of the limits and of the deductible. */
export function takenBy(
  world: World,
  order: ModelOrder,
  now: number,
): { readonly used: ReadonlyMap<string, number>; readonly held: ReadonlyMap<string, number> } {
  const { decided } = order;
  if (decided === undefined || isDeclined(order)) return { used: new Map(), held: new Map() };
  const used = takenNow(world, standings(order));
  if (!isOpen(order, now)) return { used, held: new Map() };
  const held = [...takenWhole(world, decided)].map(([id, whole]) => [id, whole - (used.get(id) ?? 0)] as const);
  return { used, held: new Map(held) };
}
