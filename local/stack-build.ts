import { Worker } from 'node:worker_threads';
import type { Template } from './template/resources.ts';

/** The stack as local mode runs it: what is deployed, synthesised for the stage `local`. */
export interface StackBuild {
  readonly template: Template;
  /** logical id of each function to the directory of its bundle */
  readonly functionDirectories: ReadonlyMap<string, string>;
}

const BUILDER = new URL('./stack-builder.ts', import.meta.url);

/** Bundles every function and synthesises the stack into the run's own directory. */
export async function buildStack(runDir: string): Promise<StackBuild> {
  // in a thread, because the CDK holds 200 MB that nobody needs afterwards
  const builder = new Worker(BUILDER, { workerData: runDir });
  return new Promise((resolve, reject) => {
    builder.once('message', resolve);
    builder.once('error', reject);
    builder.once('exit', () => reject(new Error('the builder of the stack ended without a result')));
  });
}
