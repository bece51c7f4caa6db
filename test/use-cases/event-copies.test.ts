import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderPorts } from '../../lambdas/handlers/order-ports.ts';
import { exceptionWrite } from '../../lambdas/storage/exception-register.ts';
import { readOrder } from '../../lambdas/storage/order-record.ts';
import { postMove } from '../../lambdas/storage/post-move.ts';
import { inboxWrite, postRiders, readInboxEntry } from '../../lambdas/storage/webhook-inbox.ts';
import { receivePharmacyEvent } from '../../lambdas/use-cases/receive-pharmacy-event.ts';
import { proofSize } from '../support/proof-size.ts';
import { expectBooksAgree } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { atOnce, untilTold } from '../support/copies.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import { isReplay } from '../support/order-life.ts';
import type { EventSent, EventTold, PharmacyLife } from '../support/pharmacy.ts';
import { event, pharmacyLife } from '../support/pharmacy.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 300_000 });

const COPIES = proofSize(1_000);
const ROUNDS = proofSize(30);
const HOLD_SECONDS = 259_200;
/** what insurers pay of two units */
const PAID = 1_800;

let connector: Connector;
let life: PharmacyLife;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
});
afterAll(() => connector.stop());

const orders = { ...orderPorts.orders, readOrder, postMove };
const events = { readInboxEntry, inboxWrite, exceptionWrite, postRiders };

const enrolled = (name: string): Promise<Patient> => patient(connector, life, name);

function expectOneEffect(answers: readonly EventTold[], status: number): void {
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter((answer) => !isReplay(answer)).length).toBeLessThanOrEqual(1);
}

describe(`${COPIES} copies of one webhook at once have one effect and one answer`, () => {
  it('of a submission and a dispensing; of what waits, is recorded, returned and overtaken', async () => {
    const member = await enrolled('COPIES');
    const no = 'HX-COPIES';
    const copies = (sent: EventSent, id: string, count: number) => atOnce(count, () => untilTold(life, sent, id));
    expectOneEffect(await copies(event.returned(no, 'TH-1', '0.5'), 'return', COPIES / 10), 202);
    expectOneEffect(await copies(member.submitted(no), 'submitted', COPIES), 200);
    expect(await life.limit(member.memberId)).toEqual([0, PAID]);
    expectOneEffect(await copies(event.dispensed(no), 'dispensed', COPIES), 200);
    expect(await life.limit(member.memberId)).toEqual([PAID * 0.75, 0]);
    expectOneEffect(await copies(event.delivered(no), 'delivered', COPIES / 10), 200);
    expectOneEffect(await copies(event.dispensed(no), 'dispensed-again', COPIES / 10), 200);
    expectOneEffect(await copies(event.cancelled(no), 'cancelled', COPIES / 10), 200);
    expect(await life.limit(member.memberId)).toEqual([0, 0]);
    const { body } = await life.read(no);
    const types = ['waiting', 'authorization', 'capture', 'reversal', 'delivery', 'reversal'];
    expect(body.facts.map(({ type }) => type)).toEqual(types);
  });

  it('of a dispensing after its hold', async () => {
    const member = await enrolled('COPIES-LATE');
    await life.send(member.submitted('HX-COPIES-LATE'));
    connector.advance(HOLD_SECONDS);
    const sent = event.dispensed('HX-COPIES-LATE');
    expectOneEffect(await atOnce(COPIES / 4, () => untilTold(life, sent, 'late')), 200);
    expect(await life.limit(member.memberId)).toEqual([PAID, 0]);
    expect((await life.read('HX-COPIES-LATE')).body.facts).toHaveLength(3);
  });

  it('under ids of their own: one effect, and every other is told so', async () => {
    const member = await enrolled('IDS');
    const submitted = await atOnce(50, () => untilTold(life, member.submitted('HX-IDS')));
    expect(new Set(submitted.map(({ text }) => text)).size).toBe(1);
    const dispensed = await atOnce(50, () => untilTold(life, event.dispensed('HX-IDS')));
    expect(dispensed.filter(({ body }) => body.status === 'applied')).toHaveLength(1);
    expect(dispensed.filter(({ body }) => body.status === 'superseded')).toHaveLength(49);
    const returned = await atOnce(50, () => untilTold(life, event.returned('HX-IDS', 'TH-1', '0.5')));
    expect(new Set(returned.map(({ text }) => text)).size).toBe(1);
    expect(await life.limit(member.memberId)).toEqual([PAID * 0.75, 0]);
  });

  it('one id with two bodies: one of them has its effect, the other is a conflict', async () => {
    const member = await enrolled('BODIES');
    for (let round = 0; round < ROUNDS; round++) {
      const [one, other] = [`HX-BODIES-${round}`, `HX-OTHERS-${round}`];
      await Promise.all([life.send(member.submitted(one)), life.send(member.submitted(other))]);
      const sent = [event.dispensed(one), event.dispensed(other)];
      const told = await Promise.all(sent.map((event) => untilTold(life, event, `round-${round}`)));
      expect(told.map(({ body }) => body.code ?? body.status).toSorted()).toEqual(['applied', 'webhook.conflict']);
      await atOnce(2, (n) => untilTold(life, event.cancelled(n === 0 ? one : other)));
    }
    expect(await life.limit(member.memberId)).toEqual([0, 0]);
  });
});

it('a copy that reads the order before the webhook takes effect, and its entry after, is answered the same', async () => {
  const member = await enrolled('TORN');
  await life.send(member.submitted('HX-TORN'));
  const now = connector.now();
  const body = {
    type: 'order.dispensed',
    occurredAt: '2026-06-15T10:00:00+08:00',
    data: { orderNo: 'HX-TORN' },
  } as const;
  const caller = { partnerId: 'pharmacy-a', kind: 'pharmacy' } as const;
  const call = { caller, webhookId: 'torn', timestamp: now / 1_000, body, bodyDigest: 'torn', now, requestId: 'torn' };
  const ports = { ...orderPorts, orders, events };
  const tookEffect = Promise.withResolvers<void>();
  const copy = await receivePharmacyEvent(
    {
      ...ports,
      events: {
        ...events,
        readInboxEntry: async (...named) => {
          await tookEffect.promise;
          return readInboxEntry(...named);
        },
      },
      orders: {
        ...orders,
        readOrder: async (...named) => {
          const record = await readOrder(...named);
          await receivePharmacyEvent(ports, call);
          tookEffect.resolve();
          return record;
        },
      },
    },
    call,
  );
  expect(copy).toEqual({ ...(await receivePharmacyEvent(ports, call)), replayed: true });
});

it('the facts of all of them agree with the limits, and no failure is left behind', async () => {
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
