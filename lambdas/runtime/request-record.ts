import { AsyncLocalStorage } from 'node:async_hooks';
import type { ProblemCode } from '../contracts/problem-codes.ts';

/** A decision as it is counted and logged: figures and the provider's own order number, nothing of the patient. */
export interface DecisionRecord {
  readonly outcome: 'approved' | 'partial' | 'declined';
  readonly orderNo: string;
  /** fen */
  readonly insurer: number;
  /** fen */
  readonly patient: number;
}

/** What becomes known of one request on its way, for its log line and its metrics. */
export interface RequestRecord {
  readonly route: string;
  readonly requestId: string;
  readonly partnerId?: string;
  readonly decision?: DecisionRecord;
  readonly exceptionsOpened?: number;
  readonly replayed?: boolean;
  readonly code?: ProblemCode;
  /** why a request was answered with a 5xx */
  readonly cause?: unknown;
}

const records = new AsyncLocalStorage<RequestRecord>();

/** Runs a request with its record. A local worker runs several at once, so that the record is not simply a variable. */
export function withRecord<Result>(record: RequestRecord, run: () => Result): Result {
  return records.run(record, run);
}

/** Adds to the record of the request under way; outside of one, as in a test of a use case, there is nothing to add to. */
export function noteInRecord(facts: Partial<Omit<RequestRecord, 'route' | 'requestId'>>): void {
  const record = records.getStore();
  if (record !== undefined) Object.assign(record, facts);
}

/** Counts exceptions that one request has opened, of which there may be several. */
export function countExceptions(opened: number): void {
  const record = records.getStore();
  if (record !== undefined) noteInRecord({ exceptionsOpened: (record.exceptionsOpened ?? 0) + opened });
}
