import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import { newWebhookSecret } from '../../lambdas/runtime/webhook-secret.ts';
import { webhookSignature } from '../../local/signing/webhook-signature.ts';
import type { WebhookOptions, WebhookSender } from '../support/webhook-request.ts';
import { captureOutput } from './test-door.ts';
import type { TestWebhookDoor } from './test-webhook-door.ts';
import { startWebhookDoor } from './test-webhook-door.ts';

const good = { type: 'thing.moved', count: 1 };
const FOREIGN = `v1,${'A'.repeat(43)}=`;

let door: TestWebhookDoor;
let pharmacy: WebhookSender;
let output: { text: string };
beforeAll(async () => {
  output = captureOutput();
  door = await startWebhookDoor();
  pharmacy = door.sender('pharmacy-a');
});
beforeEach(() => {
  door.calls.length = 0;
  door.handle = async () => ({ status: 200, body: {} });
  output.text = '';
});
afterAll(() => door.connector.stop());

const send = (content: unknown = good, options: WebhookOptions = {}) => door.send(pharmacy, content, options);

/** Refused with 401, nothing else looked at, nothing written. */
async function refused(sender: WebhookSender, options: WebhookOptions, content: unknown = good) {
  door.connector.traffic.take();
  const { status, body } = await door.send(sender, content, options);
  expect(status).toBe(401);
  expect(door.calls).toEqual([]);
  expect(door.connector.traffic.take().filter(({ operation }) => operation !== 'GetItem')).toEqual([]);
  expect(output.text).not.toContain(sender.partnerId);
  expect(output.text).toContain('"SignatureRefusals":1');
  output.text = '';
  return [body.code, body['detail']];
}

describe('a webhook that is verified', () => {
  it('reaches the use case as it was sent, with the digest of its bytes and the gateway’s instant', async () => {
    door.handle = async () => ({ status: 202, body: { status: 'waiting' } });
    const content = `{ "type": "thing.moved",  "count": 1 }`;
    const timestamp = Math.floor(door.connector.now() / 1000) - 7;
    const answer = await send(content, { webhookId: 'msg_1', timestamp });
    expect(answer).toMatchObject({ status: 202, body: { status: 'waiting' } });
    expect(door.calls).toEqual([
      {
        caller: { partnerId: 'pharmacy-a', kind: 'pharmacy' },
        webhookId: 'msg_1',
        timestamp,
        body: good,
        bodyDigest: createHash('sha256').update(content).digest('base64url'),
        now: door.connector.now(),
        requestId: answer.headers['connector-request-id'],
      },
    ]);
  });

  it('may come again: it is the use case that says so', async () => {
    door.handle = async () => ({ status: 200, body: {}, replayed: true });
    expect((await send()).headers['connector-replayed']).toBe('true');
    expect(output.text).toContain('"partnerId":"pharmacy-a"');
    expect(output.text).toContain('"Replays":1');
  });

  it('costs one read of the partner, then none, and no write of its own', async () => {
    await send();
    door.connector.traffic.take();
    await send();
    expect(door.connector.traffic.take()).toEqual([]);
  });

  it.each([
    ['one of another version', (right: string) => `v1a,${'A'.repeat(86)}== ${right}`],
    ['one by another secret before it', (right: string) => `${FOREIGN} ${right}`],
    ['one by another secret after it', (right: string) => `${right} ${FOREIGN}`],
    ['a bare space', (right: string) => `${right} `],
  ])('may carry %s', async (_, signature) => {
    expect((await send(good, { tamper: { signature } })).status).toBe(200);
  });

  it.each([-300, 300])('may be signed %i s from our clock', async (offset) => {
    expect((await send(good, { offset })).status).toBe(200);
  });

  it.each(['1', 'x'.repeat(128), 'urn:uuid:5f0c/1.0?#', 'a.1781488800'])('may have the id %s', async (webhookId) => {
    expect((await send(good, { webhookId })).status).toBe(200);
    expect(door.calls[0]?.webhookId).toBe(webhookId);
  });
});

