import * as fc from 'fast-check';
import type { FactHead } from '../../lambdas/domain/fact.ts';
import type { Cause, LaterFact, MovedLine, ReversalFact } from '../../lambdas/domain/later-fact.ts';
import type { PharmacyEvent } from '../../lambdas/domain/pharmacy-event.ts';
import { ORDER_KINDS } from '../../lambdas/domain/order.ts';
import { identifier, optional, words } from './generated-decisions.ts';

const amount = fc.integer({ min: 0, max: 9_999_999_999 });
const quantity = fc.integer({ min: 1, max: 999_999_999 });
const date = fc.constantFrom('2019-02-28', '2026-11-21', '2027-12-31');
const lineNo = fc.integer({ min: 1, max: 9_999 });

const head: fc.Arbitrary<FactHead> = fc.record({
  ...{ providerId: identifier, orderNo: identifier, sequence: fc.integer({ min: 1, max: 500 }) },
  ...{ postedAt: fc.integer({ min: 0, max: 4_102_444_800_000 }), businessDate: date },
});

/** `insurer` is the sum of the shares, and `billed` that of all that is carried. */
const movedLine: fc.Arbitrary<MovedLine> = fc
  .record({
    ...{ lineNo, quantity: fc.oneof(fc.constant(0), quantity) },
    ...{ priorPaid: amount, patient: amount, writeOff: amount },
    shares: fc.array(fc.record({ coverageId: identifier, insurerId: identifier, amount: fc.integer({ min: 1 }) }), {
      maxLength: 3,
    }),
  })
  .map(({ shares, ...line }) => {
    const insurer = shares.reduce((sum, share) => sum + share.amount, 0);
    return { ...line, shares, insurer, billed: line.priorPaid + insurer + line.patient + line.writeOff };
  });

const billing = fc.record({
  memberId: fc.option(identifier),
  coverageId: fc.option(identifier),
  insurerId: fc.option(identifier),
  plan: fc.option(fc.record({ planId: identifier, version: fc.integer({ min: 1, max: 999_999 }) })),
  orderKind: fc.constantFrom(...ORDER_KINDS),
  serviceDate: date,
});

const movement = fc.record({
  billing,
  lines: fc.array(movedLine, { maxLength: 25 }),
  draws: fc.array(fc.record({ accumulatorId: words, amount }), { maxLength: 5 }),
});

const returned = optional(fc.array(fc.record({ lineNo, quantity }), { maxLength: 4 }));

const returning: fc.Arbitrary<ReversalFact['cause']> = fc.oneof(
  fc.record({ by: fc.constant('reversal' as const), reversalNo: identifier, reason: words }),
  fc.record({ by: fc.constant('return' as const), returnNo: identifier }),
  fc.record({ by: fc.constant('cancellation' as const), reason: words }),
);
const ending: fc.Arbitrary<Cause> = fc.oneof(
  returning,
  fc.constant<Cause>({ by: 'void' }),
  fc.record({ by: fc.constant('prescription' as const), prescriptionNo: identifier }),
);

const asked = optional(fc.array(fc.record({ lineNo, quantity: optional(quantity), amount }), { maxLength: 4 }));
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });

const eventHead = { webhookId: words, occurredAt: instant, sequence: optional(fc.integer({ min: 1, max: 99_999 })) };
const event: fc.Arbitrary<PharmacyEvent> = fc.oneof(
  fc.record({ type: fc.constant('order.dispensed' as const), ...eventHead, asked }),
  fc.record({ type: fc.constant('order.delivered' as const), ...eventHead, deliveredAt: instant }),
  fc.record({ type: fc.constant('order.cancelled' as const), ...eventHead, reason: words }),
  fc.record({
    ...{ type: fc.constant('order.returned' as const), ...eventHead, returnNo: identifier },
    lines: fc.array(fc.record({ lineNo, quantity }), { maxLength: 4 }),
  }),
);

const of = <Type extends LaterFact['type'], Content>(type: Type, content: fc.Arbitrary<Content>) =>
  fc.tuple(head, content, optional(words)).map(([first, rest, ofEvent]) => ({ ...first, type, ...rest, ofEvent }));

/** What can follow a decision, of every type, as far as each fact is sound in itself. */
export const generatedLaterFact: fc.Arbitrary<LaterFact> = fc.oneof(
  of(
    'capture',
    fc
      .record({
        captureNo: fc.option(identifier),
        ...{ asked, final: fc.boolean(), closes: fc.boolean() },
      })
      .chain((capture) => movement.map((moved) => ({ ...capture, ...moved }))),
  ),
  of(
    'reversal',
    fc.tuple(returning, returned, movement).map(([cause, asked, moved]) => ({ cause, asked, ...moved })),
  ),
  of('void', fc.record({ cause: ending })),
  of('tombstone', fc.record({ reversalNo: identifier, reason: words, asked: returned })),
  of('delivery', fc.record({ deliveredAt: instant })),
  of('waiting', fc.record({ event })),
  of('handled', fc.record({ webhookId: words, outcome: fc.constantFrom('superseded', 'refused', 'applied') })),
  of('expiry', fc.constant({})),
  of(
    'adjustment',
    fc.record({
      ...{ billing, amount, direction: fc.constantFrom('credit', 'debit'), of: fc.integer({ min: 1, max: 500 }) },
      disputed: optional(fc.record({ businessDate: date, line: fc.integer({ min: 1, max: 999_999_999 }) })),
    }),
  ),
);
