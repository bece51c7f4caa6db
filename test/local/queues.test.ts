import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../local/clock.ts';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import type { DynamoDb } from '../../local/engines/dynamodb.ts';
import { startRunningStack } from '../../local/running-stack.ts';
import type { RunningStack } from '../../local/running-stack.ts';
import { removeDir, temporaryDir } from './fixtures/child.ts';
import { queueStack, smallStack } from './fixtures/stack.ts';

const secretText = JSON.stringify({ root: 'r'.repeat(64) });
const local = { region: 'cn-north-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

describe('a stack with a queue, its dead-letter queue, its consumer and a bucket', () => {
  const dir = temporaryDir();
  let engine: DynamoDb;
  let running: RunningStack;
  let s3: S3Client;
  let sqs: SQSClient;

  const start = async () => {
    running = await startRunningStack(queueStack, {
      clock: createClock(),
      credentials: [],
      dataDir: dir,
      dynamoDb: engine.endpoint,
      secrets: 'http://127.0.0.1:9',
      secretText,
      claimsUrlOf: () => '',
      log: createWriteStream(join(dir, 'functions.log')),
    });
    s3 = new S3Client({ ...local, endpoint: running.endpoints.buckets ?? '', forcePathStyle: true });
    sqs = new SQSClient({ ...local, endpoint: running.endpoints.queues ?? '' });
  };
  beforeAll(async () => {
    engine = await startDynamoDb();
    await start();
  });
  afterAll(async () => {
    await running.stop();
    await engine.stop();
    removeDir(dir);
  });

  const enqueue = (body: string) =>
    running.gateway({
      method: 'POST',
      target: '/jobs',
      headers: [['content-type', 'text/plain']],
      body: Buffer.from(body),
      sourceIp: '',
    });
  const archived = (key: string) =>
    s3.send(new HeadObjectCommand({ Bucket: 'archive', Key: key })).then(
      () => true,
      () => false,
    );

  it('has done the work when drained, and leaves only what waits for its retry', async () => {
    expect((await enqueue('poison')).status).toBe(202);
    await Promise.all(['one', 'two', 'three'].map(enqueue));
    await running.drain();
    expect(await Promise.all(['one', 'two', 'three', 'poison'].map(archived))).toEqual([true, true, true, false]);
  });

  it('moves what fails again and again to the dead-letter queue', async () => {
    const receive = new ReceiveMessageCommand({
      QueueUrl: `${running.endpoints.queues}/000000000000/dead-jobs`,
      WaitTimeSeconds: 10,
    });
    expect((await sqs.send(receive)).Messages).toMatchObject([{ Body: 'poison' }]);
  });

  it('creates an object once, however many try at once', async () => {
    const put = () => s3.send(new PutObjectCommand({ Bucket: 'archive', Key: 'once', Body: 'x', IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, put));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const names = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as Error).name] : [],
    );
    expect(new Set(names)).toEqual(new Set(['PreconditionFailed']));
  });

  it('refuses what the engine would do wrongly, and an address that has expired', async () => {
    const tagging = new PutObjectTaggingCommand({
      Bucket: 'archive',
      Key: 'once',
      Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] },
    });
    await expect(s3.send(tagging)).rejects.toMatchObject({ name: 'NotImplemented' });
    const object = await s3.send(new GetObjectCommand({ Bucket: 'archive', Key: 'once' }));
    expect(await object.Body?.transformToString()).toBe('x');
    const signed = (date: string) =>
      fetch(`${running.endpoints.buckets}/archive/once?X-Amz-Date=${date}&X-Amz-Expires=60`);
    expect((await signed('20200101T000000Z')).status).toBe(403);
    expect((await signed('29990101T000000Z')).status).toBe(200);
  });

  it('keeps messages and objects over a restart', async () => {
    await running.stop();
    await start();
    expect(await archived('one')).toBe(true);
  });
});

it.each([
  ['a table cannot be made', queueStack, 'http://127.0.0.1:9'],
  ['a function has no bundle', { ...queueStack, functionDirectories: new Map<string, string>() }, undefined],
])('leaves no engine behind where %s', async (_, stack, noEngine) => {
  const dir = temporaryDir();
  const engine = await startDynamoDb();
  const servers = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
  const before = servers();
  const starting = startRunningStack(stack, {
    clock: createClock(),
    credentials: [],
    dataDir: undefined,
    dynamoDb: noEngine ?? engine.endpoint,
    secrets: 'http://127.0.0.1:9',
    secretText,
    claimsUrlOf: () => '',
    log: createWriteStream(join(dir, 'functions.log')),
  });
  await expect(starting).rejects.toThrow();
  await expect.poll(servers).toBe(before);
  await engine.stop();
  removeDir(dir);
});

it('starts no queue engine for a stack without queues and buckets', async () => {
  const dir = temporaryDir();
  const engine = await startDynamoDb();
  const running = await startRunningStack(smallStack, {
    clock: createClock(),
    credentials: [],
    dataDir: undefined,
    dynamoDb: engine.endpoint,
    secrets: 'http://127.0.0.1:9',
    secretText,
    claimsUrlOf: () => '',
    log: createWriteStream(join(dir, 'functions.log')),
  });
  expect(running.endpoints).toEqual({ queues: undefined, buckets: undefined });
  await running.drain();
  await running.stop();
  await engine.stop();
  removeDir(dir);
});
