import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { fullEvents } from '../contracts/full-events.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { storedItems } from '../support/stored-items.ts';
import { webhookRequest } from '../support/webhook-request.ts';
import type { WebhookOptions } from '../support/webhook-request.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

async function send(partnerId: string, content: unknown, options: WebhookOptions = {}) {
  const sender = connector.credentials.find((one) => one.partnerId === partnerId);
  if (sender === undefined) throw new Error(`${partnerId} is no demo partner`);
  return connector.receive<ProblemAnswer>(webhookRequest(sender, connector.now(), content, options));
}

const { submitted, dispensed, returned } = fullEvents;
const line = { lineNo: 1, quantity: '1', amount: 100 };

describe('an event of a pharmacy', () => {
  it.each([
    ['an unknown type', { ...dispensed, type: 'order.lost' }, ['type']],
    [
      'a quantity of 0',
      { ...dispensed, data: { orderNo: 'A', lines: [{ ...line, quantity: '0' }] } },
      ['data.lines[0].quantity'],
    ],
    [
      'a line twice',
      { ...dispensed, data: { orderNo: 'A', lines: [line, line] } },
      ['data.lines[0].lineNo', 'data.lines[1].lineNo'],
    ],
    ['no number of the return', { ...returned, data: { orderNo: 'A', lines: [] } }, ['data.returnNo', 'data.lines']],
    [
      'an amount of a fraction',
      { ...submitted, data: { ...submitted.data, lines: [{ ...line, amount: 0.5 }], priorPayments: [] } },
      ['data.lines[0].category', 'data.lines[0].name', 'data.lines[0].amount'],
    ],
    ['a list around it', [dispensed], ['']],
  ])('with %s is refused by the field that is wrong, and nothing is stored', async (_, event, paths) => {
    const before = await storedItems(connector);
    const { status, body } = await send('pharmacy-a', event);
    expect([status, body.code]).toEqual([400, 'request.malformed']);
    expect(body.errors?.map(({ path }) => path)).toEqual(paths);
    expect(await storedItems(connector)).toEqual(before);
  });

  it('is taken from no other partner, and by no other proof', async () => {
    for (const partnerId of ['hospital-a', 'insurer-a']) {
      expect(await send(partnerId, dispensed)).toMatchObject({ status: 401, body: { code: 'signature.invalid' } });
    }
    const signed = await connector.as('pharmacy-a').request('POST', '/v1/webhooks/pharmacy-orders', dispensed);
    expect(signed).toMatchObject({ status: 401, body: { code: 'signature.missing' } });
  });

  it('with whatever headers is refused by the contract', async () => {
    const name = fc.constantFrom('connector-partner', 'webhook-id', 'webhook-timestamp', 'webhook-signature');
    const value = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('pharmacy-b', '__proto__', '1', 'v1,', 'v1,AAAA'),
    );
    const headers = fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 3 }).map(Object.fromEntries);
    await fc.assert(
      fc.asyncProperty(headers as fc.Arbitrary<Record<string, string>>, async (spoilt) => {
        expect((await send('pharmacy-a', dispensed, { tamper: { headers: spoilt } })).status).toBe(401);
      }),
      { numRuns: 200 },
    );
    expect(connector.failures).toEqual([]);
  });
});
