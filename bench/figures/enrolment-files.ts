import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyObjectKey } from '../../lambdas/contracts/enrolment-file.ts';
import { NOTHING_READ } from '../../lambdas/domain/enrolment.ts';
import { connectorKeys } from '../../lambdas/runtime/connector-keys.ts';
import { bucketNames, bucketVariable } from '../../lambdas/runtime/env.ts';
import { dynamoDb } from '../../lambdas/storage/dynamodb-client.ts';
import { createEnrolment, readEnrolment } from '../../lambdas/storage/enrolment-book.ts';
import { startBuckets } from '../../local/engines/buckets.ts';
import { startQueuesInProcess } from '../../test/support/queues-in-process.ts';
import type { QueuesInProcess } from '../../test/support/queues-in-process.ts';
import type { Stage } from '../engine/stage.ts';
import { startStage } from '../engine/stage.ts';
import type { Figure } from '../figure.ts';
import { atLeast, atMost, exactly, figure } from '../figure.ts';
import { median, rounded } from '../measure/statistics.ts';
import { INSURER, publishBenchPlan } from '../workload/enrolment.ts';
import type { RowRange } from '../workload/enrolment-files.ts';
import { fileOf, putsOf, transactionsOf } from '../workload/enrolment-files.ts';

const LEAST_SHARE = 0.7;
const LONGEST_MINUTES = 15;
const MOST_GROWTH = 1.25;
const SAMPLE_MS = 100;
const LEAST_ROUND_ROWS = 1_000;
const WHOLE_ROWS = 1_000_000;
const BYTES_PER_MB = 1_048_576;

interface Run {
  readonly perSecond: number;
  readonly seconds: number;
  readonly peakMb: number;
  /** µs a row */
  readonly cpuMicros: number;
}

/** A file of new members with identities, from the bucket into the table, against sending the same transactions alone. */
export async function measureEnrolmentFiles({ rows }: { readonly rows: number }): Promise<readonly Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-enrolment-'));
  const stage = await startStage();
  const buckets = await startBuckets({ names: bucketNames, dir });
  const queues = await startQueuesInProcess();
  try {
    Object.assign(process.env, queues.environment, { AWS_ENDPOINT_URL_S3: buckets.endpoint });
    for (const name of bucketNames) process.env[bucketVariable(name)] = name;
    await publishBenchPlan(stage);
    const few = rows / 10;
    const enrol = (range: RowRange) => enrolled(range, queues, buckets.endpoint);
    const rounds = await inTurns(Math.max(LEAST_ROUND_ROWS, rows / 200), rows < WHOLE_ROWS ? 4 : 8, {
      file: async (range) => (await enrol(range)).perSecond,
      floor: (range) => floorRate(range, stage),
      puts: (range) => putRate(range, stage),
    });
    const small = await enrol({ from: 4_000_000, count: few });
    const large = await enrol({ from: 6_000_000, count: rows });
    const rate = (of: (round: Round) => number) => rounded(median(rounds.map(of)), 0);
    return [
      figure('rows of the file', rows, 'rows', exactly(rows)),
      figure('rate', rounded(large.perSecond, 0), 'rows a second'),
      figure(
        'a million rows at that rate',
        rounded(1_000_000 / large.perSecond / 60, 1),
        'minutes',
        atMost(LONGEST_MINUTES),
      ),
      figure(
        'in turns with the floor: rate',
        rate(({ file }) => file),
        'rows a second',
      ),
      figure(
        'the same transactions alone',
        rate(({ floor }) => floor),
        'rows a second',
      ),
      figure(
        'the same items put unconditionally',
        rate(({ puts }) => puts),
        'rows a second',
      ),
      figure(
        'rate against the same transactions alone',
        rounded(median(rounds.map(({ file, floor }) => file / floor)), 3),
        'ratio',
        atLeast(LEAST_SHARE),
      ),
      figure(`peak memory with ${few} rows`, rounded(small.peakMb, 0), 'MB'),
      figure(`peak memory with ${rows} rows`, rounded(large.peakMb, 0), 'MB'),
      figure(
        'growth of peak memory',
        rounded(large.peakMb / small.peakMb, 2),
        'ratio',
        // the heap of a short run has not reached its size yet
        rows < WHOLE_ROWS ? undefined : atMost(MOST_GROWTH),
      ),
      figure('CPU time of the process, servers of the bucket and the queue included', large.cpuMicros, 'µs a row'),
    ];
  } finally {
    await Promise.all([queues.stop(), buckets.stop()]);
    await stage.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Rows a second. */
interface Round {
  readonly file: number;
  readonly floor: number;
  /** the same items without a condition, which nothing but an empty table allows */
  readonly puts: number;
}

type Contestants = { readonly [Name in keyof Round]: (range: RowRange) => Promise<number> };

/** All in turns, each turn the other way round, so that a machine which changes its speed hits all of them. The first turn warms up. */
async function inTurns(count: number, turns: number, { file, floor, puts }: Contestants): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let turn = 0; turn <= turns; turn++) {
    const rangeOf = (contestant: number): RowRange => ({ from: contestant * 1_000_000 + turn * count, count });
    const [first, second] = turn % 2 === 0 ? [file, floor] : [floor, file];
    const [one, other] = [await first(rangeOf(1)), await second(rangeOf(2))];
    const [ofFile, ofFloor] = turn % 2 === 0 ? [one, other] : [other, one];
    rounds.push({ file: ofFile, floor: ofFloor, puts: await puts(rangeOf(3)) });
  }
  return rounds.slice(1);
}

/** Puts the file there, and has the function run until it is done with. */
async function enrolled(range: RowRange, queues: QueuesInProcess, endpoint: string): Promise<Run> {
  const enrolmentId = `bench-${range.from}`;
  const objectKey = bodyObjectKey(enrolmentId);
  const body = ReadableStream.from(fileOf(range));
  const put = await fetch(`${endpoint}/enrolments/${objectKey}`, { method: 'PUT', body, duplex: 'half' });
  if (put.status !== 200) throw new Error(`the file was not taken: ${put.status}`);
  const record = { enrolmentId, insurerId: INSURER, objectKey, createdAt: 0, file: undefined };
  await createEnrolment(Promise.resolve(), { ...record, progress: NOTHING_READ, isDone: false });
  globalThis.gc?.();
  let peak = 0;
  const sample = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const sampling = setInterval(sample, SAMPLE_MS);
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  queues.send('enrolment-files', JSON.stringify({ enrolmentId }));
  await queues.deliver(0);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(sampling);
  const report = await readEnrolment(enrolmentId);
  if (report?.isDone !== true || report.progress.accepted !== range.count)
    throw new Error('not every row was enrolled');
  return {
    seconds,
    perSecond: range.count / seconds,
    peakMb: peak / BYTES_PER_MB,
    cpuMicros: rounded((user + system) / range.count, 0),
  };
}

/** What the engine takes a second of the same items, in transactions that are made beforehand and sent one after another. */
async function floorRate(range: RowRange, stage: Stage): Promise<number> {
  const commands = [...transactionsOf(range, stage, await connectorKeys())];
  const startedAt = performance.now();
  for (const command of commands) await dynamoDb().send(command);
  return range.count / ((performance.now() - startedAt) / 1_000);
}

async function putRate(range: RowRange, stage: Stage): Promise<number> {
  const commands = [...putsOf(range, stage, await connectorKeys())];
  const startedAt = performance.now();
  for (const command of commands) await dynamoDb().send(command);
  return range.count / ((performance.now() - startedAt) / 1_000);
}
