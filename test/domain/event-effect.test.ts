import { describe, expect, it } from 'vitest';
import type { EventEffect } from '../../lambdas/domain/event-effect.ts';
import { effectOf } from '../../lambdas/domain/event-effect.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { orderState } from '../../lambdas/domain/order-state.ts';
import type { PharmacyEvent } from '../../lambdas/domain/pharmacy-event.ts';
import { decide, limitOf, orderOf, planWith } from './builders.ts';
import {
  captureFact,
  decisionFact,
  deliveryFact,
  EXPIRES_AT,
  expiryFact,
  POSTED_AT,
  reversalFact,
  tombstoneFact,
  units,
  voidFact,
} from './posted-facts.ts';

const plan = planWith({ covers: { items: { codes: ['C-1'] } } }, { limits: [limitOf('year', 10_000)] });
const order = orderOf({ amount: 1_000, quantity: 2 });
const other = orderOf({ amount: 1_000, quantity: 2, code: 'X' });

type Step = (facts: readonly OrderFact[]) => OrderFact;
const submit: Step = (facts) => decisionFact(decide(plan, order), order, 'authorization', facts);
const decline: Step = (facts) => decisionFact(decide(plan, other), other, 'authorization', facts);
const dispense: Step = (facts) => captureFact(facts, undefined, true);
const dispenseOne: Step = (facts) => captureFact(facts, [{ lineNo: 1, quantity: units(1), amount: 500 }], true);
const hospitalCapturesOne: Step = (facts) => captureFact(facts, [{ lineNo: 1, quantity: units(1), amount: 500 }]);
const cancelHold: Step = (facts) => voidFact(facts, { by: 'cancellation', reason: 'out-of-stock' });
const cancelDispensed: Step = (facts) =>
  reversalFact(facts, undefined, { by: 'cancellation', reason: 'refused-at-door' });
const losePrescription: Step = (facts) => voidFact(facts, { by: 'prescription', prescriptionNo: 'RX-1' });
const giveBackOne: Step = (facts) =>
  reversalFact(facts, [{ lineNo: 1, quantity: units(1) }], { by: 'return', returnNo: 'TH-1' });
const giveBackAll: Step = (facts) =>
  reversalFact(facts, [{ lineNo: 1, quantity: units(2) }], { by: 'return', returnNo: 'TH-1' });
const wait: Step = (facts) => ({
  ...deliveryFact(facts),
  ...{ type: 'waiting', event: { webhookId: 'wh-early', occurredAt: POSTED_AT, ...events.delivered } },
});

const lived = (...steps: readonly Step[]): readonly OrderFact[] =>
  steps.reduce<readonly OrderFact[]>((facts, step) => facts.concat(step(facts)), []);

const lineOf = (quantity: number) => ({ lineNo: 1, quantity: units(quantity) });

/** Each event of a pharmacy, and those of which the content decides. */
const events = {
  dispensed: { type: 'order.dispensed', asked: undefined },
  dispensedMore: { type: 'order.dispensed', asked: [{ ...lineOf(2), amount: 1_001 }] },
  delivered: { type: 'order.delivered', deliveredAt: POSTED_AT },
  cancelled: { type: 'order.cancelled', reason: 'out-of-stock' },
  returned: { type: 'order.returned', returnNo: 'TH-2', lines: [lineOf(1)] },
  returnedAgain: { type: 'order.returned', returnNo: 'TH-1', lines: [lineOf(1)] },
  returnedMore: { type: 'order.returned', returnNo: 'TH-3', lines: [lineOf(2.0001)] },
} as const;

function inWords(effect: EventEffect): string {
  switch (effect.effect) {
    case 'applied':
      return effect.fact.type;
    case 'superseded':
      return effect.late ? 'late' : '-';
    case 'refused':
      return effect.faults.map(({ kind }) => kind).join();
    case 'decide-again':
      return `again ${effect.owed}`;
    case 'repeated':
    case 'waiting':
      return effect.effect;
  }
}

const effects = (facts: readonly OrderFact[], now: number) =>
  Object.values(events).map((content) => {
    const event: PharmacyEvent = { webhookId: 'wh-1', occurredAt: POSTED_AT, ...content };
    return inWords(effectOf(event, orderState(facts, now), facts));
  });

