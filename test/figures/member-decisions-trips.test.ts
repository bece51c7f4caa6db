import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberDecisionsAnswer } from '../../lambdas/contracts/member-decisions-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { orderLife } from '../support/order-life.ts';
import { enrolForTold } from '../support/told-orders.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startCheckedConnector();
  await enrolForTold(connector, 'M-1');
  const names = Array.from({ length: 50 }, (_, line) => `${line} ${'长'.repeat(190)}`);
  const lines = names.map((name, index) => ({
    ...{ lineNo: index + 1, category: 'consult' as const, code: `C-${index}`, name },
    ...{ quantity: '1', amount: 3_000 },
  }));
  for (let number = 0; number < 30; number++) {
    const order = consultOrder(`F-${number}`, 'M-1', 0, number < 2 ? {} : { lines });
    expect((await orderLife(connector).settle(order)).status).toBe(201);
    connector.advance(60);
  }
});
afterAll(() => connector.stop());

const ask = (query: string) =>
  connector.as('hospital-a').request<MemberDecisionsAnswer>('GET', `/v1/members/M-1/decisions${query}`);

describe("a page of a member's decisions", () => {
  it.each([0, 1, 20])(
    'of %i orders is two round trips: the index beside the nonce, then the orders at once',
    async (limit) => {
      await ask('?limit=1');
      connector.traffic.take();
      const query = limit === 0 ? '?to=2020-01-01' : `?limit=${limit}`;
      expect((await ask(query)).body.decisions).toHaveLength(limit);
      const calls = connector.traffic.take().toSorted((one, other) => one.from - other.from);
      const [nonce, index] = ['PutItem', 'Query'].map((name) => calls.find(({ operation }) => operation === name));
      const orders = calls.filter((call) => call !== nonce && call !== index);
      const units = [index, ...orders].reduce((sum, call) => sum + (call?.capacity ?? 0), 0);
      console.log(
        `a page of ${limit} orders: ${limit === 0 ? 1 : 2} round trips, ${units} read units and 1 write unit`,
      );
      expect(index?.request['IndexName']).toBe('member');
      // an index is never read consistently: half a unit for each started 4 KB
      expect([nonce?.capacity, index?.capacity]).toEqual([1, 0.5]);
      expect(orders.map(({ operation, request }) => [operation, request['ConsistentRead']])).toEqual(
        Array.from({ length: limit }, () => ['Query', true]),
      );
      // none waits for another: each has begun before the first was answered, as far as one process can begin
      expect(orders.every(({ from }) => from >= (index?.until ?? Infinity))).toBe(true);
      const firstAnswered = Math.min(...orders.map(({ until }) => until));
      if (limit > 1) expect(orders.filter(({ from }) => from < firstAnswered).length).toBeGreaterThan(1);
    },
  );

  it('ends before it outgrows an answer, and goes on where it ended', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const { body, text } = await ask(`?limit=50${next === undefined ? '' : `&cursor=${next}`}`);
      expect(Buffer.byteLength(text)).toBeLessThan(1_501_000);
      seen.push(...body.decisions.map(({ orderNo }) => orderNo));
      next = body.next;
      pages += 1;
    } while (next !== undefined);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, number) => `F-${29 - number}`));
    expect(pages).toBe(2);
    const page = await ask('?limit=50&format=html');
    // a function answers 6 MB at most, its text as JSON
    expect(Buffer.byteLength(JSON.stringify(page.text))).toBeLessThan(5_000_000);
    expect(page.headers['link']).toContain('rel="next"');
  });
});
