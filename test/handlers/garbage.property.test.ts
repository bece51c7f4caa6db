import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '../../lambdas/contracts/routes.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { changed, pathsOf, without } from '../contracts/spoil.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Answer, Connector } from '../support/connector.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { RequestOptions } from '../support/partner-request.ts';
import { documents, heldOrder } from './sound-documents.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await publish(connector, 'ehealth-direct', {
    limits: [{ limitId: 'y', measure: 'amount', max: 5_000, per: 'year' }],
  });
  await enrol(connector, 'M-1001', 'ehealth-direct', {}, { coverageId: 'C-1001' });
  expect((await connector.as('hospital-a').request('POST', '/v1/authorizations', heldOrder)).status).toBe(201);
});
afterAll(() => connector.stop());

const ROUNDS = 520;
const AT_ONCE = 8;

interface Sent {
  readonly method: string;
  readonly target: string;
  readonly partner: DemoPartnerId;
  readonly body?: unknown;
  readonly options?: RequestOptions;
}

/** The answer to whatever was sent: the connector checks that it is a documented one; here only that it is no failure. */
async function send({ partner, method, target, body, options }: Sent): Promise<Answer<unknown>> {
  const answer = await connector.as(partner).request<unknown>(method, target, body, options);
  expect(answer.status, answer.text).toBeLessThan(500);
  return answer;
}

async function hold(sent: fc.Arbitrary<Sent>, rounds = ROUNDS): Promise<void> {
  const crowds = fc.array(sent, { minLength: AT_ONCE, maxLength: AT_ONCE });
  await fc.assert(
    fc.asyncProperty(crowds, async (crowd) => {
      await Promise.all(crowd.map(send));
    }),
    { numRuns: Math.ceil(rounds / AT_ONCE) },
  );
  expect(connector.failures).toEqual([]);
}

const document = fc.constantFrom(...documents);
const strange = fc.constantFrom<unknown>(
  ...[
    '__proto__',
    'constructor',
    '',
    ' ',
    '\u0000',
    '\ud800',
    '9999-12-31',
    '1900-01-01',
    '0001-01-01',
    '9999-12-31T23:59:59Z',
  ],
  ...['99999.9999', '0.0001', '1e400', 'any', '年', '💊', 'x'.repeat(70), `9${'9'.repeat(30)}`],
  ...[
    0,
    -0,
    -1,
    1,
    1.5,
    9_999_999_999,
    2 ** 53,
    -(2 ** 63),
    1e308,
    true,
    false,
    null,
    [],
    {},
    [[]],
    [null],
    { a: { b: {} } },
  ],
);
const anyValue = fc.oneof(strange, fc.jsonValue({ maxDepth: 4 }));

const mutated = document.chain((one) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pathsOf(one.body)), fc.constantFrom('change', 'drop', 'add'), anyValue), {
      minLength: 1,
      maxLength: 3,
    })
    .map((changes): Sent => ({
      ...one,
      body: changes.reduce<unknown>((body, [path, how, value]) => {
        try {
          if (how === 'drop') return without(body, path);
          return changed(body, how === 'add' ? [...path, 'surplus'] : path, value);
        } catch {
          // an earlier change has taken the place away
          return body;
        }
      }, one.body),
    })),
);

describe('whatever is sent', () => {
  it('as a mutated document is answered by the contract', () => hold(mutated, 2 * ROUNDS));

  it('as random JSON is answered by the contract', () =>
    hold(fc.tuple(document, anyValue).map(([one, body]) => ({ ...one, body: JSON.stringify(body) }))));

  it('as random bytes or text is answered by the contract', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    const cut = document.chain(({ body }) => fc.nat({ max: 200 }).map((at) => JSON.stringify(body).slice(0, -at - 1)));
    return hold(fc.tuple(document, fc.oneof(bytes, fc.string(), cut)).map(([one, body]) => ({ ...one, body })));
  });

  it('as random headers is answered by the contract', () => {
    const name = fc.constantFrom(
      ...['content-type', 'content-digest', 'signature', 'signature-input', 'idempotency-key', 'host', 'cookie'],
      ...['content-length', 'if-none-match', 'x-forwarded-proto', '__proto__', 'constructor'],
    );
    const value = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        'sig1=()',
        'sig1=:AAAA:',
        'sig1=("@method");created=1;nonce="n";keyid="k";alg="ed25519"',
        'sha-256=::',
      ),
    );
    const headers = fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 3 }).map(Object.fromEntries);
    return hold(
      fc
        .tuple(document, headers as fc.Arbitrary<Record<string, string>>, fc.boolean())
        .map(([one, spoilt, signed]) => ({
          ...one,
          options: signed ? { tamper: { headers: spoilt } } : { tamper: { unsigned: true, headers: spoilt } },
        })),
    );
  });

  it('as a random path or query is answered by the contract', () => {
    const segment = fc.oneof(
      fc.string({ maxLength: 20 }).map(encodeURIComponent),
      fc.constantFrom(
        '..',
        '%',
        '%00',
        '%ff',
        '%2F',
        '',
        '.',
        'constructor',
        '__proto__',
        'HX-1',
        '0',
        '01',
        '9999999',
      ),
    );
    const target = fc
      .tuple(fc.constantFrom(...Object.values(routes)), fc.array(segment, { minLength: 3, maxLength: 3 }), fc.string())
      .map(([{ method, path }, parts, query]) => ({
        method,
        target: `${path.replaceAll(/\{\w+\}/g, () => parts.pop() ?? '')}?${encodeURIComponent(query)}`,
      }));
    const partner = fc.constantFrom<DemoPartnerId>('hospital-b', 'insurer-b', 'pharmacy-a');
    return hold(
      fc.tuple(target, partner, fc.boolean()).map(([one, who, hasBody]): Sent => ({
        ...one,
        partner: who,
        ...(hasBody && { body: {} }),
        options: { tamper: { target: one.target } },
      })),
    );
  });
});
