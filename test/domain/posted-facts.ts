import { expect } from 'vitest';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import { billingOf } from '../../lambdas/domain/billing.ts';
import { captureOf } from '../../lambdas/domain/capture.ts';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { AskedLine, CaptureFact, Cause, ReturnedLine, ReversalFact } from '../../lambdas/domain/later-fact.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { returnOf } from '../../lambdas/domain/order-return.ts';
import type { OrderState } from '../../lambdas/domain/order-state.ts';
import { orderState } from '../../lambdas/domain/order-state.ts';
import { UNITS_PER_ONE } from '../../lambdas/domain/quantity.ts';
import { HOSPITAL } from './builders.ts';

/** The facts of an order as the use cases would post them, one a second. */
export const POSTED_AT = Date.parse('2026-06-15T04:00:00Z');
export const EXPIRES_AT = POSTED_AT + 3_600_000;

/** A quantity in whole units. */
export const units = (quantity: number): number => quantity * UNITS_PER_ONE;

function headOf(facts: readonly OrderFact[]) {
  const sequence = facts.length + 1;
  const postedAt = POSTED_AT + facts.length * 1_000;
  return { providerId: HOSPITAL, orderNo: 'O-1', sequence, postedAt, businessDate: '2026-06-15' };
}

/** The fact of a decision, after those posted before it. A refused order is declined, whatever was asked. */
export function decisionFact(
  { decision, draws, fills }: Adjudication,
  order: Order,
  type: DecisionFact['type'],
  before: readonly OrderFact[] = [],
): DecisionFact {
  return {
    ...headOf(before),
    ...{ type: decision.refused ? 'decline' : type, memberId: 'M-1', order, decision, draws, fills },
    basis: {
      ...{ found: 'member', memberRevision: 1, publications: 0, pools: new Map(), prescription: undefined },
      latestFills: new Map(),
    },
    expiresAt: type === 'authorization' ? EXPIRES_AT + before.length * 1_000 : undefined,
  };
}

/** The state right after the last fact. */
export function stateOf(facts: readonly OrderFact[], now = POSTED_AT): OrderState {
  const state = orderState(facts, now);
  if (state === undefined) throw new Error('nothing has happened to the order');
  return state;
}

function decidedOf(facts: readonly OrderFact[]): DecisionFact {
  const { decided } = stateOf(facts);
  if (decided === undefined) throw new Error('the order has not come');
  return decided;
}

export function captureFact(
  facts: readonly OrderFact[],
  asked: readonly AskedLine[] | undefined,
  final = false,
): CaptureFact {
  const capture = captureOf(stateOf(facts), { asked, final });
  if ('faults' in capture) throw new Error(JSON.stringify(capture.faults));
  const head = { ...headOf(facts), billing: billingOf(decidedOf(facts)) };
  return { ...head, type: 'capture', captureNo: `C-${facts.length}`, asked, final, ...capture };
}

export function reversalFact(
  facts: readonly OrderFact[],
  asked: readonly ReturnedLine[] | undefined,
  cause: ReversalFact['cause'] = { by: 'reversal', reversalNo: `R-${facts.length}`, reason: 'returned' },
): ReversalFact {
  const back = returnOf(stateOf(facts), asked);
  if ('faults' in back) throw new Error(JSON.stringify(back.faults));
  return { ...headOf(facts), type: 'reversal', cause, asked, ...back, billing: billingOf(decidedOf(facts)) };
}

export const voidFact = (facts: readonly OrderFact[], cause: Cause = { by: 'void' }): OrderFact => ({
  ...headOf(facts),
  ...{ type: 'void', cause },
});

export const expiryFact = (facts: readonly OrderFact[]): OrderFact => ({ ...headOf(facts), type: 'expiry' });

export const tombstoneFact = (facts: readonly OrderFact[]): OrderFact => ({
  ...headOf(facts),
  ...{ type: 'tombstone', reversalNo: 'R-0', reason: 'cancelled', asked: undefined },
});

export const deliveryFact = (facts: readonly OrderFact[]): OrderFact => ({
  ...headOf(facts),
  ...{ type: 'delivery', deliveredAt: POSTED_AT },
});

/** Draws by the name of the limit. */
export const byLimit = (draws: OrderState['used']): Record<string, number> =>
  Object.fromEntries(draws.map(({ accumulatorId, amount }) => [limitOf(accumulatorId), amount]));

function limitOf(accumulatorId: string): string {
  const [owner = '', plan, limit = ''] = accumulatorId.split('/');
  return plan === '' ? `${owner} ${limit}` : limit;
}

/** Whether every term is a whole number that is not negative, and the bill of each line adds up. */
export function expectMoved(lines: readonly CaptureFact['lines'][number][]): void {
  for (const { billed, priorPaid, insurer, patient, writeOff, quantity, shares } of lines) {
    const terms = [billed, priorPaid, insurer, patient, writeOff, quantity, ...shares.map(({ amount }) => amount)];
    expect(terms.every((term) => Number.isSafeInteger(term) && term >= 0)).toBe(true);
    expect(priorPaid + insurer + patient + writeOff).toBe(billed);
    expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(insurer);
    expect(shares.every(({ amount }) => amount > 0)).toBe(true);
  }
}
