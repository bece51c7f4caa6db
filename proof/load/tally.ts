import { createHistogram } from 'node:perf_hooks';
import type { RecordableHistogram } from 'node:perf_hooks';
import type { Kind } from './partner-request.ts';
import { KINDS } from './partner-request.ts';

/** What came of the requests of one kind, or of all. Latencies in milliseconds, from the instant at which each was due. */
export interface Sums {
  readonly kind: Kind | 'all';
  readonly answered: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly errors: number;
}

export interface TallySums {
  readonly sums: readonly Sums[];
  /** `201` to how many; `none` where no answer came */
  readonly answers: Readonly<Record<string, number>>;
  /** what went wrong, and how often: `quote: 503 connector.busy` */
  readonly faults: Readonly<Record<string, number>>;
}

export interface Tally {
  /** `latencyMs` undefined: while warming up */
  answered(kind: Kind, status: string, latencyMs: number | undefined): void;
  failed(kind: Kind, says: string): void;
  sums(): TallySums;
}

const HIGHEST_MICROSECONDS = 600_000_000;

export function createTally(): Tally {
  const fresh = () => ({ latencies: createHistogram({ highest: HIGHEST_MICROSECONDS, figures: 3 }), errors: 0 });
  const all = fresh();
  const byKind = new Map(KINDS.map((kind) => [kind, fresh()]));
  const answers: Record<string, number> = {};
  const faults: Record<string, number> = {};
  return {
    answered: (kind, status, latencyMs) => {
      answers[status] = (answers[status] ?? 0) + 1;
      if (latencyMs === undefined) return;
      const microseconds = Math.min(HIGHEST_MICROSECONDS, Math.max(1, Math.round(latencyMs * 1_000)));
      all.latencies.record(microseconds);
      byKind.get(kind)?.latencies.record(microseconds);
    },
    failed: (kind, says) => {
      all.errors++;
      const one = byKind.get(kind);
      if (one !== undefined) one.errors++;
      const fault = `${kind}: ${says}`;
      faults[fault] = (faults[fault] ?? 0) + 1;
    },
    sums: () => ({
      sums: [...[...byKind].map(([kind, one]) => sumsOf(kind, one)), sumsOf('all', all)],
      ...{ answers, faults },
    }),
  };
}

function sumsOf(
  kind: Sums['kind'],
  { latencies, errors }: { readonly latencies: RecordableHistogram; readonly errors: number },
): Sums {
  const at = (percent: number) => (latencies.count === 0 ? 0 : latencies.percentile(percent) / 1_000);
  const max = latencies.count === 0 ? 0 : latencies.max / 1_000;
  return { kind, answered: latencies.count, p50: at(50), p99: at(99), p999: at(99.9), max, errors };
}
