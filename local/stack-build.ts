import { join } from 'node:path';
import type { Template } from './template/resources.ts';

/** The stack as local mode runs it: what is deployed, synthesised for the stage `local`. */
export interface StackBuild {
  readonly template: Template;
  /** logical id of each function to the directory of its bundle */
  readonly functionDirectories: ReadonlyMap<string, string>;
}

/** Bundles every function and synthesises the stack into the run's own directory. */
export async function buildStack(runDir: string): Promise<StackBuild> {
  const functionsDir = join(runDir, 'functions');
  const [{ bundleFunctions }, { synthesise }] = await Promise.all([
    import('../lib/bundle.ts'),
    import('../lib/synthesise.ts'),
  ]);
  await bundleFunctions({ outdir: functionsDir });
  return synthesise({ stage: 'local', outdir: join(runDir, 'cdk.out'), functionsDir });
}
