import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberDecisionsAnswer } from '../../lambdas/contracts/member-decisions-answer.ts';
import type { OrderStatus } from '../../lambdas/domain/order-state.ts';
import { memberIndexKey } from '../../lambdas/storage/fact-item.ts';
import { factKey } from '../../lambdas/storage/keys.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { orderLife } from '../support/order-life.ts';
import { enrolForTold, tellOrders } from '../support/told-orders.ts';

const MEMBER = 'M-1001';
let connector: Connector;
let told: readonly (readonly [orderNo: string, status: OrderStatus])[];

beforeAll(async () => {
  connector = await startCheckedConnector();
  await enrolForTold(connector, MEMBER);
  told = await tellOrders(connector, MEMBER);
});
afterAll(() => connector.stop());

const ask = (query = '', by: DemoPartnerId = 'hospital-a', memberId = MEMBER) =>
  connector
    .as(by)
    .request<MemberDecisionsAnswer & { readonly code?: string; readonly errors?: unknown }>(
      'GET',
      `/v1/members/${memberId}/decisions${query}`,
    );

const numbersOf = ({ decisions }: MemberDecisionsAnswer) => decisions.map(({ orderNo }) => orderNo);

describe('a hospital shows a member what was decided', () => {
  it('of its own orders in every status, the newest first', async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body.decisions.map(({ orderNo, status: of }) => [orderNo, of])).toEqual(told.toReversed());
    expect(body).toMatchObject({ memberId: MEMBER, from: '2026-03-18', to: '2026-06-15' });
    expect(body.next).toBeUndefined();
  });

  it('with the decision, the number and what is refundable as the order itself has them', async () => {
    const { body } = await ask();
    for (const one of body.decisions) {
      const { body: order } = await orderLife(connector).read(one.orderNo);
      const { decision, refundable, settlementId, authorizationId, status } = one;
      expect({ decision, refundable, settlementId, authorizationId, status }).toEqual({
        ...{ decision: order.decision, refundable: order.refundable, status: order.status },
        ...{ settlementId: order.settlementId, authorizationId: order.authorizationId },
      });
    }
  });

  it.each<[string, OrderStatus, string, number, number, string]>([
    ['paid in full', 'settled', 'T-1', 6_000, 0, 'Settled'],
    ['paid in part', 'settled', 'T-2', 28_800, 7_200, 'Settled'],
    ['refused: all of it is the patient’s', 'declined', 'T-3', 0, 6_000, 'Declined'],
    ['held: nothing is paid yet, as decided', 'authorized', 'T-4', 0, 0, 'Held until 2026-06-22 10:03'],
    [
      ...['captured in part, and what is still held comes to be paid', 'partially-captured', 'T-5'],
      ...[8_000, 7_200, 'Settled in part; the rest is held until 2026-06-22 10:04'],
    ] as [string, OrderStatus, string, number, number, string],
    ['released', 'voided', 'T-7', 0, 0, 'The hold was released; nothing was settled'],
    [
      'expired, though nobody has noticed',
      'expired',
      'T-8',
      0,
      0,
      'The hold expired at 2026-06-15 10:08; nothing was settled',
    ],
    ['given back in part', 'partially-reversed', 'T-9', 20_800, 5_200, 'Reversed in part'],
    ['given back', 'reversed', 'T-10', 0, 0, 'Reversed in full'],
    ['reversed before it came: nothing is owed', 'declined', 'T-11', 0, 0, 'Declined'],
    ['above the limit', 'settled', 'T-12', 32_000, 16_000, 'Settled'],
  ])('%s', async (_, status, orderNo, insurer, patient, en) => {
    const one = (await ask()).body.decisions.find((other) => other.orderNo === orderNo);
    expect(one).toMatchObject({ status, paid: { insurer }, comesTo: { patient }, statusText: { en } });
  });

  it('line by line, with what is settled of each now and when its limits are whole again', async () => {
    const one = (await ask()).body.decisions.find(({ orderNo }) => orderNo === 'T-9');
    expect(one?.lines).toMatchObject([
      { lineNo: 1, name: '血常规', quantity: '2', paid: { quantity: '2', insurer: 12_800, patient: 3_200 } },
      { lineNo: 2, quantity: '2', paid: { quantity: '1', insurer: 8_000, patient: 2_000, writeOff: 2_000 } },
    ]);
    expect(one?.limits).toEqual([
      { limitId: 'thirty-days', coverageId: `C-${MEMBER}`, per: 'rolling' },
      { limitId: 'out-of-pocket', coverageId: `C-${MEMBER}`, per: 'year', renewedOn: '2027-01-01' },
    ]);
  });

  it('without anything of an identity, a diagnosis or a doctor', async () => {
    expect(/"diagnoses"|identity|Z41|L30|doctorId|D310199|Hash/i.exec((await ask()).text)).toBeNull();
  });
});

