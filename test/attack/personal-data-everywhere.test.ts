import { ClientRequest } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { parseFact } from '../../lambdas/storage/fact-item.ts';
import type { InsurerSimulator } from '../../local/insurer/insurer-simulator.ts';
import { startInsurer } from '../../local/insurer/insurer-simulator.ts';
import type { WebhookReceiver } from '../../local/webhooks/webhook-receiver.ts';
import { startWebhookReceiver } from '../../local/webhooks/webhook-receiver.ts';
import { closingStory } from '../lib/every-closing.ts';
import { heldStory, pharmacyStory, settledStory } from '../lib/every-door.ts';
import { reconciliationStory } from '../lib/every-reconciliation.ts';
import { workStory } from '../lib/every-work.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { fileOf, NDJSON, personOf, rowOf } from '../support/enrolment-files.ts';
import { storedItems } from '../support/stored-items.ts';

/** Whoever is named by an identity in the stories of the doors and of the work. */
const people = ['11000019900307001X', '110000202203070019', '演示甲', ...[8, 9].flatMap((n) => namesOf(personOf(n)))];

function namesOf({ idNo, name }: Readonly<Record<string, unknown>>): readonly string[] {
  return [String(idNo), String(name)];
}

/** In clear, and in every form that anybody can undo. */
const secrets = people.flatMap((text) => {
  const bytes = Buffer.from(text);
  const escaped = JSON.stringify(text).replaceAll(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
  // a text in the middle of what is in base64 begins at any of three places
  const inside = [0, 1, 2].map((skip) => Buffer.concat([Buffer.alloc(skip), bytes]).toString('base64'));
  const base64 = inside.map((coded) => coded.slice(4, -4)).filter((coded) => coded.length > 7);
  return [text, bytes.toString('hex'), encodeURIComponent(text), escaped.slice(1, -1), ...base64];
});

interface Sent {
  readonly to: string;
  readonly bytes: Buffer;
}

const sent: Sent[] = [];
const answers: string[] = [];
let written = '';
let connector: Connector;
let insurer: InsurerSimulator;
let receiver: WebhookReceiver;

beforeAll(async () => {
  listen();
  insurer = await startInsurer({ register: ':memory:', slowMs: 0 });
  receiver = await startWebhookReceiver({
    secretOf: (partnerId) => connector.credentials.find((one) => one.partnerId === partnerId)?.webhookSecret,
    slowMs: 0,
  });
  connector = await startQuietConnector({
    ...{ logs: 'written', direct: true },
    ...{ webhookUrlOf: receiver.webhookUrlOf, claimsUrlOf: insurer.claimsUrlOf },
  });
  for (const story of [settledStory, heldStory, pharmacyStory])
    for (const [, , send] of story(connector)) await tell(send);
  for (const [, , send] of workStory(connector, insurer)) await tell(send);
  const refused = fileOf([
    rowOf('M-9', 'no-such-plan', { identity: personOf(9) }),
    `{"name":"${String(personOf(9)['name'])}"`,
  ]);
  const hand = connector.as('insurer-a');
  const started = await hand.request('POST', '/v1/enrolments', refused, NDJSON);
  await connector.deliverQueues();
  await tell(() => hand.request('GET', `/v1/enrolments/${String(started.body['enrolmentId'])}`));
  for (const story of [closingStory, reconciliationStory]) for (const [, , send] of story(connector)) await tell(send);
  await connector.deliverQueues();
  vi.restoreAllMocks();
}, 120_000);
afterAll(async () => {
  await connector.stop();
  await Promise.all([insurer.stop(), receiver.stop()]);
});

const tell = async (send: () => Promise<{ readonly text: string }>): Promise<void> => {
  answers.push((await send()).text);
};

/** Whatever this process sends to anybody, and whatever it prints. The product's own code is not touched. */
function listen(): void {
  const keep = (request: ClientRequest, chunk: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    sent.push({ to: `${request.method} ${request.host} ${request.path}`, bytes: Buffer.from(chunk as string) });
  };
  for (const name of ['write', 'end'] as const) {
    const send = Reflect.get(ClientRequest.prototype, name) as (...args: unknown[]) => unknown;
    vi.spyOn(ClientRequest.prototype, name).mockImplementation(function (this: ClientRequest, ...args: unknown[]) {
      keep(this, args[0]);
      return send.apply(this, args) as never;
    });
  }
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const bytes = Buffer.from(await request.clone().arrayBuffer());
    sent.push({ to: `${request.method} ${request.url}`, bytes });
    sent.push({ to: `headers of ${request.url}`, bytes: Buffer.from(JSON.stringify([...request.headers])) });
    return fetch(input, init);
  });
  const print = (...chunks: readonly unknown[]) => {
    written += chunks.map(String).join(' ');
    return true;
  };
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(print);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void print(...parts));
  }
}

