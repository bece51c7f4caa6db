// Runs in a worker thread that ends when the stack is built.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { bundleFunctions } from '../lib/bundle.ts';
import type { StackBuild } from './stack-build.ts';

const runDir = workerData as string;
const functionsDir = join(runDir, 'functions');

// esbuild works in a process of its own: meanwhile the CDK is loaded here
const [{ synthesise }] = await Promise.all([import('../lib/synthesise.ts'), bundleFunctions({ outdir: functionsDir })]);
const { template, functionDirectories } = synthesise({ stage: 'local', outdir: join(runDir, 'cdk.out'), functionsDir });
parentPort?.postMessage({ template, functionDirectories } satisfies StackBuild);
