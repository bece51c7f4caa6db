import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { shanghaiDate } from '../../lambdas/domain/calendar.ts';
import { readCredentials } from '../../local/partners/credentials-file.ts';
import type { Audit } from '../../audit/audit-table.ts';
import { auditLoad } from './audit-load.ts';
import type { Assignment, DriverReport } from './driver-process.ts';
import { enrolWorld } from './enrol-world.ts';
import { openPartnerLine } from './partner-line.ts';
import type { Backlog } from './product-controls.ts';
import { productControls } from './product-controls.ts';
import type { Product } from './product-process.ts';
import type { Saturation } from './watch-product.ts';
import { watchProduct } from './watch-product.ts';
import { worldOf } from './world.ts';

export interface LoadOptions {
  /** orders begun a second */
  readonly rate: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly members: number;
  /** from one step of an order's life to the next */
  readonly pauseMs: number;
  readonly seed: number;
  readonly journalFile: string;
}

export interface LoadReport extends DriverReport {
  readonly seconds: number;
  readonly saturation: Saturation;
  /** when the last answer had come */
  readonly backlog: Backlog;
  readonly drainedAfterSeconds: number | undefined;
  readonly closedAfterSeconds: number;
  readonly isLedgerBalanced: boolean;
  readonly audit: Audit;
}

const DRIVER = fileURLToPath(new URL('./driver-process.ts', import.meta.url));
const DRAIN_PATIENCE_MS = 900_000;

/** Enrols, drives, waits until nothing is left to do, closes the day and audits what has come of it. `say` is told how far it is. */
export async function runLoad(
  product: Product,
  options: LoadOptions,
  say: (line: string) => void,
): Promise<LoadReport> {
  const { base, localDir } = product;
  const { rate, seconds, warmUpSeconds, pauseMs, seed, journalFile } = options;
  const controls = productControls(base);
  const credentials = readCredentials(localDir);
  const startedAt = await controls.now();
  const clockAheadMs = startedAt - Date.now();
  // another run on the same product is of other members and orders
  const world = worldOf(`L${Math.floor(startedAt / 1_000).toString(36)}`, options.members);
  say(`enrolling ${options.members} members`);
  const line = openPartnerLine(base, credentials, () => Date.now() + clockAheadMs);
  await enrolWorld(line, world, startedAt);

  say(`${rate} orders a second for ${seconds} s, after ${warmUpSeconds} s to warm up`);
  const driver = fork(DRIVER, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const report = reportOf(driver);
  driver.send({
    ...{ world, seed, rate, seconds, warmUpSeconds, pauseMs },
    ...{ base: base.href, credentials, clockAheadMs, journalFile },
  } satisfies Assignment);
  await Promise.race([sleep(warmUpSeconds * 1_000), report]);
  const pids = [product.pid, driver.pid].filter((pid) => pid !== undefined);
  const saw = watchProduct(pids, controls);
  await Promise.race([sleep(seconds * 1_000), report]);
  const saturation = saw();
  const driven = await report;

  const backlog = await controls.backlog();
  say(`answered; still to do: ${Object.values(backlog).reduce((sum, one) => sum + one, 0)}`);
  const answeredAt = performance.now();
  const isDrained = await controls.drain(DRAIN_PATIENCE_MS);
  const drainedAt = performance.now();
  await controls.closeDay(shanghaiDate(await controls.now()));
  const closedAt = performance.now();
  say('auditing');
  return {
    ...driven,
    ...{ seconds, saturation, backlog },
    drainedAfterSeconds: isDrained ? (drainedAt - answeredAt) / 1_000 : undefined,
    closedAfterSeconds: (closedAt - drainedAt) / 1_000,
    isLedgerBalanced: await controls.isLedgerBalanced(),
    audit: await auditLoad({ localDir, journalFile, now: await controls.now() }),
  };
}

async function reportOf(driver: ReturnType<typeof fork>): Promise<DriverReport> {
  const gone = once(driver, 'exit').then(([code]) => {
    throw new Error(`the driver ended with ${String(code)} before its report`);
  });
  const [report] = (await Promise.race([once(driver, 'message'), gone])) as [DriverReport];
  return report;
}