describe('a webhook is refused', () => {
  const now = () => Math.floor(door.connector.now() / 1000);

  it.each(['connector-partner', 'webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s', async (name) => {
    expect(await refused(pharmacy, { tamper: { headers: { [name]: undefined } } })).toEqual([
      'signature.missing',
      'The headers connector-partner, webhook-id, webhook-timestamp, webhook-signature are required.',
    ]);
  });

  it.each([
    ['connector-partner', 'pharmacy a'],
    ['connector-partner', ''],
    ['connector-partner', 'pharmacy-a,pharmacy-b'],
    ['webhook-id', 'with a space'],
    ['webhook-id', 'x'.repeat(129)],
    ['webhook-id', '订单'],
    ['webhook-timestamp', 'now'],
    ['webhook-timestamp', '1781488800.5'],
    ['webhook-timestamp', '-1781488800'],
    ['webhook-timestamp', '01781488800'],
    ['webhook-timestamp', '2026-06-15T10:00:00+08:00'],
    ['webhook-signature', 'v1'],
    ['webhook-signature', 'v1,'],
    ['webhook-signature', `v1a,${'A'.repeat(86)}==`],
    ['webhook-signature', `v1,${'A'.repeat(42)}==`],
    ['webhook-signature', `${FOREIGN} `.repeat(86)],
  ])('with a %s that cannot be read: %s', async (name, value) => {
    const [code, detail] = await refused(pharmacy, { tamper: { headers: { [name]: value } } });
    expect([code, String(detail).startsWith(name)]).toEqual(['signature.malformed', true]);
  });

  it.each([-301, 301, -86_400])('signed %i s from our clock', async (offset) => {
    const [code] = await refused(pharmacy, { offset });
    expect(code).toBe('signature.expired');
  });

  it('by our clock, whatever the machine’s says', async () => {
    const timestamp = Math.floor(Date.now() / 1000);
    expect((await refused(pharmacy, { timestamp }))[0]).toBe('signature.expired');
  });

  it.each<[string, NonNullable<WebhookOptions['tamper']>]>([
    ['body', { body: '{"type":"thing.moved","count":2}' }],
    ['body by a space', { body: `${JSON.stringify(good)} ` }],
    ['body, which is gone', { body: '' }],
    ['id', { headers: { 'webhook-id': 'another' } }],
    ['partner', { headers: { 'connector-partner': 'pharmacy-b' } }],
    ['signature', { signature: () => FOREIGN }],
    ['signature in its case', { signature: (right) => right.toLowerCase().padEnd(47, '=').slice(0, 46) + '=' }],
  ])('where it is not what was signed: the %s', async (_, tamper) => {
    expect((await refused(pharmacy, { tamper }))[0]).toBe('signature.invalid');
  });

  it('where its time is not what was signed', async () => {
    const headers = { 'webhook-timestamp': String(now() + 1) };
    expect((await refused(pharmacy, { tamper: { headers } }))[0]).toBe('signature.invalid');
  });

  it('where a byte of it that is no text was put in the place of another', async () => {
    const [signed, sent] = [Buffer.from('"\ufffd"'), Buffer.from([0x22, 0xff, 0x22])];
    expect((await refused(pharmacy, { tamper: { body: sent } }, signed))[0]).toBe('signature.invalid');
  });

  it('however wrong or long it is beside that', async () => {
    const long = 'x'.repeat(BODY_LIMIT_BYTES + 1);
    expect((await refused(pharmacy, { tamper: { signature: () => FOREIGN } }, long))[0]).toBe('signature.invalid');
  });
});

describe('nobody learns which partners there are:', () => {
  it('all are refused in the same words who have no secret that signs it', async () => {
    const webhookSecret = newWebhookSecret();
    await door.enter({ partnerId: 'pharmacy-none' }, []);
    await door.enter({ partnerId: 'pharmacy-idle', status: 'suspended' }, [{}]);
    const strangers = ['nobody', 'pharmacy-a', 'pharmacy-none', 'pharmacy-idle', 'hospital-a', 'insurer-a'];
    const answers = [];
    for (const partnerId of strangers) answers.push(await refused({ partnerId, webhookSecret }, {}));
    expect(new Set(answers.map(([, detail]) => detail)).size).toBe(1);
    expect(answers.map(([code]) => code)).toEqual(strangers.map(() => 'signature.invalid'));
  });

  it('a hospital’s own secret is for what is sent to it, and opens nothing', async () => {
    expect((await refused(door.sender('hospital-a'), {}))[0]).toBe('signature.invalid');
  });

  it('a partner that is suspended is told so, once its signature has shown that it is the one', async () => {
    const [webhookSecret = ''] = await door.enter({ partnerId: 'pharmacy-suspended', status: 'suspended' }, [{}]);
    const [code] = await refused({ partnerId: 'pharmacy-suspended', webhookSecret }, {});
    expect(code).toBe('signature.partner-suspended');
  });
});

describe('a secret that is being replaced', () => {
  const [before, after] = [{ until: '2026-06-15T10:00:00+08:00' }, { from: '2026-06-15T10:00:00+08:00' }];

  it('counts beside the other, whichever of them signs, or both', async () => {
    const partnerId = 'pharmacy-two';
    const [first = '', second = ''] = await door.enter({ partnerId }, [{}, {}]);
    for (const webhookSecret of [first, second]) {
      expect((await door.send({ partnerId, webhookSecret }, good)).status).toBe(200);
    }
    const both = await door.send({ partnerId, webhookSecret: first }, good, {
      webhookId: 'both',
      tamper: {
        signature: (right) => {
          const body = Buffer.from(JSON.stringify(good));
          const timestamp = Math.floor(door.connector.now() / 1000);
          return `${webhookSignature(second, { partnerId, webhookId: 'both', timestamp, body })} ${right}`;
        },
      },
    });
    expect(both.status).toBe(200);
  });

  it('counts from its first instant until just before its last', async () => {
    const partnerId = 'pharmacy-timed';
    const [old = '', young = ''] = await door.enter({ partnerId }, [before, after]);
    const status = async (webhookSecret: string) => (await door.send({ partnerId, webhookSecret }, good)).status;
    expect([await status(old), await status(young)]).toEqual([401, 200]);
    door.connector.advance(-1);
    expect([await status(old), await status(young)]).toEqual([200, 401]);
    door.connector.advance(1);
  });
});

describe('what is verified is then read:', () => {
  it('a body that is too long', async () => {
    const answer = await send('x'.repeat(BODY_LIMIT_BYTES + 1));
    expect(answer).toMatchObject({ status: 413, body: { code: 'request.too-large' } });
  });

  it.each([
    ['what is no JSON', '{"type":', ['']],
    ['nothing', '', ['']],
    ['every bad field', { type: 7, count: 'one', more: true }, ['type', 'count', 'more']],
  ])('%s', async (_, content, paths) => {
    const { status, body } = await send(content);
    expect([status, body.code, body.errors?.map(({ path }) => path)]).toEqual([400, 'request.malformed', paths]);
    expect(door.calls).toEqual([]);
  });

  it('another media type', async () => {
    const answer = await send(good, { tamper: { headers: { 'content-type': 'text/plain' } } });
    expect(answer).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
  });
});
