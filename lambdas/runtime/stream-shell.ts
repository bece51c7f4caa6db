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

/**
 * The handler of new items. They are handled in their order; at the first that fails it stops and names it, so that this one and all
 * after it are given again.
 */
export function streamHandler({ name, handle }: NewItems): StreamHandler {
  return async (event, context) => {
    const record = workRecord(name, context);
    const now = workTime(event);
    let done = 0;
    for (const { dynamodb } of event.Records) {
      try {
        await handle(itemOfImage(dynamodb?.NewImage ?? {}), now);
        done += 1;
      } catch (error) {
        record.failed(error);
        record.close(done);
        return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    record.close(done);
    return { batchItemFailures: [] };
  };
}
