import { createHistogram } from 'node:perf_hooks';
import type { ProductControls } from './product-controls.ts';
import { cpuByProgram } from './process-times.ts';

/** How far the machine and the product's own thread were used while they were watched. */
export interface Saturation {
  /** cores: of each program, and of the one of its threads that was busiest */
  readonly cores: readonly { readonly program: string; readonly all: number; readonly busiestThread: number }[];
  /** how long the smallest request waits for the product's main thread: milliseconds */
  readonly mainThread: { readonly p50: number; readonly p99: number; readonly max: number };
}

const EVERY_MS = 500;

/** Watches from outside, until it is asked what it saw. */
export function watchProduct(pids: readonly number[], controls: ProductControls): () => Saturation {
  const waits = createHistogram({ highest: 600_000_000, figures: 3 });
  const startedAt = performance.now();
  const before = pids.map(cpuByProgram);
  const timer = setInterval(() => {
    const askedAt = performance.now();
    controls
      .now()
      .then(() => waits.record(Math.max(1, Math.round((performance.now() - askedAt) * 1_000))))
      // a product that is gone is told of by those that need its answer
      .catch(() => {});
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    const seconds = (performance.now() - startedAt) / 1_000;
    const cores = pids.flatMap((pid, index) =>
      [...cpuByProgram(pid)].map(([program, used]) => {
        const earlier = before[index]?.get(program);
        const threads = [...used.threads].map(([thread, now]) => now - (earlier?.threads.get(thread) ?? 0));
        const all = (used.all - (earlier?.all ?? 0)) / seconds;
        return { program, all, busiestThread: Math.max(0, ...threads) / seconds };
      }),
    );
    const at = (percent: number) => (waits.count === 0 ? 0 : waits.percentile(percent) / 1_000);
    return { cores, mainThread: { p50: at(50), p99: at(99), max: waits.count === 0 ? 0 : waits.max / 1_000 } };
  };
}
