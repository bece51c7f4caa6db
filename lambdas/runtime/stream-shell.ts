import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { itemOfImage } from '../storage/stream-image.ts';
import type { Item } from '../storage/keys.ts';
import type { WorkEvent } from './clock.ts';
import { workTime } from './clock.ts';
import { workRecord } from './work-record.ts';

export type StreamHandler = (
  event: DynamoDBStreamEvent & WorkEvent,
  context: Context,
) => Promise<DynamoDBBatchResponse>;

export interface NewItems {
  /** the file's name, as in lambdas/contracts/triggers.ts */
  readonly name: string;
  /** Once at least for each item, and after what came before it in its partition. `now`: epoch milliseconds. */
  readonly handle: (item: Item, now: number) => Promise<void>;
}

/** Partitions that are handled at once: what follows an item is some calls one after the other, and none waits for those of another. */
const SIDE_BY_SIDE = 10;

/**
 * The handler of new items: those of a partition in their order, partitions side by side. Where some fail, the first of them is named, so
 * that it and all after it are given again, also what was handled meanwhile.
 */
export function streamHandler({ name, handle }: NewItems): StreamHandler {
  return async (event, context) => {
    const record = workRecord(name, context);
    const now = workTime(event);
    const items = event.Records.map(({ dynamodb }, place) => ({ place, item: itemOfImage(dynamodb?.NewImage ?? {}) }));
    const partitions = Map.groupBy(items, ({ item }) => item['pk']?.S).values();
    let [done, failedAt] = [0, items.length];
    const handleInTurn = async () => {
      for (const partition of partitions) {
        for (const { place, item } of partition) {
          // from there on all is given again
          if (place > failedAt) break;
          try {
            await handle(item, now);
            done += 1;
          } catch (error) {
            record.failed(error);
            failedAt = Math.min(failedAt, place);
            break;
          }
        }
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, handleInTurn));
    record.close(done);
    const failed = event.Records[failedAt];
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] : [] };
  };
}
