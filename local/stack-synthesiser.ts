// Runs in a worker thread that ends when the stack is synthesised.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { handlerNames } from '../lib/function-needs.ts';
import { synthesise } from '../lib/synthesise.ts';
import type { StackBuild, SynthesiserSetup } from './stack-build.ts';

const { functionsDir, scratchDir } = workerData as SynthesiserSetup;

// The stack does not wait for the bundles: in the place of each stands a file that says whose it is.
const standInsDir = join(scratchDir, 'stand-ins');
mkdirSync(standInsDir);
for (const handler of handlerNames) {
  mkdirSync(join(standInsDir, handler));
  writeFileSync(join(standInsDir, handler, 'index.mjs'), handler);
}
const { template, functionDirectories: assets } = synthesise({
  stage: 'local',
  outdir: join(scratchDir, 'cdk.out'),
  functionsDir: standInsDir,
});
const functionDirectories = new Map(
  [...assets].map(([logicalId, asset]) => [
    logicalId,
    join(functionsDir, readFileSync(join(asset, 'index.mjs'), 'utf8')),
  ]),
);
parentPort?.postMessage({ template, functionDirectories } satisfies StackBuild);
