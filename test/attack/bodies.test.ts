import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../lambdas/contracts/route.ts';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import { describedOperations } from '../../proof/fuzz/operations.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Answer, Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { storedItems } from '../support/stored-items.ts';
import { webhookRequest } from '../support/webhook-request.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector({ queues: true });
});
afterAll(() => connector.stop());

type Told = Answer<{
  readonly code?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}>;

/** Every route that takes JSON, and its own example. */
const doors = describedOperations().operations.flatMap(({ route, bodies }) => {
  const json = bodies.find(({ mediaType }) => mediaType === 'application/json');
  return json === undefined ? [] : [{ route, example: json.examples[0] }];
});

function post(route: Route, text: string): Promise<Told> {
  const [kind = ''] = route.door;
  const target = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (/version|^n$/.test(name) ? '1' : day(name)));
  if (route.proof === undefined) return connector.as(`${kind}-a` as 'hospital-a').request(route.method, target, text);
  const [sender] = connector.credentials.filter(({ partnerId }) => partnerId === 'pharmacy-a');
  return connector.receive(webhookRequest(sender ?? { partnerId: 'pharmacy-a' }, connector.now(), text));
}

const day = (name: string): string => (name === 'businessDate' ? '2026-06-01' : 'A-1');

/** The document with a member of this name in every object and list of it, one after the other. */
function* withMember(document: unknown, name: string, value: string): Generator<string> {
  const text = JSON.stringify(document);
  for (const { index } of text.matchAll(/\{/g)) {
    const rest = text.slice(index + 1);
    yield `${text.slice(0, index + 1)}${JSON.stringify(name)}:${value}${rest.startsWith('}') ? '' : ','}${rest}`;
  }
}

const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype].map((one) => Object.getOwnPropertyNames(one).toSorted());

describe.each(doors)('$route.operationId', ({ route, example }) => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'refuses a field %s in every object, names it, and nothing is changed by it',
    async (name) => {
      const before = [prototypes(), await storedItems(connector)];
      const value = '{"polluted":true,"isAdmin":true,"prototype":{"polluted":true}}';
      const texts = [...withMember(example, name, value)];
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) {
        const { status, body } = await post(route, text);
        expect([status, body.code], text).toEqual([400, 'request.malformed']);
        const named = body.errors?.some(({ path, message }) => path.endsWith(name) || message.includes(name));
        expect(named, `${text}: ${JSON.stringify(body.errors)}`).toBe(true);
      }
      expect(({} as Readonly<Record<string, unknown>>)['polluted']).toBeUndefined();
      expect([prototypes(), await storedItems(connector)]).toEqual(before);
    },
  );

  it('refuses bodies that only cost: deep, wide, full of names, or with a name twice', async () => {
    const before = await storedItems(connector);
    const names = (count: number) => Array.from({ length: count }, (_, n) => `"k${n}":0`).join();
    const twice = [...withMember(example, 'orderNo', '"A"')].map((text) => text.replace('{', '{"orderNo":"B",'));
    const texts = [
      '['.repeat(100_000),
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
      `{${names(20_000)}}`,
      `[${'[],'.repeat(50_000)}[]]`,
      `"${'\\u0041'.repeat(30_000)}"`,
      `{"a":${'9'.repeat(100_000)}}`,
      ...twice.slice(0, 1),
    ];
    for (const text of texts) {
      const { status, body } = await post(route, text);
      expect([status, body.code]).toEqual([400, 'request.malformed']);
      expect(body.errors?.length).toBeLessThanOrEqual(100);
      expect(JSON.stringify(body).length).toBeLessThan(40_000);
    }
    const large = await post(route, ' '.repeat(route.bodyLimit + 1));
    expect([large.status, large.body.code]).toEqual([413, 'request.too-large']);
    expect(await storedItems(connector)).toEqual(before);
  });
});

it('covers every route that takes JSON', () => {
  const withBody = Object.values<Route>(routes).filter(({ bodyLimit }) => bodyLimit >= BODY_LIMIT_BYTES);
  // files of enrolment are NDJSON alone: test/scenarios/enrolment-files.test.ts
  const others = withBody.map(({ operationId }) => operationId).filter((id) => id !== 'startEnrolment');
  expect(doors.map(({ route }) => route.operationId).toSorted()).toEqual(others.toSorted());
});

describe('an identifier', () => {
  it.each([
    ['full width', 'ＨＸ-1'],
    ['a Cyrillic letter', 'НX-1'],
    ['an Arabic digit', 'HX-١'],
    ['a combining mark', 'HX-1\u0301'],
    ['a soft hyphen', 'HX\u00ad-1'],
    ['nothing that is seen', 'HX-1\u200b'],
    ['an override of direction', '\u202eHX-1'],
    ['a line end', 'HX-1\n'],
    ['half a surrogate', 'HX-\ud83d'],
    ['a null', 'HX-1\u0000'],
    ['the separator of keys', 'HX#1'],
  ])('with %s is none, in a body and in a path', async (_, orderNo) => {
    const hospital = connector.as('hospital-a');
    const settled = await hospital.request('POST', '/v1/settlements', { ...consultOrder('HX', 'M-1', 100), orderNo });
    expect(settled.body).toMatchObject({ code: 'request.malformed', errors: [{ path: 'orderNo' }] });
    const read = await hospital.request('GET', `/v1/orders/${encodeURIComponent(orderNo.toWellFormed())}`);
    expect(read.body).toMatchObject({ code: 'request.malformed', errors: [{ path: 'orderNo' }] });
  });

  it.each(['__proto__', 'constructor', 'toString', '..', '.', '-'])(
    'may be %s, and is one like any other',
    async (orderNo) => {
      const hospital = connector.as('hospital-a');
      const settled = await hospital.request('POST', '/v1/settlements', { ...consultOrder('HX', 'M-1', 100), orderNo });
      const again = await hospital.request('POST', '/v1/settlements', { ...consultOrder('HX', 'M-1', 100), orderNo });
      expect([settled.status, again.text]).toEqual([201, settled.text]);
      expect(settled.body).toMatchObject({ orderNo, status: 'declined' });
    },
  );
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
