import type { QueueName } from '../lambdas/contracts/triggers.ts';
import type { TableIndex, TableNeeds } from './table-needs.ts';

/** What a function says that it needs. */
export interface StatedNeeds {
  readonly memoryMb: 256 | 512 | 1024;
  /** besides what its door does */
  readonly table: TableNeeds;
  /** indexes of the table that it queries */
  readonly indexes?: readonly TableIndex[];
  /** identities are hashed and encrypted, quotes signed and webhook secrets opened with keys derived from the secret */
  readonly secret: boolean;
  /** the work queues that it puts messages into */
  readonly sendsTo?: readonly QueueName[];
  /** what partners and patients feel while this function fails: it becomes the text of its alarms */
  readonly impact: string;
}
