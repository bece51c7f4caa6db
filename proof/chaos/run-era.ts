import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EraAsked, EraResult } from './era.ts';
import type { SourceChange } from './source-change.ts';

const PROGRAM = join(import.meta.dirname, 'era-process.ts');
const WORDS_KEPT = 4_000;
/** Many times what the longest takes: an era that does not end says nothing of the product either. */
const LONGEST_MS = 600_000;

/** An era that could not be played to its end: nothing is known of the product by it. */
export class EraFailed extends Error {
  override readonly name = 'EraFailed';
}

/** Plays one era in a process of its own. `mutant`: with one text of the product replaced. */
export function runEra({
  mutant,
  ...asked
}: EraAsked & { readonly mutant?: SourceChange | undefined }): Promise<EraResult> {
  const directory = mkdtempSync(join(tmpdir(), 'chaos-'));
  const file = join(directory, 'result.json');
  const child = fork(PROGRAM, [file, JSON.stringify({ ...asked, mutant })], {
    silent: true,
    execArgv: [],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  let words = '';
  const listen = (chunk: Buffer): void => void (words = (words + chunk.toString('utf8')).slice(-WORDS_KEPT));
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      try {
        if (code !== 0) throw new EraFailed(`the era ${asked.seed} ended with ${code ?? signal}: ${words}`);
        resolve(JSON.parse(readFileSync(file, 'utf8')) as EraResult);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });
  });
}
