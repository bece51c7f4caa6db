import type { Context, DynamoDBRecord } from 'aws-lambda';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { streamHandler } from '../../lambdas/runtime/stream-shell.ts';

beforeAll(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const context: Context = lambdaContext('facts', 10_000);

/** `A1`: the item 1 of the partition A. */
const recordsOf = (...names: readonly string[]): DynamoDBRecord[] =>
  names.map((name, index) => ({
    dynamodb: {
      SequenceNumber: String(100 + index),
      NewImage: { pk: { S: name.slice(0, 1) }, sk: { S: name.slice(1) } },
    },
  }));

type Handle = (name: string) => Promise<void>;

async function given(names: readonly string[], handle: Handle) {
  const handler = streamHandler({ name: 'facts', handle: ({ pk, sk }) => handle(`${pk?.S}${sk?.S}`) });
  const { batchItemFailures } = await handler({ Records: recordsOf(...names) }, context);
  return batchItemFailures.map(({ itemIdentifier }) => names[Number(itemIdentifier) - 100]);
}

describe('the handler of a stream', () => {
  it('lets no partition wait for another: the first of A is done with only once B is', async () => {
    const ofB = Promise.withResolvers<void>();
    const seen: string[] = [];
    const failed = await given(['A1', 'A2', 'B1'], async (name) => {
      if (name === 'A1') await ofB.promise;
      seen.push(name);
      if (name === 'B1') ofB.resolve();
    });
    expect([failed, seen]).toEqual([[], ['B1', 'A1', 'A2']]);
  });

  it('hands over each item once, those of a partition one after the other', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `${'ABCDEFGHIJKLMNOPQRST'[index % 20]}${index}`);
    const [seen, under] = [[] as string[], new Set<string>()];
    await given(names, async (name) => {
      const partition = name.slice(0, 1);
      expect(under.has(partition)).toBe(false);
      under.add(partition);
      await new Promise(setImmediate);
      under.delete(partition);
      seen.push(name);
    });
    const ofEach = (all: readonly string[]) => Map.groupBy(all, (name) => name.slice(0, 1));
    expect(ofEach(seen.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })))).toEqual(ofEach(names));
    for (const [partition, all] of ofEach(names)) expect(ofEach(seen).get(partition)).toEqual(all);
  });

  it('names the first that fails, whichever fails before it or after it, and goes no further in its partition', async () => {
    const names = ['A1', 'B1', 'C1', 'B2', 'C2', 'A2'];
    for (const [early, late] of [
      ['C1', 'B1'],
      ['B1', 'C1'],
    ]) {
      const seen: string[] = [];
      const failed = await given(names, async (name) => {
        seen.push(name);
        if (name === early) throw new Error('at once');
        await new Promise(setImmediate);
        if (name === late) throw new Error('later');
      });
      expect(failed).toEqual(['B1']);
      expect(seen).not.toContain('B2');
      expect(seen).not.toContain('C2');
    }
  });
});