describe('what others did does not exist for a hospital', () => {
  it('it sees its own orders alone, under a number that both have used', async () => {
    const { body } = await ask('', 'hospital-b');
    expect(body.decisions).toMatchObject([{ orderNo: 'T-1', status: 'settled' }]);
    expect(body.decisions[0]?.settlementId).not.toBe((await ask()).body.decisions.at(-1)?.settlementId);
  });

  it('a member that it never served is answered like one that there is not', async () => {
    await enrolForOther('M-2');
    const nobody = await ask('', 'hospital-b', 'M-nobody');
    const unserved = await ask('', 'hospital-b', 'M-2');
    expect(nobody).toMatchObject({ status: 200, body: { decisions: [] } });
    expect(unserved.text.replace('M-2', 'M-nobody')).toBe(nobody.text);
  });

  it('nor does an order of theirs whose short key in the index is the same by chance', async () => {
    const [ours, theirs] = [(await ask()).body.decisions, (await ask('', 'hospital-b')).body.decisions];
    const [, orderId = ''] = /^(.{21})\.1$/.exec(theirs[0]?.settlementId ?? '') ?? [];
    const standUnder = (hospital: string) =>
      connector.client.send(
        new UpdateItemCommand({
          ...{ TableName: connector.tableName, Key: { ...factKey(orderId, 1) } },
          UpdateExpression: 'SET mp = :key',
          ExpressionAttributeValues: { ':key': { S: memberIndexKey(hospital, MEMBER) } },
        }),
      );
    await standUnder('hospital-a');
    expect((await ask()).body.decisions).toEqual(ours);
    const { body } = await ask('?limit=1');
    expect([body.decisions, typeof body.next]).toEqual([[], 'string']);
    await standUnder('hospital-b');
  });

  it.each<DemoPartnerId>(['pharmacy-a', 'insurer-a'])('%s is at the wrong door', async (partner) => {
    expect(await ask('', partner)).toMatchObject({ status: 403, body: { code: 'door.forbidden' } });
  });
});

async function enrolForOther(memberId: string): Promise<void> {
  const body = { memberId, planId: 'told', from: '2024-01-01', to: '2029-12-31', status: 'active' };
  const more = { nationalInsurance: false, consent: true };
  const answered = await connector.as('insurer-a').request('PUT', `/v1/coverages/C-${memberId}`, { ...body, ...more });
  expect(answered.status).toBe(201);
  expect((await orderLife(connector).settle(consultOrder('T-2nd', memberId, 100))).status).toBe(201);
}

describe('page by page', () => {
  async function pages(query: string, limit: number): Promise<readonly (readonly string[])[]> {
    const found: (readonly string[])[] = [];
    let next: string | undefined;
    do {
      const { status, body } = await ask(`?limit=${limit}${next === undefined ? query : `&cursor=${next}`}`);
      expect(status).toBe(200);
      found.push(numbersOf(body));
      next = body.next;
    } while (next !== undefined);
    return found;
  }

  it.each([1, 5, 6, 11, 12, 50])('of %i every order comes once, in order, and no page is empty', async (limit) => {
    const found = await pages('', limit);
    expect(found.flat()).toEqual(told.map(([orderNo]) => orderNo).toReversed());
    expect(found.map(({ length }) => length)).toEqual(
      Array.from({ length: Math.ceil(told.length / limit) }, (_, page) => Math.min(limit, told.length - page * limit)),
    );
  });

  it('orders of one minute are on one page or another, each once', async () => {
    const numbers = Array.from({ length: 7 }, (_, index) => `S-${index}`);
    for (const orderNo of numbers) await orderLife(connector, 'hospital-b').settle(consultOrder(orderNo, MEMBER, 100));
    const first = await ask('?limit=3', 'hospital-b');
    const second = await ask(`?limit=50&cursor=${first.body.next}`, 'hospital-b');
    expect([...numbersOf(first.body), ...numbersOf(second.body)].toSorted()).toEqual([...numbers, 'T-1']);
    expect(numbersOf(second.body).at(-1)).toBe('T-1');
  });

  it('a cursor is a place and no key: with another hospital or member it leads among their own orders', async () => {
    const { next } = (await ask('?limit=1')).body;
    expect(numbersOf((await ask(`?cursor=${next}`, 'hospital-b')).body)).not.toContain('T-12');
    expect((await ask(`?cursor=${next}`, 'hospital-b', 'M-2')).body.decisions).toEqual([]);
  });

  it('keeps its dates past midnight, and refuses others', async () => {
    const { next, from, to } = (await ask('?limit=11')).body;
    connector.advance(86_400);
    expect((await ask(`?cursor=${next}`)).body).toMatchObject({ from, to, decisions: [{ orderNo: 'T-1' }] });
    expect((await ask(`?cursor=${next}&from=${from}&to=${to}`)).status).toBe(200);
    const other = await ask(`?cursor=${next}&from=2026-01-01&to=${to}`);
    expect(other.body.errors).toEqual([{ path: 'from', message: 'must be that of the cursor' }]);
    connector.advance(-86_400);
  });
});