/** The bytes as text, and what they are when they are unpacked. */
function readings(bytes: Uint8Array): readonly string[] {
  const texts = [Buffer.from(bytes).toString('utf8')];
  if (texts[0]?.startsWith('{') === true) return texts;
  for (const unpack of [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync, zstdDecompressSync]) {
    try {
      texts.push(unpack(bytes).toString('utf8'));
    } catch {
      // packed in another way, or not at all
    }
  }
  return texts;
}

const secretsIn = (texts: readonly string[]): readonly string[] =>
  secrets.filter((secret) => texts.some((text) => text.includes(secret)));

it('is told to every kind of place', () => {
  const places = sent.map(({ to }) => to);
  for (const place of [/claims/, /\/files\//, /parts\//]) {
    expect(
      places.some((to) => place.test(to)),
      String(place),
    ).toBe(true);
  }
  expect(sent.some(({ bytes }) => bytes.includes('TransactItems'))).toBe(true);
  expect(sent.some(({ bytes }) => bytes.includes('MessageBody'))).toBe(true);
  expect(answers.length).toBeGreaterThan(60);
  expect(receiver.received().length).toBeGreaterThan(0);
  for (const kind of ['"message":"request"', '"message":"claim"', '"_aws"']) expect(written).toContain(kind);
});

it('is found in the file of its members that an insurer sends, and in nothing else that is sent to anybody', () => {
  const found = sent.filter(({ bytes }) => secretsIn(readings(bytes)).length > 0).map(({ to }) => to);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((to) => !/^PUT \S+ ?\/enrolments\/(files|uploads)\//.test(to))).toEqual([]);
});

it('is found in no attribute of any item, packed or not', async () => {
  const items = await storedItems(connector);
  const families = new Set(items.map(({ pk }) => pk?.S?.split('#')[0]));
  for (const family of ['IDENTITY', 'MEMBER', 'ORDER', 'EXCEPTION', 'BOOK', 'ENROLMENT', 'STATEMENTS']) {
    expect([...families], family).toContain(family);
  }
  for (const item of items) {
    const packed = Object.values(item).flatMap(({ B: bytes }) => (bytes === undefined ? [] : readings(bytes)));
    const fact = item['sk']?.S?.startsWith('FACT#') === true ? [JSON.stringify(parseFact(item))] : [];
    expect(secretsIn([JSON.stringify(item), ...packed, ...fact]), `${item['pk']?.S} ${item['sk']?.S}`).toEqual([]);
  }
});

it('is found in nothing that is printed, and in no answer', () => {
  expect(secretsIn([written])).toEqual([]);
  for (const text of answers) expect(secretsIn([text]), text).toEqual([]);
});

it('prints one line of JSON at a time, without a character that would make it look like another', () => {
  for (const line of written.split('\n').filter((one) => one.startsWith('{'))) {
    expect(() => JSON.parse(line) as unknown, line).not.toThrow();
    expect(/\p{Cc}|\u2028|\u2029|\u202e/u.test(line), line).toBe(false);
  }
});
