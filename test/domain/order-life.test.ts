import { describe, expect, it } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { orderState } from '../../lambdas/domain/order-state.ts';
import { decide, limitOf, orderOf, planWith } from './builders.ts';
import {
  byLimit,
  captureFact,
  decisionFact,
  deliveryFact,
  EXPIRES_AT,
  expiryFact,
  POSTED_AT,
  reversalFact,
  stateOf,
  tombstoneFact,
  units,
  voidFact,
} from './posted-facts.ts';

const plan = planWith({ covers: { items: { codes: ['C-1'] } } }, { limits: [limitOf('year', 10_000)] });
const order = orderOf({ amount: 1_000, quantity: 2 });
const other = orderOf({ amount: 1_000, quantity: 2, code: 'X' });

type Step = (facts: readonly OrderFact[]) => OrderFact;
const settle: Step = (facts) => decisionFact(decide(plan, order), order, 'settlement', facts);
const authorize: Step = (facts) => decisionFact(decide(plan, order), order, 'authorization', facts);
const decline: Step = (facts) => decisionFact(decide(plan, other), other, 'settlement', facts);
const declineAuthorization: Step = (facts) => decisionFact(decide(plan, other), other, 'authorization', facts);
const half: Step = (facts) => captureFact(facts, [{ lineNo: 1, quantity: units(1), amount: 500 }]);
const rest: Step = (facts) => captureFact(facts, undefined, true);
const giveBackOne: Step = (facts) => reversalFact(facts, [{ lineNo: 1, quantity: units(1) }]);
const giveBack: Step = (facts) => reversalFact(facts, undefined);

const lived = (...steps: readonly Step[]): readonly OrderFact[] =>
  steps.reduce<readonly OrderFact[]>((facts, step) => facts.concat(step(facts)), []);

describe('an order', () => {
  it.each<[string, readonly Step[], string, string | undefined, number, number]>([
    ['settled', [settle], 'settled', undefined, 1_000, 0],
    ['declined', [decline], 'declined', undefined, 0, 0],
    ['settled and partly returned', [settle, giveBackOne], 'partially-reversed', undefined, 500, 0],
    ['settled and returned', [settle, giveBackOne, giveBack], 'reversed', undefined, 0, 0],
    ['reversed before it arrives', [tombstoneFact], 'reversed-before-arrival', undefined, 0, 0],
    ['declined when it arrives', [tombstoneFact, tombstoneFact, decline], 'declined', undefined, 0, 0],
    ['authorised', [authorize], 'authorized', 'authorized', 0, 1_000],
    ['declined as an authorization', [declineAuthorization], 'declined', 'declined', 0, 0],
    ['partly captured', [authorize, half], 'partially-captured', 'partially-captured', 500, 500],
    ['captured', [authorize, half, rest], 'captured', 'captured', 1_000, 0],
    ['voided', [authorize, voidFact], 'voided', 'voided', 0, 0],
    ['voided after a part was captured', [authorize, half, voidFact], 'voided', 'voided', 500, 0],
    ['expired', [authorize, expiryFact], 'expired', 'expired', 0, 0],
    ['expired after a part was captured', [authorize, half, expiryFact], 'expired', 'expired', 500, 0],
    ['captured and partly returned', [authorize, rest, giveBackOne], 'partially-reversed', 'captured', 500, 0],
    ['partly captured and returned', [authorize, half, giveBack], 'reversed', 'voided', 0, 0],
    ['dispensed after its hold', [authorize, expiryFact, authorize, rest], 'captured', 'captured', 1_000, 0],
    ['refused after its hold', [authorize, expiryFact, declineAuthorization], 'declined', 'declined', 0, 0],
  ])('%s', (_, steps, status, authorization, used, held) => {
    const facts = lived(...steps);
    const state = stateOf(facts);
    expect([state.status, state.authorization, state.next]).toEqual([status, authorization, facts.length + 1]);
    expect([byLimit(state.used)['year'] ?? 0, byLimit(state.held)['year'] ?? 0]).toEqual([used, held]);
  });

  it('is nothing before anything has happened to it', () => {
    expect(orderState([], POSTED_AT)).toBeUndefined();
  });

  it('that has not arrived has no decision and nothing to refund', () => {
    expect(stateOf(lived(tombstoneFact))).toMatchObject({ decided: undefined, progress: [], refundable: [] });
  });

  it('whose hold ends releases it at the instant, fact or no fact; what was captured stays', () => {
    const facts = lived(authorize, half);
    expect(stateOf(facts, EXPIRES_AT - 1)).toMatchObject({ status: 'partially-captured', held: [{ amount: 500 }] });
    expect(stateOf(facts, EXPIRES_AT)).toMatchObject({ status: 'expired', held: [], used: [{ amount: 500 }] });
    expect(stateOf(lived(authorize, half, rest), EXPIRES_AT).status).toBe('captured');
  });

  it('returned after its hold has ended stays expired', () => {
    const facts = lived(authorize, half);
    const late = { ...reversalFact(facts, undefined), postedAt: EXPIRES_AT };
    expect(stateOf([...facts, late], EXPIRES_AT)).toMatchObject({ status: 'reversed', authorization: 'expired' });
  });

  it('is delivered once that was told, also when it was decided again', () => {
    expect(stateOf(lived(settle)).delivered).toBe(false);
    expect(stateOf(lived(settle, deliveryFact)).delivered).toBe(true);
    expect(stateOf(lived(authorize, expiryFact, deliveryFact, authorize, rest)).delivered).toBe(true);
  });
});
