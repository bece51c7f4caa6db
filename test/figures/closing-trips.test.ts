import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeStep } from '../support/closing.ts';
import { type Connector, startConnector } from '../support/connector.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
  connector.setNow('2026-06-16T00:30:00+08:00');
  await begin('2026-06-15');
});

afterAll(() => connector.stop());

async function begin(through: string) {
  connector.traffic.take();
  const progress = await takeStep(connector, { step: 'begin', insurerId: 'insurer-a', through });
  expect(progress).toMatchObject({ state: 'done' });
  const calls = connector.traffic.take();
  const counts = Map.groupBy(calls, ({ operation, request }) =>
    'IndexName' in request ? 'of the index' : operation === 'TransactWriteItems' ? 'transactions' : operation,
  );
  return Object.fromEntries([...counts].map(([name, some]) => [name, some.length]));
}

describe('a day without business', () => {
  it('is closed with one look at each shard of the index, and one transaction', async () => {
    connector.setNow('2026-06-17T00:30:00+08:00');
    expect(await begin('2026-06-16')).toEqual({
      // the head before and after, and the statement of the day before
      'BatchGetItem': 3,
      // late notes, the days with lines before and after it was said to have begun, remittances
      'Query': 4,
      'of the index': 16,
      'UpdateItem': 1,
      'transactions': 1,
    });
  });

  it('costs nothing more with up to 89 others, but for the index where it is within a week', async () => {
    connector.setNow('2026-09-15T00:30:00+08:00');
    expect(await begin('2026-09-14')).toEqual({
      'BatchGetItem': 3,
      'Query': 4,
      'of the index': 7 * 16,
      'UpdateItem': 1,
      'transactions': 1,
    });
  });
});
