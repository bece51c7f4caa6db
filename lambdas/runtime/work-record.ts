import type { Context } from 'aws-lambda';
import { logTrouble, logWork } from './logging.ts';

/** The account of one invocation that no request started: one line for all of it, and one for each piece that failed. */
export interface WorkRecord {
  failed(cause: unknown): void;
  /** `done`: pieces of work that are done with */
  close(done: number): void;
}

export function workRecord(handler: string, { awsRequestId: requestId }: Context): WorkRecord {
  const startedAt = performance.now();
  let failed = 0;
  return {
    failed: (cause) => {
      failed += 1;
      logTrouble({ route: handler, requestId, cause });
    },
    close: (done) => {
      const durationMs = Math.round((performance.now() - startedAt) * 100) / 100;
      logWork({ handler, requestId, durationMs, done, failed });
    },
  };
}
