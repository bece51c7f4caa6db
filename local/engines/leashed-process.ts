import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

export interface LeashedProcess {
  /** settles when the process has ended, for whatever cause, with the last text it wrote to its standard error */
  readonly ended: Promise<string>;
  /** its standard output, for a process that says where it listens */
  readonly output: NonNullable<ChildProcess['stdout']>;
  stop(): Promise<void>;
}

// The kernel closes a pipe however its owner dies, also by SIGKILL, and exit handlers do not run then. So a shell holds the
// reading end of a pipe that only we hold open, and kills the process when that ends. If the shell itself is killed, the
// waiting `cat` still does the same.
const LEASH = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(cat <&3; kill -KILL "$child") >/dev/null 2>&1 &
leash=$!
exec 3<&- 2>/dev/null
wait "$child"
status=$?
kill "$leash" 2>/dev/null
[ -z "$LEASH_SCRATCH_DIR" ] || rm -rf "$LEASH_SCRATCH_DIR"
exit "$status"`;

const STDERR_KEPT_CHARACTERS = 2_000;

/** Starts a process that never outlives this one. `scratchDir` is removed when the process ends. */
export function startLeashed(
  command: readonly string[],
  options: { readonly scratchDir?: string | undefined; readonly env?: NodeJS.ProcessEnv | undefined } = {},
): LeashedProcess {
  const child = spawn('sh', ['-c', LEASH, 'leash', ...command], {
    // a process group of its own: Ctrl-C in the terminal reaches us, and we stop it in our own order
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...(options.env ?? process.env), LEASH_SCRATCH_DIR: options.scratchDir ?? '' },
  });
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-STDERR_KEPT_CHARACTERS);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => {
      child.stdin.destroy();
      resolve(lastWords.trim());
    });
  });
  child.stdin.on('error', () => child.stdin.destroy());
  unreference(child);
  return {
    ended,
    output: child.stdout,
    stop: async () => {
      child.stdin.destroy();
      // an unreferenced child would let the event loop run dry while we wait for its end
      child.ref();
      await ended;
    },
  };
}

function unreference(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream.unref();
  }
}
