import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { newWebhookSecret, sealWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import type { Partner } from '../../lambdas/storage/partner-item.ts';
import { parsePartner, partnerItem, partnerPrimaryKey } from '../../lambdas/storage/partner-item.ts';
import { readItems } from '../../lambdas/storage/read-items.ts';
import { redriveDelivery } from '../../tools/redrive-delivery.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { HearingProviders } from '../support/hearing-provider.ts';
import { startHearingProviders } from '../support/hearing-provider.ts';
import { orderLife } from '../support/order-life.ts';

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

let providers: HearingProviders;
beforeAll(async () => {
  providers = await startHearingProviders();
  await publish(providers.connector, 'telling');
  await enrol(providers.connector, 'M-1', 'telling');
});
afterAll(() => providers.stop());
beforeEach(() => providers.receiver.setMode('up'));

async function settled(orderNo: string): Promise<void> {
  await orderLife(providers.connector).settle(consultOrder(orderNo, 'M-1', 100));
  await providers.after(0);
}

const one = async (orderNo: string) => (await providers.deliveriesOf(orderNo))[0];
const statuses = (orderNo: string) => providers.heardOf(orderNo).map(({ status }) => status);

/** Lets time pass as it does: a run a minute at first, then a few a day. */
async function pass(seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds;) {
    const step = Math.min(gone < 5 * MINUTE ? MINUTE : 4 * HOUR, seconds - gone);
    await providers.after(step);
    gone += step;
  }
}

describe('a provider that is down', () => {
  it('is told again and again under one id, with longer waits, and hears of it once it is up', async () => {
    providers.receiver.setMode('down');
    await settled('D-1');
    await pass(2 * DAY);
    const refused = statuses('D-1');
    expect([new Set(refused), refused.length]).toEqual([
      new Set([503]),
      expect.toSatisfy((count) => Number(count) > 5),
    ]);
    expect((await one('D-1'))?.state).toBe('pending');

    providers.receiver.setMode('up');
    await pass(DAY);
    expect(statuses('D-1')).toEqual([...refused, 200]);
    const heard = providers.heardOf('D-1');
    expect(new Set(heard.map(({ webhookId, verified }) => `${webhookId} ${verified}`)).size).toBe(1);
    expect(heard[0]?.verified).toBe(true);
    expect(new Set(heard.map(({ timestamp }) => timestamp)).size).toBe(heard.length);
    expect(await one('D-1')).toMatchObject({ state: 'delivered', attempted: heard.length });
  });

  it('is given up after three days, and told by hand when somebody redrives it', async () => {
    providers.receiver.setMode('down');
    await settled('D-2');
    await pass(3 * DAY + 5 * MINUTE);
    const refused = statuses('D-2');
    await pass(DAY);
    expect([statuses('D-2'), (await one('D-2'))?.state]).toEqual([refused, 'failed']);

    const failed = await one('D-2');
    if (failed === undefined) throw new Error('there is no delivery');
    await redriveDelivery(failed, providers.connector.now());
    await providers.after(0);
    expect(statuses('D-2')).toEqual([...refused, 503]);
    providers.receiver.setMode('up');
    await pass(5 * MINUTE);
    expect(statuses('D-2')).toEqual([...refused, 503, 200]);
    const ids = providers.heardOf('D-2').map(({ webhookId }) => webhookId);
    expect([new Set(ids).size, (await one('D-2'))?.state]).toEqual([1, 'delivered']);
  });

  it('is not asked again where it answers that it is gone', async () => {
    providers.receiver.setMode('gone');
    await settled('D-3');
    await pass(DAY);
    expect([statuses('D-3'), (await one('D-3'))?.state]).toEqual([[410], 'failed']);
  });

  it('is asked once, though its message comes twice', async () => {
    providers.receiver.setMode('down');
    await settled('D-4');
    providers.connector.rewindStreams();
    await providers.after(0);
    expect(statuses('D-4')).toEqual([503]);
    providers.receiver.setMode('up');
    await pass(3 * MINUTE);
    expect(statuses('D-4')).toEqual([503, 200]);
  });
});

/** Changes the record of a partner that no function has read yet: they would remember it for 30 s of the machine's time. */
async function change(partnerId: string, over: (before: Partner) => Partial<Partner>): Promise<void> {
  const { connector } = providers;
  const [item] = (await readItems([partnerPrimaryKey(partnerId)])).values();
  const before = parsePartner(item ?? {});
  const Item = partnerItem({ ...before, ...over(before) });
  await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item }));
}

it('signs with every secret that is active then, so that one can be replaced without a gap', async () => {
  const keys = await connectorKeys();
  const fresh = newWebhookSecret();
  const { connector } = providers;
  const at = (seconds: number) => new Date(connector.now() + seconds * 1000).toISOString();
  await change('hospital-b', ({ webhookSecrets: [first] = [] }) => ({
    webhookSecrets: [
      ...(first ? [{ ...first, until: at(2 * HOUR) }] : []),
      sealWebhookSecret(keys, 'hospital-b', { name: 'second', secret: fresh, from: at(HOUR) }),
    ],
  }));
  const settle = async (orderNo: string) => {
    await orderLife(connector, 'hospital-b').settle(consultOrder(orderNo, 'M-1', 100));
    await providers.after(0);
    return statuses(orderNo);
  };
  const first = connector.credentials.find(({ partnerId }) => partnerId === 'hospital-b')?.webhookSecret ?? '';
  expect(await settle('K-1')).toEqual([200]);
  providers.expectSecret('hospital-b', fresh);
  expect(await settle('K-2')).toEqual([401]);
  connector.advance(HOUR);
  expect(await settle('K-3')).toEqual([200]);
  providers.expectSecret('hospital-b', first);
  expect(await settle('K-4')).toEqual([200]);
  connector.advance(HOUR);
  expect(await settle('K-5')).toEqual([401]);
  providers.expectSecret('hospital-b', fresh);
  await pass(5 * MINUTE);
  expect(['K-2', 'K-5'].map(statuses)).toEqual([
    [401, 200],
    [401, 200],
  ]);
});
