import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import { afterAttempt } from '../../lambdas/domain/delivery.ts';
import { listDeliveries, replaceDelivery } from '../../lambdas/storage/delivery-log.ts';
import { deliveriesCommand } from '../../tools/deliveries-command.ts';
import { Refusal } from '../../tools/refusal.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';

const program = fileURLToPath(new URL('../../tools/deliveries.ts', import.meta.url));

let connector: Connector;
beforeAll(async () => {
  // the command goes by the machine's clock; nobody listens at the address
  const now = new Date().toISOString();
  connector = await startConnector({ now, webhookUrlOf: () => 'http://127.0.0.1:1/hooks' });
  await publish(connector, 'telling');
  await enrol(connector, 'M-1', 'telling');
  for (const orderNo of ['HX-1', 'HX-2', 'HX-3']) {
    await orderLife(connector).settle(consultOrder(orderNo, 'M-1', 100, { serviceAt: now }));
    connector.advance(1);
  }
  await connector.deliverStreams();
  await connector.deliverQueues();
});
afterAll(() => connector.stop());

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

function deliveries(...words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words, '--table', connector.tableName], (error, out, said) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, said });
    });
  });
}
const list = (...words: readonly string[]) => deliveries('list', '--partner', 'hospital-a', ...words);
const ordersIn = ({ out }: Outcome) => [...out.matchAll(/HX-\d/g)].map(([orderNo]) => orderNo);

async function deliveryOf(orderNo: string): Promise<Delivery> {
  for await (const page of listDeliveries({ providerId: 'hospital-a', since: 0, state: undefined })) {
    const found = page.find((one) => one.orderNo === orderNo);
    if (found !== undefined) return found;
  }
  throw new Error(`${orderNo} has no delivery`);
}

async function giveUp(orderNo: string): Promise<void> {
  const before = await deliveryOf(orderNo);
  const after = afterAttempt(before, before.series?.until ?? 0, { status: 503 }, 0);
  expect([after.state, await replaceDelivery(before, after)]).toEqual(['failed', true]);
}

describe('npm run deliveries', () => {
  it('lists what a partner is told, and in which state it is', async () => {
    await giveUp('HX-1');
    const [all, failed, later, others] = await Promise.all([
      list(),
      list('--state', 'failed'),
      list('--since', new Date(connector.now() + 1_000).toISOString()),
      deliveries('list', '--partner', 'pharmacy-a'),
    ]);
    expect(ordersIn(all)).toEqual(['HX-1', 'HX-2', 'HX-3']);
    expect(all.out).toMatch(/HX-2 +pending +1 +unreachable/u);
    expect(ordersIn(failed)).toEqual(['HX-1']);
    expect([later.out, others.out]).toEqual(['none\n', 'none\n']);
  });

  it('shows one with each attempt and with what is sent', async () => {
    const { ref } = await deliveryOf('HX-1');
    const shown = JSON.parse((await deliveries('show', ref.eventId)).out) as Record<string, unknown>;
    expect(shown).toMatchObject({
      ...{ eventId: ref.eventId, providerId: 'hospital-a', state: 'failed', attempted: 2 },
      attempts: [{ obstacle: 'unreachable', meaning: 'no connection, or no HTTP answer' }, { status: 503 }],
      body: { type: 'order.settled', data: { orderNo: 'HX-1' } },
    });
  });

  it('has one sent once more, and all that failed', async () => {
    const { ref } = await deliveryOf('HX-1');
    expect((await deliveries('redrive', ref.eventId)).out).toBe(`${ref.eventId} is sent within a minute\n`);
    expect(await deliveryOf('HX-1')).toMatchObject({ state: 'pending', attempted: 2 });
    for (const orderNo of ['HX-2', 'HX-3']) await giveUp(orderNo);
    const since = new Date(connector.now() - 10_000).toISOString();
    const redrive = () => deliveries('redrive', '--partner', 'hospital-a', '--since', since);
    expect((await redrive()).out).toBe('2 are sent, beginning within a minute\n');
    expect((await redrive()).out).toBe('none has failed\n');

    connector.setNow(new Date().toISOString());
    await connector.runSchedule('due');
    await connector.deliverQueues();
    for (const orderNo of ['HX-1', 'HX-2', 'HX-3']) {
      expect(await deliveryOf(orderNo)).toMatchObject({ state: 'pending', attempted: 3, series: { failed: 1 } });
    }
  });

  it('says that there is none of an id', async () => {
    const unknown = `EV-${'x'.repeat(21)}-1`;
    const [shown, odd] = await Promise.all([deliveries('show', unknown), deliveries('redrive', 'EV-1')]);
    expect(shown).toEqual({ code: 1, out: '', said: `refused: there is no delivery of ${unknown}\n` });
    expect(odd.said).toBe('refused: there is no delivery of EV-1\n');
  });

  it.each([
    [['send', 'EV-1'], 'command'],
    [['show'], 'eventId'],
    [['list'], 'partner'],
    [['list', 'EV-1', '--partner', 'hospital-a'], 'eventId'],
    [['list', '--partner', 'hospital-a', '--state', 'lost'], 'state'],
    [['list', '--partner', 'hospital-a', '--since', 'monday'], 'since'],
    [['redrive'], 'partner'],
    [['redrive', '--partner', 'hospital-a'], 'since'],
    [['redrive', 'EV-1', '--partner', 'hospital-a'], 'partner'],
    [['redrive', 'EV-1', 'EV-2'], 'EV-2'],
    [['list', '--force'], "Unknown option '--force'"],
  ])('refuses %j and says why', (words, reason) => {
    expect(() => deliveriesCommand(words)).toThrow(reason);
    expect(() => deliveriesCommand(words)).toThrow(Refusal);
  });
});
