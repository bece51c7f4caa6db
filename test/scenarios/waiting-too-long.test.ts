import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaterFact, WaitingFact } from '../../lambdas/domain/later-fact.ts';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import { listExceptions, resolveException } from '../../lambdas/storage/exception-register.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const THREE_DAYS = 3 * 86_400;

const post = (fact: LaterFact) =>
  connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: factItem(fact) }));

const headOf = (orderNo: string, sequence: number) => ({
  ...{ providerId: 'pharmacy-a', orderNo, sequence },
  ...{ postedAt: connector.now(), businessDate: '2026-06-15' },
});

/** A delivery that the pharmacy told of before it submitted the order. */
async function waitingFor(orderNo: string): Promise<void> {
  const occurredAt = connector.now();
  const event = { webhookId: `WH-${orderNo}`, occurredAt, type: 'order.delivered', deliveredAt: occurredAt } as const;
  const fact: WaitingFact = { ...headOf(orderNo, 1), type: 'waiting', event };
  await post(fact);
  await connector.deliverStreams();
}

async function open() {
  const found = [];
  for await (const page of listExceptions('open')) found.push(...page);
  return found;
}

it('gives an event that has waited three days for its order to its pharmacy, once', async () => {
  await waitingFor('W-1');
  connector.advance(THREE_DAYS - 1);
  await connector.runSchedule('due');
  expect(await open()).toEqual([]);

  connector.advance(1);
  await Promise.all([connector.runSchedule('due'), connector.runSchedule('due')]);
  const [exception, ...more] = await open();
  expect([exception, more]).toMatchObject([
    {
      ...{ kind: 'event-without-order', providerId: 'pharmacy-a', orderNo: 'W-1' },
      owner: { role: 'pharmacy', partnerId: 'pharmacy-a' },
      reference: { of: 'webhook', id: 'WH-W-1' },
      openedAt: connector.now(),
    },
    [],
  ]);

  const resolution = { note: 'Never submitted.', resolvedBy: 'ops', resolvedAt: connector.now() };
  await resolveException(exception?.exceptionId ?? '', resolution);
  connector.rewindStreams();
  await connector.deliverStreams();
  await connector.runSchedule('due');
  expect(await open()).toEqual([]);
});

it('leaves an event alone that has had its turn meanwhile', async () => {
  await waitingFor('W-2');
  await post({ ...headOf('W-2', 2), type: 'handled', webhookId: 'WH-W-2', outcome: 'superseded' });
  connector.advance(THREE_DAYS);
  await connector.runSchedule('due');
  expect(await open()).toEqual([]);
});
