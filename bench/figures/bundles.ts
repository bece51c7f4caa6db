import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { variableNames } from '../../lambdas/runtime/env.ts';
import { bundleFunctions } from '../../lib/bundle.ts';
import { engineEnv } from '../../local/engines/engine-env.ts';
import type { Figure } from '../figure.ts';
import { atMost, figure } from '../figure.ts';
import { median, rounded } from '../measure/statistics.ts';

const LARGEST_KB = 450;
const SLOWEST_MS = 110;
const BYTES_PER_KB = 1024;

const run = promisify(execFile);
const importer = fileURLToPath(new URL('../measure/import-time.mjs', import.meta.url));
const nothing = { dynamoDb: 'http://127.0.0.1:9', secrets: 'http://127.0.0.1:9' };
const env = {
  ...engineEnv(nothing),
  ...{ [variableNames.tableName]: 'none', [variableNames.secretArn]: 'none', [variableNames.stage]: 'local' },
};

/** What a cold start pays for each function: its size, and the time of its import in a process of its own. */
export async function measureBundles(imports: number): Promise<readonly Figure[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'direct-billing-bench-'));
  try {
    const bundled = await bundleFunctions({ outdir });
    const processTimes: number[] = [];
    const importTimes = new Map<string, number[]>(bundled.map(({ handler }) => [handler, []]));
    // in turns, so that a busy moment of the machine does not hit one function alone
    for (let turn = 0; turn < imports; turn++) {
      processTimes.push(await emptyProcessTime());
      for (const { handler, directory } of bundled) {
        importTimes.get(handler)?.push(await importTime(join(directory, 'index.mjs')));
      }
    }
    const medianOf = (times: readonly number[] = []) => rounded(median(times), 1);
    return [
      ...bundled.map(({ handler, bytes }) =>
        figure(`${handler}: size`, rounded(bytes / BYTES_PER_KB, 1), 'KB minified', atMost(LARGEST_KB)),
      ),
      figure('an empty process, start to end', medianOf(processTimes), 'ms'),
      ...bundled.map(({ handler }) =>
        figure(`${handler}: import`, medianOf(importTimes.get(handler)), 'ms', atMost(SLOWEST_MS)),
      ),
    ];
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

async function importTime(bundle: string): Promise<number> {
  const { stdout } = await run(process.execPath, [importer, bundle], { env });
  return Number(stdout);
}

async function emptyProcessTime(): Promise<number> {
  const startedAt = performance.now();
  await run(process.execPath, ['-e', '0'], { env });
  return performance.now() - startedAt;
}