describe('the dates are business dates', () => {
  it('by which orders are found, both ends included', async () => {
    connector.advance(86_400);
    await orderLife(connector).settle(consultOrder('T-13', MEMBER, 100, { serviceAt: '2026-06-14T10:00:00+08:00' }));
    const days = async (query: string) => numbersOf((await ask(query)).body).length;
    expect(await days('?from=2026-06-16&to=2026-06-16')).toBe(1);
    expect(await days('?from=2026-06-15&to=2026-06-15')).toBe(told.length);
    expect(await days('?from=2026-06-15')).toBe(told.length + 1);
    expect(await days('?to=2026-06-14')).toBe(0);
    expect(await days('?from=1900-01-01&to=9999-12-31')).toBe(told.length + 1);
  });

  it('of the last 90 days where none are named, today among them', async () => {
    connector.advance(88 * 86_400);
    expect((await ask()).body).toMatchObject({ from: '2026-06-15', to: '2026-09-12' });
    expect((await ask()).body.decisions).toHaveLength(told.length + 1);
    connector.advance(86_400);
    expect(numbersOf((await ask()).body)).toEqual(['T-13']);
    expect((await ask('?to=2026-06-20')).body).toMatchObject({ from: '2026-03-23', to: '2026-06-20' });
    connector.advance(-90 * 86_400);
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=51', 'limit'],
    ['?limit=1&limit=2', 'limit'],
    ['?from=2026-02-30', 'from'],
    ['?to=yesterday', 'to'],
    ['?from=2026-06-16&to=2026-06-15', 'from'],
    ['?from=2026-06-16', 'from'],
    ['?cursor=', 'cursor'],
    ['?cursor=AAAA', 'cursor'],
    [`?cursor=${'A'.repeat(129)}`, 'cursor'],
    [`?cursor=${Buffer.from(`2026-06-15 2026-06-15 1 ${'A'.repeat(21)} 1`).toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from(`1899-12-31 2026-06-15 1 ${'A'.repeat(21)} 1`).toString('base64url')}`, 'cursor'],
    [`?cursor=${Buffer.from(`2026-06-15 2026-02-30 1 ${'A'.repeat(21)} 1`).toString('base64url')}`, 'cursor'],
    ['?format=pdf', 'format'],
    ['?memberId=M-2', 'memberId'],
  ])('%s is refused', async (query, path) => {
    const { status, body } = await ask(query);
    expect([status, body.code, body.errors]).toEqual([
      400,
      'request.malformed',
      [{ path, message: expect.any(String) as string }],
    ]);
  });
});

describe('as a page', () => {
  const page = (accept: string | undefined, query = '') =>
    connector
      .as('hospital-a')
      .request(
        'GET',
        `/v1/members/${MEMBER}/decisions${query}`,
        undefined,
        accept === undefined ? {} : { headers: { accept } },
      );
  const HTML = 'text/html; charset=utf-8';
  const JSON_TYPE = 'application/json';

  it.each<[string | undefined, string, string]>([
    [undefined, '', JSON_TYPE],
    ['*/*', '', JSON_TYPE],
    ['text/html', '', HTML],
    ['text/html,application/xhtml+xml,*/*;q=0.8', '', HTML],
    ['application/json, text/html;q=0.9', '', JSON_TYPE],
    ['application/json;q=0.1, TEXT/HTML;q=0.9', '', HTML],
    ['text/html;q=0', '', JSON_TYPE],
    ['text/html;q=x', '', JSON_TYPE],
    ['text/html', '?format=json', JSON_TYPE],
    [undefined, '?format=html', HTML],
  ])('Accept %s and %s is %s', async (accept, query, type) => {
    expect((await page(accept, query)).headers['content-type']).toBe(type);
  });

  it('that nobody may keep, that loads nothing, and that leads to its next one', async () => {
    const { headers, text } = await page('text/html', '?limit=5');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'vary': 'accept',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}';/);
    expect(text).toContain('There are earlier decisions');
    const [, target = ''] = /^<([^>]+)>; rel="next"$/.exec(headers['link'] ?? '') ?? [];
    const next = await page(undefined, target);
    expect([next.headers['content-type'], next.text.match(/class="order"/g)?.length]).toEqual([HTML, 5]);
    expect((await page('text/html')).headers['link']).toBeUndefined();
  });

  it('also where there is nothing to show', async () => {
    const { status, text } = await page('text/html', '?to=2020-01-01');
    expect([status, text.includes('No decisions in this period'), text.includes('<table')]).toEqual([200, true, false]);
  });
});
