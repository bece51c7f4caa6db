import { describe, expect, it } from 'vitest';
import {
  orderCancelled,
  orderDelivered,
  orderDispensed,
  orderReturned,
  orderSubmitted,
  pharmacyEvent,
} from '../../lambdas/contracts/pharmacy-event.ts';
import { fullEvents } from './full-events.ts';
import { badPaths, changed } from './spoil.ts';

const { submitted, dispensed, delivered, cancelled, returned } = fullEvents;

describe('an event', () => {
  it.each(Object.entries(fullEvents))('%s is taken as it is', (_, event) => {
    expect(pharmacyEvent.parse(event)).toEqual(event);
  });

  it.each([
    ['of an unknown type', { ...cancelled, type: 'order.lost' }],
    ['of a type that is a name of every object', { ...cancelled, type: 'constructor' }],
    ['whose type is no text', { ...cancelled, type: 7 }],
  ])('%s is refused by its type alone', (_, event) => {
    expect(badPaths(pharmacyEvent, event)).toEqual(['type']);
  });

  it('of an unknown type is still told of its other bad fields, as far as every event has them', () => {
    const event = { type: 'order.lost', occurredAt: 'now', sequence: 0, data: { any: 1 }, more: true };
    expect(badPaths(pharmacyEvent, event)).toEqual(['more', 'occurredAt', 'sequence', 'type']);
  });

  it.each([
    ['null', null],
    ['a list', [cancelled]],
    ['a text', 'order.cancelled'],
  ])('is never %s', (_, body) => {
    expect(pharmacyEvent.safeParse(body).success).toBe(false);
  });

  it('is read by its own type: the data of another are not taken', () => {
    expect(badPaths(pharmacyEvent, { ...delivered, data: cancelled.data })).toEqual([
      'data.deliveredAt',
      'data.reason',
    ]);
  });
});

describe('the bounds of an event', () => {
  it.each([
    [1, true],
    [1_000_000_000, true],
    [0, false],
    [1_000_000_001, false],
    [1.5, false],
    ['1', false],
  ])('a sequence of %s: %s', (sequence, taken) => {
    for (const event of Object.values(fullEvents)) {
      expect(badPaths(pharmacyEvent, { ...event, sequence })).toEqual(taken ? [] : ['sequence']);
    }
  });

  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ lineNo: index + 1, quantity: '1', amount: 1 }));
  const returnLines = (count: number) => lines(count).map(({ amount: _amount, ...line }) => line);

  it('50 lines are dispensed or returned at once, not 51 and not none', () => {
    for (const [schema, event, make] of [
      [orderDispensed, dispensed, lines],
      [orderReturned, returned, returnLines],
    ] as const) {
      const withLines = (count: number) => badPaths(schema, changed(event, ['data', 'lines'], make(count)));
      expect([withLines(50), withLines(51), withLines(0)]).toEqual([[], ['data.lines'], ['data.lines']]);
    }
  });

  it('a line comes once, and both places are named where it does not', () => {
    for (const [event, make] of [
      [dispensed, lines],
      [returned, returnLines],
    ] as const) {
      const twice = [...make(2), ...make(1)];
      expect(badPaths(pharmacyEvent, changed(event, ['data', 'lines'], twice))).toEqual([
        'data.lines[0].lineNo',
        'data.lines[2].lineNo',
      ]);
    }
  });

  it.each(['0', '0.0', '-1', '100000', '1.23456', 1])('a quantity of %s is refused', (quantity) => {
    for (const event of [dispensed, returned]) {
      expect(badPaths(pharmacyEvent, changed(event, ['data', 'lines', 0, 'quantity'], quantity))).toEqual([
        'data.lines[0].quantity',
      ]);
    }
  });

  it('a reason has at most 200 characters on one line', () => {
    const withReason = (reason: string) => badPaths(orderCancelled, changed(cancelled, ['data', 'reason'], reason));
    expect([withReason('因'.repeat(200)), withReason('x'.repeat(201)), withReason('a\nb'), withReason(' ')]).toEqual([
      [],
      ['data.reason'],
      ['data.reason'],
      ['data.reason'],
    ]);
  });

  it('an order in it is held to all that holds for an order', () => {
    const order = (over: object) => ({ ...submitted, data: { ...submitted.data, ...over } });
    expect(badPaths(orderSubmitted, order({ quoteToken: 'q1.x.y' }))).toEqual(['data.quoteToken']);
    expect(
      badPaths(orderSubmitted, order({ priorPayments: [{ payer: 'employer', lineNo: 2, amount: 4_501 }] })),
    ).toEqual(['data.priorPayments[0].amount']);
    expect(badPaths(orderDelivered, changed(delivered, ['data', 'deliveredAt'], '2026-11-21'))).toEqual([
      'data.deliveredAt',
    ]);
  });
});
