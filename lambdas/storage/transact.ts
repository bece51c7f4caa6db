import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb } from './dynamodb-client.ts';
import type { Item } from './keys.ts';

/** How a transaction ended. A write whose condition failed is named by its position, with the item that stood in its way. */
export type Outcome =
  | { readonly outcome: 'written' }
  | { readonly outcome: 'refused'; readonly at: number; readonly item: Item | undefined }
  | { readonly outcome: 'contended' };

const CONTENTION = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Sends one transaction. A failed condition is reported before contention, and the first one in the order of the writes wins, so
 * the caller lists what matters most first. The SDK repeats a transaction whose answer was lost under the same token, which is
 * safe; it does not repeat one that was cancelled. `admission` is awaited first: no write without it.
 */
export async function transact(admission: Promise<void>, writes: readonly TransactWriteItem[]): Promise<Outcome> {
  await admission;
  try {
    await dynamoDb().send(new TransactWriteItemsCommand({ TransactItems: [...writes] }));
    return { outcome: 'written' };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const at = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
    if (at >= 0) return { outcome: 'refused', at, item: reasons[at]?.Item };
    if (reasons.some(({ Code }) => Code !== undefined && CONTENTION.has(Code))) return { outcome: 'contended' };
    throw error;
  }
}
