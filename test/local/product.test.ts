import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../local/partners/demo-partners.ts';
import type { ReceivedWebhook } from '../../local/webhooks/webhook-receiver.ts';
import { askAs, productTime } from '../../local/signing/partner-client.ts';
import { leftOver, removeDir, startChild, temporaryDir } from './fixtures/child.ts';
import type { Child } from './fixtures/child.ts';

const MAIN = fileURLToPath(new URL('../../local/main.ts', import.meta.url));

describe('npm start', () => {
  const dataDir = temporaryDir();
  let child: Child;
  let base: string;

  async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    child = startChild({ DATA_DIR: dataDir, ...env }, MAIN);
    base = await child.ready();
  }
  beforeAll(() => start(), 60_000);
  afterAll(async () => {
    child.process.kill('SIGKILL');
    await child.exit;
    expect(await leftOver(child.localDir)).toEqual([]);
    removeDir(child.localDir);
    removeDir(dataDir);
  });

  async function as(partnerId: string, method: string, path: string, content?: unknown) {
    const file = readFileSync(join(child.localDir, 'credentials.json'), 'utf8');
    const { partners } = JSON.parse(file) as { partners: Credential[] };
    const credential = partners.find((one) => one.partnerId === partnerId);
    if (!credential) throw new Error(`no ${partnerId}`);
    const body = content === undefined ? undefined : Buffer.from(JSON.stringify(content));
    const url = new URL(path, base);
    const answer = await askAs(credential, { method, url, body }, await productTime(new URL(base)));
    return { ...answer, body: JSON.parse(answer.text) as Record<string, unknown> };
  }
  const consult = (orderNo: string, memberId: string) => ({
    orderNo,
    kind: 'consult',
    serviceAt: new Date(Date.now() - 60_000).toISOString(),
    member: { memberId },
    visit: { type: 'follow-up', mode: 'video' },
    diagnoses: [{ code: 'L30.900' }],
    lines: [{ lineNo: 1, category: 'consult', name: '视频复诊', quantity: '1', amount: 4500 }],
  });

  it('publishes the plans and enrols the demo members, without a complaint', async () => {
    expect(child.stderr()).toBe('');
    expect(child.stdout()).not.toContain('not published');
    for (const planId of ['ehealth-direct', 'internet-hospital-direct-pay', 'epidemic-direct-pay'])
      expect(child.stdout()).toContain(`${planId} v1`);
    const answer = await as('hospital-a', 'POST', '/v1/eligibility-checks', { member: { memberId: 'M-1001' } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ memberId: 'M-1001', coverages: [{ coverageId: 'C-1001', status: 'active' }] });
  });

  it('settles a consult: the patient pays nothing', async () => {
    const answer = await as('hospital-a', 'POST', '/v1/settlements', consult('LOCAL-1', 'M-1002'));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ status: 'settled', decision: 'approved', totals: { patient: 0 } });
  });

  it('decides by the clock that was set', async () => {
    const put = (content: unknown) => fetch(`${base}/_local/clock`, { method: 'PUT', body: JSON.stringify(content) });
    await put({ advanceSeconds: 48 * 3600 });
    const serviceAt = new Date(Date.now() + 47 * 3_600_000).toISOString();
    const later = await as('hospital-a', 'POST', '/v1/quotes', { ...consult('LOCAL-2', 'M-1002'), serviceAt });
    await put({ now: null });
    expect(later.body).toMatchObject({ decision: 'approved' });
    const early = await as('hospital-a', 'POST', '/v1/quotes', { ...consult('LOCAL-3', 'M-1002'), serviceAt });
    expect(JSON.stringify(early.body)).toContain('T703');
  });

  it('lets a pharmacy in by its webhook secret, and reads what it sends', async () => {
    const event = { type: 'order.cancelled', occurredAt: '2026-11-21T11:30:00+08:00', data: { orderNo: 'LOCAL-6' } };
    const read = await as('pharmacy-a', 'POST', '/v1/webhooks/pharmacy-orders', event);
    expect(read).toMatchObject({ status: 400, body: { errors: [{ path: 'data.reason', message: 'is required' }] } });
    const other = await as('hospital-a', 'POST', '/v1/webhooks/pharmacy-orders', event);
    expect(other).toMatchObject({ status: 401, body: { code: 'signature.invalid' } });
  });

  it('tells providers of their orders, again when they were down, and of a hold as soon as the clock has passed its end', async () => {
    const control = (method: string, path: string, content?: unknown) =>
      fetch(`${base}/_local/${path}`, { method, body: content === undefined ? null : JSON.stringify(content) });
    const heard = async (orderNo: string) => {
      await control('POST', 'drain');
      const all = (await (await control('GET', 'webhooks')).json()) as ReceivedWebhook[];
      const told = all.map((one) => ({ ...one, body: one.body as { type: string; data: { orderNo: string } } }));
      return told.filter(({ body }) => body.data.orderNo === orderNo);
    };
    await control('PUT', 'webhooks', { mode: 'down' });
    await as('hospital-a', 'POST', '/v1/settlements', consult('LOCAL-7', 'M-1001'));
    expect(await heard('LOCAL-7')).toMatchObject([{ status: 503, verified: true, body: { type: 'order.settled' } }]);
    await control('PUT', 'webhooks', { mode: 'up' });
    const hold = { ...consult('LOCAL-8', 'M-1001'), expiresInSeconds: 60 };
    expect((await as('hospital-a', 'POST', '/v1/authorizations', hold)).status).toBe(201);
    await control('PUT', 'clock', { advanceSeconds: 120 });

    const [refused, taken, ...more] = await heard('LOCAL-7');
    expect([taken?.status, taken?.webhookId, more]).toEqual([200, refused?.webhookId, []]);
    expect(await heard('LOCAL-8')).toMatchObject([{ status: 200, body: { type: 'authorization.expired' } }]);
    await control('PUT', 'clock', { now: null });
  });

  it('says its version at /health and serves its reference', async () => {
    expect(await (await fetch(`${base}/health`)).json()).toMatchObject({ status: 'ok', stage: 'local' });
    expect((await fetch(`${base}/docs`)).headers.get('content-type')).toContain('text/html');
  });

  it('gives the same answer after a kill -9 and a restart', async () => {
    const order = consult('LOCAL-4', 'M-1001');
    const first = await as('hospital-b', 'POST', '/v1/settlements', order);
    expect(first.status).toBe(201);
    child.process.kill('SIGKILL');
    await child.exit;
    await start({ LOCAL_DIR: child.localDir });
    expect(child.stdout()).not.toContain('not published');
    for (const planId of ['ehealth-direct', 'internet-hospital-direct-pay', 'epidemic-direct-pay'])
      expect(child.stdout()).toContain(`${planId} v1`);
    const again = await as('hospital-b', 'POST', '/v1/settlements', order);
    expect(again.status).toBe(201);
    expect(again.headers.get('connector-replayed')).toBe('true');
    expect(again.text).toBe(first.text);
  }, 60_000);

  it('answers a crowd of copies of one order, all the same', async () => {
    const order = consult('LOCAL-5', 'M-1001');
    const copies = await Promise.all(
      Array.from({ length: 200 }, () => as('hospital-b', 'POST', '/v1/settlements', order)),
    );
    expect(new Set(copies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(copies.map(({ text }) => text)).size).toBe(1);
    expect(copies.filter(({ headers }) => headers.get('connector-replayed') === null)).toHaveLength(1);
  });
});
