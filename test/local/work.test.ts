import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { synthesise } from '../../lib/synthesise.ts';
import { createClock } from '../../local/clock.ts';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import type { DynamoDb } from '../../local/engines/dynamodb.ts';
import { engineClient } from '../../local/engines/engine-client.ts';
import { startRunningStack } from '../../local/running-stack.ts';
import type { RunningStack } from '../../local/running-stack.ts';
import type { StackBuild } from '../../local/stack-build.ts';
import { fixtureBundles } from '../lib/fixture-bundles.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';

vi.mock('../../lambdas/contracts/triggers.ts', async () => ({
  triggers: (await import('../support/fixture-triggers.ts')).fixtureTriggers,
}));
vi.mock('../../lib/function-needs.ts', async (original) =>
  (await import('../support/fixture-triggers.ts')).withFixtureNeeds(await original()),
);

const TABLE = 'direct-billing-local';
const dir = temporaryDir();
const dataDir = join(dir, 'data');
const local = { region: 'cn-north-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const clock = createClock();
let engine: DynamoDb;
let client: DynamoDBClient;
let running: RunningStack;

/** The stack as it is deployed, with the fixtures' sources in the place of their bundles. */
function stackOfFixtures(): StackBuild {
  const bundles = fixtureBundles();
  const { template, functionDirectories } = synthesise({ stage: 'local', ...bundles });
  const directories = new Map(functionDirectories);
  for (const name of ['items', 'jobs', 'steps', 'minute']) {
    const source = fileURLToPath(new URL(`./fixtures/work/${name}.ts`, import.meta.url));
    const directory = join(dir, name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'index.mjs'), `export { handler } from '${source}';\n`);
    const [logicalId = ''] = Object.entries(template.Resources).find(
      ([, { Properties }]) => Properties?.['Description'] === `Direct billing local: fixture-${name}`,
    ) ?? [''];
    directories.set(logicalId, directory);
  }
  rmSync(bundles.root, { recursive: true });
  return { template, functionDirectories: directories };
}

const stack = stackOfFixtures();

async function start(): Promise<void> {
  running = await startRunningStack(stack, {
    clock,
    credentials: [],
    dataDir,
    dynamoDb: engine.endpoint,
    secrets: 'http://127.0.0.1:9',
    secretText: JSON.stringify({ root: 'r'.repeat(64) }),
    claimsUrlOf: () => '',
    log: createWriteStream(join(dir, 'functions.log')),
  });
}

beforeAll(async () => {
  mkdirSync(dataDir);
  engine = await startDynamoDb();
  client = engineClient(engine.endpoint);
  await start();
});

afterAll(async () => {
  await running.stop();
  client.destroy();
  await engine.stop();
  removeDir(dir);
});

async function put(name: string, more: Record<string, AttributeValue> = {}): Promise<void> {
  const Item = { pk: { S: 'ORDER#fixture' }, sk: { S: name }, ...more };
  await client.send(new PutItemCommand({ TableName: TABLE, Item }));
}

async function stored(pk: string): Promise<readonly Readonly<Record<string, AttributeValue>>[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: TABLE,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: pk } },
      ConsistentRead: true,
    }),
  );
  return Items;
}

const names = async (pk: string) => (await stored(pk)).map(({ sk }) => sk?.S);

