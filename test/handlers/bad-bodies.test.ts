import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const settle = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  connector.as('hospital-a').request<ProblemAnswer>('POST', '/v1/settlements', body, { headers });

const order = (over: object = {}) => consultOrder('HX-BAD', 'M-1', 4_500, over);
const line = (lineNo: number) => ({ lineNo, category: 'consult', name: '复诊', quantity: '1', amount: 100 }) as const;
const upTo = <Value>(count: number, make: (index: number) => Value) => Array.from({ length: count }, (_, n) => make(n));
const MAX_FEN = 9_999_999_999;
const payment = { payer: 'national-insurance', lineNo: 1, amount: 1 };

interface Refusal {
  readonly name: string;
  readonly body: unknown;
  readonly paths: readonly string[];
}

const refusals: readonly Refusal[] = [
  { name: '51 lines', body: order({ lines: upTo(51, (n) => line(n + 1)) }), paths: ['lines'] },
  { name: 'no line', body: order({ lines: [] }), paths: ['lines'] },
  { name: '21 diagnoses', body: order({ diagnoses: upTo(21, () => ({ code: 'L30.900' })) }), paths: ['diagnoses'] },
  {
    name: 'a lineNo twice',
    body: order({ lines: [line(1), line(2), line(1)] }),
    paths: ['lines[0].lineNo', 'lines[2].lineNo'],
  },
  {
    name: 'a prior payment on an unknown line',
    body: order({ priorPayments: [{ ...payment, lineNo: 2 }] }),
    paths: ['priorPayments[0].lineNo'],
  },
  {
    name: 'a prior payment above its line',
    body: order({ priorPayments: [{ ...payment, amount: 4_501 }] }),
    paths: ['priorPayments[0].amount'],
  },
  {
    name: 'prior payments that are together above their line',
    body: order({ priorPayments: [{ ...payment, amount: 4_500 }, payment] }),
    paths: ['priorPayments[1].amount'],
  },
  {
    name: 'an amount above the limit',
    body: order({ lines: [{ ...line(1), amount: MAX_FEN + 1 }] }),
    paths: ['lines[0].amount'],
  },
  { name: 'a quantity of 0', body: order({ lines: [{ ...line(1), quantity: '0' }] }), paths: ['lines[0].quantity'] },
  {
    name: 'memberId beside an identity',
    body: order({ member: { memberId: 'M-1', name: '张三' } }),
    paths: ['member.name'],
  },
  { name: 'an empty member', body: order({ member: {} }), paths: ['member.memberId'] },
  { name: 'an empty text', body: '', paths: [''] },
  { name: 'what is not JSON', body: '{"orderNo": ', paths: [''] },
  { name: 'a byte order mark', body: `\ufeff${JSON.stringify(order())}`, paths: [''] },
  { name: 'NaN', body: '{"amount": NaN}', paths: [''] },
  { name: 'two documents', body: '{}{}', paths: [''] },
  { name: 'a list', body: [order()], paths: [''] },
  { name: 'null', body: 'null', paths: [''] },
  { name: 'a number', body: '17', paths: [''] },
  { name: 'UTF-8 that is broken', body: Buffer.from([0x22, 0xc3, 0x28, 0x22]), paths: [''] },
  { name: 'UTF-16', body: Buffer.from(JSON.stringify(order()), 'utf16le'), paths: [''] },
  { name: 'nesting of 10,000', body: `${'['.repeat(10_000)}${']'.repeat(10_000)}`, paths: [''] },
  { name: 'objects nested 10,000 deep', body: `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, paths: [''] },
  { name: '__proto__', body: `{"__proto__": {"orderNo": "X"}, ${JSON.stringify(order()).slice(1)}`, paths: [''] },
  { name: 'a field twice', body: `{"orderNo": "X", ${JSON.stringify(order()).slice(1)}`, paths: [''] },
];

describe('a settlement', () => {
  it.each(refusals)('with $name is refused, and nothing is stored', async ({ body, paths }) => {
    const before = await storedItems(connector);
    const { status, body: problem } = await settle(body);
    expect([status, problem.code, problem.errors?.map(({ path }) => path)]).toEqual([400, 'request.malformed', paths]);
    expect(await storedItems(connector)).toEqual(before);
  });

  it('of 256 KiB and a byte is too large, one of 256 KiB is not', async () => {
    const before = await storedItems(connector);
    const text = JSON.stringify(order());
    const padded = (bytes: number) => text + ' '.repeat(bytes - Buffer.byteLength(text));
    expect(await settle(padded(BODY_LIMIT_BYTES + 1))).toMatchObject({
      status: 413,
      body: { code: 'request.too-large' },
    });
    expect(await settle(padded(257 * 1024))).toMatchObject({ status: 413, body: { code: 'request.too-large' } });
    expect(await storedItems(connector)).toEqual(before);
    expect((await settle(padded(BODY_LIMIT_BYTES))).status).toBe(201);
  });

  it('in another media type is refused', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=gbk', 'application/jsonp']) {
      expect((await settle(order(), { 'content-type': type })).status).toBe(415);
    }
  });

  it('at every limit of the contract is decided', async () => {
    const most = consultOrder('H'.repeat(64), 'M'.repeat(64), MAX_FEN, {
      diagnoses: upTo(20, () => ({ code: 'L30.900', name: '湿'.repeat(200) })),
      lines: upTo(50, (n) => ({ ...line(50 - n), name: '药'.repeat(200), quantity: '99999.9999', amount: MAX_FEN })),
      priorPayments: [{ payer: 'national-insurance', lineNo: 7, amount: MAX_FEN }],
    });
    const { status, body } = await settle(most);
    expect([status, body]).toMatchObject([
      201,
      { totals: { billed: 50 * MAX_FEN, patient: 49 * MAX_FEN, insurer: 0 } },
    ]);
    const replayed = await settle(most);
    expect([replayed.status, replayed.body]).toEqual([201, body]);
  });
});

it('takes no body where a route has none', async () => {
  const answer = await connector.as('hospital-a').request<ProblemAnswer>('GET', '/v1/orders/HX-1', {});
  expect([answer.status, answer.body.errors?.map(({ path }) => path)]).toEqual([400, ['']]);
});

it.each([
  ['PUT', '/v1/plans/p%20q/versions/1', 'planId'],
  ['PUT', `/v1/coverages/${'C'.repeat(65)}`, 'coverageId'],
  ['PUT', '/v1/coverages/C%231', 'coverageId'],
  ['PUT', '/v1/pools/relief%2F2026', 'poolId'],
  ['GET', '/v1/orders/%E8%AE%A2', 'orderNo'],
])('refuses %s %s by the part of the path that is wrong', async (method, target, path) => {
  const partner = method === 'GET' ? 'hospital-a' : 'insurer-a';
  const answer = await connector.as(partner).request<ProblemAnswer>(method, target, method === 'GET' ? undefined : {});
  expect(answer.status).toBe(400);
  expect(answer.body.errors?.[0]?.path).toBe(path);
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
