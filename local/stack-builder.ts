// Runs in a worker thread that ends when the stack is built.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { bundleFunctions } from '../lib/bundle.ts';
import { synthesise } from '../lib/synthesise.ts';
import type { StackBuild } from './stack-build.ts';

const runDir = workerData as string;
const functionsDir = join(runDir, 'functions');

await bundleFunctions({ outdir: functionsDir });
const { template, functionDirectories } = synthesise({ stage: 'local', outdir: join(runDir, 'cdk.out'), functionsDir });
parentPort?.postMessage({ template, functionDirectories } satisfies StackBuild);
