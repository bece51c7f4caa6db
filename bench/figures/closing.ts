import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { bucketNames, bucketVariable } from '../../lambdas/runtime/env.ts';
import { businessDayKey } from '../../lambdas/storage/keys.ts';
import type { WorkflowHandler } from '../../lambdas/runtime/workflow-shell.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { closeDays } from '../../local/work/closing-driver.ts';
import { addDays } from '../../lambdas/domain/calendar.ts';
import { BENCH_INSURER } from '../closing/book-pages.ts';
import type { DaySizes } from '../closing/book-pages.ts';
import type { Stage } from '../engine/stage.ts';
import { startStage } from '../engine/stage.ts';
import type { Figure } from '../figure.ts';
import { atMost, figure } from '../figure.ts';
import { rounded } from '../measure/statistics.ts';

const MOST_SECONDS = 90;
const MOST_MEMORY_MB = 512;
const MOST_EXPONENT = 1.1;
const WARM_UP_LINES = 10_000;
const STAND_IN = fileURLToPath(new URL('../closing/table-stand-in.ts', import.meta.url));

/** Days of so many lines are closed by the function's own steps in this process; the table and the buckets are others. */
export async function measureClosing(most: number): Promise<readonly Figure[]> {
  const sizes = [WARM_UP_LINES, 10_000, 100_000, ...(most > 100_000 ? [most] : [])];
  const first = '2026-06-01';
  const days = Object.fromEntries(sizes.map((lines, index) => [addDays(first, index), lines]));
  const stage = await startStage();
  const stop = await startStandIn(stage, days);
  try {
    const seconds: number[] = [];
    for (const date of Object.keys(days)) seconds.push(await closed(date));
    const [, small = 0, ...larger] = seconds;
    const whole = larger.at(-1) ?? 0;
    const largest = sizes.at(-1) ?? 0;
    const exponent = Math.log(whole / small) / Math.log(largest / 10_000);
    const memoryMb = process.resourceUsage().maxRSS / 1_024;
    const isWhole = largest >= 1_000_000;
    return [
      ...sizes
        .slice(1)
        .map((lines, index) =>
          figure(
            `${lines.toLocaleString('en')} lines: begun, frozen, written, read back and published`,
            rounded(seconds[index + 1] ?? 0, 2),
            's, with a table that makes the lines on the way',
            lines === largest && isWhole ? atMost(MOST_SECONDS) : undefined,
          ),
        ),
      figure(
        'memory of the process that closed them, at its highest',
        rounded(memoryMb, 0),
        'MB',
        atMost(MOST_MEMORY_MB),
      ),
      figure(
        `exponent of the time from 10,000 to ${largest.toLocaleString('en')} lines`,
        rounded(exponent, 2),
        '',
        atMost(MOST_EXPONENT),
      ),
    ];
  } finally {
    stop();
    await stage.stop();
  }
}

async function startStandIn(stage: Stage, days: DaySizes): Promise<() => void> {
  const engine = process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '';
  const child = fork(STAND_IN, [engine, JSON.stringify(days)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [endpoints] = (await once(child, 'message')) as [{ readonly table: string; readonly buckets: string }];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.table,
    AWS_ENDPOINT_URL_S3: endpoints.buckets,
    ...Object.fromEntries(bucketNames.map((name) => [bucketVariable(name), name])),
  });
  for (const date of Object.keys(days)) {
    const Item = { ...businessDayKey(BENCH_INSURER, date) };
    await stage.client.send(new PutItemCommand({ TableName: stage.tableName, Item }));
  }
  return () => child.disconnect();
}

/** Seconds. */
async function closed(date: string): Promise<number> {
  const { handler } = (await import('../../lambdas/handlers/workflow/daily-close.ts')) as { handler: WorkflowHandler };
  const invokedAt = Date.parse(`${addDays(date, 1)}T00:30:00+08:00`);
  const context = lambdaContext('daily-close', 14 * 60_000);
  const started = performance.now();
  await closeDays((step) => handler({ ...step, invokedAt }, context), date);
  const seconds = (performance.now() - started) / 1_000;
  const { readStatement } = await import('../../lambdas/storage/statements-shelf.ts');
  if ((await readStatement(BENCH_INSURER, date))?.summary.count === undefined) throw new Error(`${date} is not closed`);
  return seconds;
}
