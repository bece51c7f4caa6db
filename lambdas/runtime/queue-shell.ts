import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { WorkEvent } from './clock.ts';
import { workTime } from './clock.ts';
import { workRecord } from './work-record.ts';

export type QueueHandler = (event: SQSEvent & WorkEvent, context: Context) => Promise<SQSBatchResponse>;

export interface Messages<Content> {
  /** the file's name, as in lambdas/contracts/triggers.ts */
  readonly name: string;
  /** of the JSON that a message is; another one is a defect of ours, and ends where failed messages are set aside */
  readonly schema: z.ZodType<Content>;
  /** Once at least for each message, in any order and several at once. `now`: epoch milliseconds. */
  readonly handle: (content: Content, now: number, delivery: MessageDelivery) => Promise<void>;
}

export interface MessageDelivery {
  /** it was given to a function before, which may have done any part of the work */
  readonly isRepeated: boolean;
}

/** The handler of a work queue. Messages are independent: only those that fail are given again. */
export function queueHandler<Content>({ name, schema, handle }: Messages<Content>): QueueHandler {
  return async (event, context) => {
    const record = workRecord(name, context);
    const now = workTime(event);
    const handled = await Promise.all(
      event.Records.map(async (message: SQSRecord) => {
        try {
          const isRepeated = Number(message.attributes.ApproximateReceiveCount) > 1;
          await handle(schema.parse(JSON.parse(message.body)), now, { isRepeated });
          return [];
        } catch (error) {
          record.failed(error);
          return [{ itemIdentifier: message.messageId }];
        }
      }),
    );
    const batchItemFailures = handled.flat();
    record.close(event.Records.length - batchItemFailures.length);
    return { batchItemFailures };
  };
}
