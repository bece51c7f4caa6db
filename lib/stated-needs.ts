import type { QueueName } from '../lambdas/contracts/triggers.ts';
import type { BucketName } from '../lambdas/runtime/env.ts';
import type { TableIndex, TableNeeds } from './table-needs.ts';

/** Beginnings of the keys of a bucket's objects, each up to a slash: `parts/`. */
export interface ObjectAccess {
  readonly read?: readonly `${string}/`[];
  readonly write?: readonly `${string}/`[];
}

/** What a function says that it needs. */
export interface StatedNeeds {
  readonly memoryMb: 256 | 512 | 1024 | 2048;
  /** of one invocation; where left out, what a request can wait for (lib/constructs/connector-function.ts) */
  readonly timeoutMinutes?: number;
  /** besides what its door does */
  readonly table: TableNeeds;
  /** indexes of the table that it queries */
  readonly indexes?: readonly TableIndex[];
  /** identities are hashed and encrypted, quotes signed and webhook secrets opened with keys derived from the secret */
  readonly secret: boolean;
  /** the work queues that it puts messages into */
  readonly sendsTo?: readonly QueueName[];
  /** the objects that it reads and writes; to presign an address is to write */
  readonly objects?: Readonly<Partial<Record<BucketName, ObjectAccess>>>;
  /** what partners and patients feel while this function fails: it becomes the text of its alarms */
  readonly impact: string;
}
