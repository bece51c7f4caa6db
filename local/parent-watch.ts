import { readFileSync } from 'node:fs';

const POLL_MS = 500;

/**
 * Under npm there are two processes above us, npm and a shell, and neither passes on what kills it. Tells when one of them is
 * gone. A process started by hand may outlive its shell: that is what `nohup` is for.
 */
export function onNpmGone(gone: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    gone();
  }, POLL_MS);
  timer.unref();
}

/** undefined where the system does not tell */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