describe('what no request starts', () => {
  it('has been done when drained, along streams and queues: every new item once, in order, and no other', async () => {
    clock.set(Date.parse('2026-06-15T10:00:00+08:00'));
    const many = Array.from({ length: 120 }, (_, index) => String(index).padStart(3, '0'));
    await put('OTHER#1');
    for (const one of many) await put(`FIXTURE#${one}`);
    await put(`FIXTURE#000`, { changed: { BOOL: true } });

    await running.drain();

    const seen = await stored('SEEN');
    expect(seen.map(({ sk }) => sk?.S)).toEqual(many);
    expect(seen.map(({ given }) => Number(given?.N))).toEqual(many.map((_, index) => index + 1));
    expect(await names('JOB')).toEqual(many);
  });

  it("works by the product's clock", async () => {
    for (const item of [...(await stored('SEEN')), ...(await stored('JOB'))]) {
      expect(Number(item['now']?.N) - Date.parse('2026-06-15T10:00:00+08:00')).toBeLessThan(60_000);
      expect(Number(item['now']?.N)).toBeGreaterThanOrEqual(Date.parse('2026-06-15T10:00:00+08:00'));
    }
  });

  it('sets aside exactly what always fails, with its place, and goes on', async () => {
    for (const one of ['a', 'b', 'poison', 'c', 'd']) await put(`FIXTURE#${one}`);

    await expect.poll(() => names('SEEN'), { timeout: 15_000 }).toEqual(expect.arrayContaining(['a', 'b', 'c', 'd']));

    const queues = new SQSClient({ ...local, endpoint: running.endpoints.queues ?? '' });
    const [deadLetters = ''] = Object.keys(stack.template.Resources).filter((logicalId) =>
      /^SourcesFixtureItemsDeadLettersQueue[0-9A-F]{8}$/u.test(logicalId),
    );
    const QueueUrl = `${running.endpoints.queues}/000000000000/${deadLetters}`;
    const receive = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 10 });
    const { Messages: notices = [] } = await queues.send(receive);
    queues.destroy();
    expect(notices.map(({ Body }) => JSON.parse(Body ?? '') as unknown)).toMatchObject([
      { requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: { batchSize: 1 } },
    ]);
  });

  it('keeps each group of an ordered queue in its order, behind what fails as well, and no group waits for another', async () => {
    const [queue = ''] = Object.keys(stack.template.Resources).filter((logicalId) =>
      /^QueuesFixtureStepsQueue[0-9A-F]{8}$/u.test(logicalId),
    );
    const steps = { a: ['1', 'stuck', '3', '4'], b: ['1', '2', '3'], c: ['1', '2', '3'] };
    const queues = new SQSClient({ ...local, endpoint: running.endpoints.queues ?? '' });
    const Entries = Object.entries(steps).flatMap(([group, all]) =>
      all.map((step) => ({
        ...{ Id: `${group}-${step}`, MessageGroupId: group, MessageDeduplicationId: `${group}-${step}` },
        MessageBody: JSON.stringify({ group, step }),
      })),
    );
    const QueueUrl = `${running.endpoints.queues}/000000000000/${queue}.fifo`;
    await queues.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    // the same again is the same message
    await queues.send(new SendMessageBatchCommand({ QueueUrl, Entries: Entries.slice(-2) }));
    queues.destroy();
    await running.drain();

    const taken = async (group: string) => (await stored(`STEPS#${group}`)).map(({ step }) => step?.S);
    expect(await Promise.all(['a', 'b', 'c'].map(taken))).toEqual([['1'], steps.b, steps.c]);
    expect((await stored('STEPS#b')).map(({ again }) => again?.BOOL)).toEqual([false, false, false]);
  });

  it("runs schedules by the product's clock, and what follows from them before it is drained", async () => {
    clock.set(Date.parse('2027-01-01T00:00:00Z'));
    await running.runSchedules();
    await running.drain();

    expect(await names('ORDER#minute')).toEqual([expect.stringMatching(/^FIXTURE#2027-01-01T00:00:0/u)]);
    expect(await names('JOB')).toContainEqual(expect.stringMatching(/^2027-01-01T00:00:0/u));
  });

  it('goes on after a restart where it was: nothing again, and what came meanwhile', async () => {
    const before = (await stored('SEEN')).length;
    await running.stop();
    await put('FIXTURE#meanwhile');
    await start();
    await running.drain();

    expect(await stored('SEEN')).toHaveLength(before + 1);
    // a new worker counts from one: it was given nothing but this
    expect((await stored('SEEN')).find(({ sk }) => sk?.S === 'meanwhile')).toMatchObject({ given: { N: '1' } });
  });
});
