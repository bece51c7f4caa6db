import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { allStarted } from './all-started.ts';
import type { Template } from './template/resources.ts';

/** The stack as local mode runs it: what is deployed, synthesised for the stage `local`. */
export interface StackBuild {
  readonly template: Template;
  /** logical id of each function to the directory of its bundle */
  readonly functionDirectories: ReadonlyMap<string, string>;
}

const BUNDLER = new URL('./stack-bundler.ts', import.meta.url);
const SYNTHESISER = new URL('./stack-synthesiser.ts', import.meta.url);

export interface SynthesiserSetup {
  /** the bundler writes the bundles here meanwhile */
  readonly functionsDir: string;
  /** everything else goes here */
  readonly scratchDir: string;
}

/** Bundles every function and synthesises the stack, both at once, into the run's own directory. */
export async function buildStack(runDir: string): Promise<StackBuild> {
  const functionsDir = join(runDir, 'functions');
  const setup: SynthesiserSetup = { functionsDir, scratchDir: runDir };
  const [build] = await allStarted([resultOf<StackBuild>(SYNTHESISER, setup), resultOf(BUNDLER, functionsDir)]);
  return build;
}

// in threads that end, because the CDK holds 200 MB that nobody needs afterwards
function resultOf<Result>(program: URL, workerData: unknown): Promise<Result> {
  const worker = new Worker(program, { workerData });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`${program.pathname} ended without a result`)));
  });
}
