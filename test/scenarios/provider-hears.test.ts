import { afterAll, beforeAll, expect, it } from 'vitest';
import { providerEvent } from '../../lambdas/contracts/provider-event.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { HearingProviders } from '../support/hearing-provider.ts';
import { startHearingProviders } from '../support/hearing-provider.ts';
import { orderLife } from '../support/order-life.ts';

let providers: HearingProviders;
let life: ReturnType<typeof orderLife>;

beforeAll(async () => {
  providers = await startHearingProviders();
  life = orderLife(providers.connector);
  await publish(providers.connector, 'telling');
  await enrol(providers.connector, 'M-1', 'telling');
});
afterAll(() => providers.stop());

const order = (orderNo: string) => consultOrder(orderNo, 'M-1', 2_000);

/** What was told of an order: each event's kind, the order's status then, and the fact. */
const told = (orderNo: string) =>
  providers.heardOf(orderNo).map(({ body, verified, status }) => {
    const { type, data } = providerEvent.parse(body);
    return [type, data.status, data.type, data.totals?.insurer, verified && status === 200];
  });

it('tells a provider of every change of its order, signed, in the words of the order', async () => {
  await life.settle(order('T-1'));
  await providers.after(0);
  await life.reverse('T-1', { reversalNo: 'R-1', reason: 'not held' });
  await providers.after(0);
  expect(told('T-1')).toEqual([
    ['order.settled', 'settled', 'settlement', 2_000, true],
    ['order.reversed', 'reversed', 'reversal', 2_000, true],
  ]);

  const { body } = await life.read('T-1');
  const events = providers.heardOf('T-1').map((one) => providerEvent.parse(one.body));
  expect(events.map(({ data }) => data)).toMatchObject(body.facts);
  expect(events.map(({ data }) => data.settlementId)).toEqual([body.settlementId, body.settlementId]);
  expect(events.map(({ timestamp }) => timestamp)).toEqual(body.facts.map(({ postedAt }) => postedAt));
  const ids = providers.heardOf('T-1').map(({ webhookId }) => webhookId);
  expect(ids).toEqual(body.facts.map(({ factId }) => `EV-${factId.replace('.', '-')}`));
  expect(JSON.stringify(events)).not.toContain('M-1');
});

it('tells of captures, of holds that were voided, and of holds that nobody captured', async () => {
  const captured = await life.authorize(order('T-2'));
  const lines = [{ lineNo: 1, quantity: '0.5', amount: 1_000 }];
  await life.capture(captured.body.authorizationId, { captureNo: 'C-1', final: false, lines });
  await life.capture(captured.body.authorizationId, { captureNo: 'C-2', final: true });
  const voided = await life.authorize(order('T-3'));
  await life.release(voided.body.authorizationId);
  await life.authorize(order('T-4'), 60);
  await providers.after(0);
  // each event goes its own way, in whatever order
  expect(new Set(told('T-2').map(String))).toEqual(
    new Set(['order.settled,partially-captured,capture,1000,true', 'order.settled,captured,capture,1000,true']),
  );
  expect(told('T-3')).toEqual([['authorization.voided', 'voided', 'void', undefined, true]]);
  expect(told('T-4')).toEqual([]);

  await providers.after(61);
  expect(told('T-4')).toEqual([['authorization.expired', 'expired', 'expiry', undefined, true]]);
});

it('has one delivery of an event and sends it once, however often the stream tells of it', async () => {
  await life.settle(order('T-5'));
  await providers.after(0);
  for (let time = 0; time < 2; time++) {
    providers.connector.rewindStreams();
    await providers.after(60);
  }
  expect(told('T-5')).toHaveLength(1);
  const deliveries = await providers.deliveriesOf('T-5');
  expect(deliveries).toMatchObject([{ state: 'delivered', attempted: 1, type: 'order.settled' }]);
});

it('tells only the provider of the order, and nobody who has not said where', async () => {
  const silent = orderLife(providers.connector, 'pharmacy-b');
  await silent.settle(order('T-6'));
  await orderLife(providers.connector, 'hospital-b').settle(order('T-7'));
  await providers.after(0);
  expect([told('T-6'), await providers.deliveriesOf('T-6')]).toEqual([[], []]);
  expect(providers.heardOf('T-7').map(({ partnerId }) => partnerId)).toEqual(['hospital-b']);
});
