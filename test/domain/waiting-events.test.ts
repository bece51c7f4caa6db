import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { PharmacyEvent } from '../../lambdas/domain/pharmacy-event.ts';
import { waitingEvents } from '../../lambdas/domain/pharmacy-event.ts';

const HEAD = { providerId: 'pharmacy-a', orderNo: 'O-1', postedAt: 0, businessDate: '2026-06-15' };

/** As they came, each with the next number of the order. */
const waitingFacts = (events: readonly PharmacyEvent[]): readonly OrderFact[] =>
  events.map((event, index) => ({ ...HEAD, sequence: index + 1, type: 'waiting', event }));

const contents = fc.constantFrom(
  { type: 'order.dispensed', asked: undefined } as const,
  { type: 'order.delivered', deliveredAt: 0 } as const,
  { type: 'order.returned', returnNo: 'TH-1', lines: [] } as const,
  { type: 'order.cancelled', reason: 'out-of-stock' } as const,
);
const event: fc.Arbitrary<PharmacyEvent> = fc
  .record({
    content: contents,
    webhookId: fc.string({ minLength: 1, maxLength: 4 }),
    occurredAt: fc.integer({ min: 0, max: 3 }),
    sequence: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  })
  .map(({ content, ...head }) => ({ ...head, ...content }));
const events = fc.uniqueArray(event, { selector: ({ webhookId }) => webhookId, maxLength: 7 });

it('events that wait have one order, however they came, with or without numbers', () => {
  const shuffled = events.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, other]) => {
      expect(waitingEvents(waitingFacts(other))).toEqual(waitingEvents(waitingFacts(all)));
    }),
    { numRuns: 2_000 },
  );
});

it('an event that had its turn waits no more', () => {
  fc.assert(
    fc.property(events, fc.nat(), (all, chosen) => {
      const before = waitingEvents(waitingFacts(all));
      const handled = before[chosen % Math.max(1, before.length)];
      if (handled === undefined) return;
      const { webhookId } = handled;
      const fact: OrderFact = { ...HEAD, sequence: all.length + 1, type: 'handled', webhookId, outcome: 'superseded' };
      const after = waitingEvents([...waitingFacts(all), fact]);
      expect(new Set(after)).toEqual(new Set(before.filter((one) => one !== handled)));
    }),
  );
});
