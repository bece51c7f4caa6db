import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

/** Seconds of CPU that a process has used, in all and by thread. */
export interface CpuSeconds {
  readonly all: number;
  readonly threads: ReadonlyMap<number, number>;
}

const ROOT = join(import.meta.dirname, '../..');
/** The kernel's unit in /proc, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** By the program that runs in it: a process and all that it started. Empty where there is no /proc. */
export function cpuByProgram(root: number): ReadonlyMap<string, CpuSeconds> {
  return new Map(
    descendants(root)
      .map((pid) => [programOf(pid), cpuOf(pid)] as const)
      .filter(([program]) => program !== undefined && program !== 'sh' && program !== 'cat') as [string, CpuSeconds][],
  );
}

function descendants(root: number): readonly number[] {
  const parents = numbered('/proc').map((pid) => ({ pid, parent: Number(statOf(`/proc/${pid}`)[1]) }));
  const found = [root];
  for (const one of found) found.push(...parents.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  return found;
}

/** `local/insurer/main.ts`, `dynoxide` */
function programOf(pid: number): string | undefined {
  const words = read(`/proc/${pid}/cmdline`).split('\0');
  const script = words.find((word) => word.endsWith('.ts'));
  return script === undefined ? basename(words[0] ?? '') || undefined : relative(ROOT, script);
}

function cpuOf(pid: number): CpuSeconds {
  const threads = numbered(`/proc/${pid}/task`).map(
    (thread) => [thread, secondsOf(`/proc/${pid}/task/${thread}`)] as const,
  );
  return { all: secondsOf(`/proc/${pid}`), threads: new Map(threads) };
}

/** utime and stime */
function secondsOf(path: string): number {
  const fields = statOf(path);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

/** The fields after the name, which may itself have spaces and brackets: state, parent, … */
function statOf(path: string): readonly string[] {
  const text = read(`${path}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function numbered(path: string): readonly number[] {
  try {
    return readdirSync(path)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