const WAITS = Object.values(events).map(() => 'waiting');
const OVERTAKEN = Object.values(events).map(() => '-');
const TOO_MUCH = 'exceeds-settled';

/** `-`: without effect; `late`: without effect, and somebody must look at what was handed over. */
describe('what an event does, by the state of its order', () => {
  it.each<[string, readonly Step[], readonly string[]]>([
    //                                dispensed, of too much, delivered, cancelled, returned, the same again, too much
    ['nothing has come', [], WAITS],
    ['another event waits', [wait], WAITS],
    ['it was reversed before it came', [tombstoneFact], WAITS],
    ['submitted', [submit], ['capture', 'exceeds-authorized', 'delivery', 'void', 'waiting', 'waiting', 'waiting']],
    ['declined', [decline], OVERTAKEN],
    ['declined, and it had been reversed', [tombstoneFact, decline], OVERTAKEN],
    ['dispensed', [submit, dispense], ['-', '-', 'delivery', 'reversal', 'reversal', 'reversal', TOO_MUCH]],
    ['dispensed in part', [submit, dispenseOne], ['-', '-', 'delivery', 'reversal', 'reversal', 'reversal', TOO_MUCH]],
    [
      'captured in part by a request',
      [submit, hospitalCapturesOne],
      ['capture', 'exceeds-authorized,exceeds-authorized', 'delivery', 'reversal', 'reversal', 'reversal', TOO_MUCH],
    ],
    ['delivered', [submit, dispense, deliveryFact], ['-', '-', '-', 'reversal', 'reversal', 'reversal', TOO_MUCH]],
    [
      'delivered before it was dispensed',
      [submit, deliveryFact],
      ['capture', 'exceeds-authorized', '-', 'void', 'waiting', 'waiting', 'waiting'],
    ],
    [
      'returned in part',
      [submit, dispense, giveBackOne],
      ['-', '-', 'delivery', 'reversal', 'reversal', 'repeated', TOO_MUCH],
    ],
    ['returned', [submit, dispense, giveBackAll], ['-', '-', 'delivery', '-', TOO_MUCH, 'repeated', TOO_MUCH]],
    ['cancelled before it was dispensed', [submit, cancelHold], ['late', 'late', '-', '-', '-', '-', '-']],
    ['cancelled after it was dispensed', [submit, dispense, cancelDispensed], OVERTAKEN],
    [
      'cancelled after a part came back',
      [submit, dispense, giveBackOne, cancelDispensed],
      ['-', '-', '-', '-', '-', 'repeated', '-'],
    ],
    ['without its prescription', [submit, losePrescription], ['late', 'late', '-', '-', '-', '-', '-']],
    [
      'told to be expired',
      [submit, expiryFact],
      ['again 1000', 'exceeds-authorized', 'delivery', 'void', 'waiting', 'waiting', 'waiting'],
    ],
    [
      'expired, and delivered',
      [submit, expiryFact, deliveryFact],
      ['again 1000', 'exceeds-authorized', '-', 'void', 'waiting', 'waiting', 'waiting'],
    ],
    ['expired, and cancelled', [submit, expiryFact, cancelHold], ['late', 'late', '-', '-', '-', '-', '-']],
    [
      'dispensed after its hold',
      [submit, expiryFact, submit, dispense],
      ['-', '-', 'delivery', 'reversal', 'reversal', 'reversal', TOO_MUCH],
    ],
    ['refused after its hold', [submit, expiryFact, decline], OVERTAKEN],
  ])('%s', (_, steps, expected) => {
    expect(effects(lived(...steps), POSTED_AT)).toEqual(expected);
  });

  it('a hold ends at its instant, whether that was told or not', () => {
    const facts = lived(submit);
    expect(effects(facts, EXPIRES_AT - 1)[0]).toBe('capture');
    expect(effects(facts, EXPIRES_AT)).toEqual(effects(lived(submit, expiryFact), EXPIRES_AT));
  });

  it('a late dispensing of a part was owed that part', () => {
    const facts = lived(submit);
    const part: PharmacyEvent = {
      ...{ webhookId: 'wh-1', occurredAt: POSTED_AT, type: 'order.dispensed' },
      asked: [{ ...lineOf(1), amount: 250 }],
    };
    expect(inWords(effectOf(part, orderState(facts, EXPIRES_AT), facts))).toBe('again 250');
  });
});
