import type { DynamoDBBatchResponse } from 'aws-lambda';
import type { StreamRecord } from './table-stream.ts';

export interface BatchRules {
  readonly reportsPartialFailures: boolean;
  readonly bisectsFailures: boolean;
  /** after the first attempt */
  readonly retries: number;
}

export interface BatchPorts {
  /** rejects where the function threw or ran out of time */
  readonly invoke: (records: readonly StreamRecord[]) => Promise<unknown>;
  /** before attempt n + 1, from 1 */
  readonly pause: (attempt: number) => Promise<void>;
  /** the records are done with: nothing before the end of them is given again */
  readonly done: (records: readonly StreamRecord[]) => void;
  /** they failed as often as they may; the stream goes on without them */
  readonly setAside: (records: readonly StreamRecord[], attempts: number) => Promise<void>;
}

/**
 * Works one batch off as Lambda's poller does: in order, whatever succeeded is not given again, what failed is halved until the record
 * at fault stands alone, and after so many attempts that one is set aside. `failures`: how often its first record has failed before.
 */
export async function workOff(
  batch: readonly StreamRecord[],
  rules: BatchRules,
  ports: BatchPorts,
  failures = 0,
): Promise<void> {
  let [rest, failed] = [batch, failures];
  while (rest.length > 0) {
    const succeeded = await successesOf(rest, rules, ports);
    if (succeeded > 0) ports.done(rest.slice(0, succeeded));
    rest = rest.slice(succeeded);
    if (rest.length === 0) return;
    if (succeeded === 0 && rest.length > 1 && rules.bisectsFailures && rules.retries > 0) {
      await ports.pause(failed + 1);
      const middle = Math.ceil(rest.length / 2);
      // which of them is at fault is not known yet, so that it is no attempt
      await workOff(rest.slice(0, middle), rules, ports, failed);
      await workOff(rest.slice(middle), rules, ports);
      return;
    }
    failed = succeeded > 0 ? 1 : failed + 1;
    if (failed > rules.retries) {
      await ports.setAside(rest, failed);
      ports.done(rest);
      return;
    }
    await ports.pause(failed);
  }
}

/** How many records, from the first on, are done. */
async function successesOf(
  records: readonly StreamRecord[],
  { reportsPartialFailures }: BatchRules,
  { invoke }: BatchPorts,
): Promise<number> {
  try {
    const result = (await invoke(records)) as DynamoDBBatchResponse | null;
    const failures = reportsPartialFailures ? (result?.batchItemFailures ?? []) : [];
    if (failures.length === 0) return records.length;
    const positions = failures.map(({ itemIdentifier }) =>
      records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
    );
    // an identifier that is not of this batch fails all of it
    return Math.max(0, Math.min(...positions));
  } catch {
    return 0;
  }
}
