import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figure.ts';
import type { PeerSectionName } from './peers/sections.ts';
import type { SectionName } from './sections.ts';

export type AnySectionName = SectionName | PeerSectionName;

const entry = fileURLToPath(new URL('run-section.ts', import.meta.url));

/**
 * Measures one section in a process of its own, with an engine of its own. What the functions log there goes the way of a log
 * that nobody reads, but it is written.
 */
export async function measureSection(name: AnySectionName, isQuick: boolean): Promise<readonly Figure[]> {
  const child = fork(entry, [name, ...(isQuick ? ['--quick'] : [])], {
    execArgv: ['--expose-gc', ...profilerFlags()],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let figures: readonly Figure[] | undefined;
    child.once('message', (message) => (figures = message as readonly Figure[]));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && figures !== undefined) resolve(figures);
      else reject(new Error(`the section "${name}" ended without its figures (${code})`));
    });
  });
}

/** `BENCH_PROFILE=<directory>` leaves a CPU profile of each section there. */
function profilerFlags(): readonly string[] {
  const directory = process.env['BENCH_PROFILE'];
  return directory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${directory}`];
}
