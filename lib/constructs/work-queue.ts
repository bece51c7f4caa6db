import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueTrigger } from '../../lambdas/contracts/triggers.ts';
import type { ConnectorFunction } from './connector-function.ts';
import { functionTimeout } from './connector-function.ts';
import { DeadLetters } from './dead-letters.ts';
import { receiveGrants } from './queue-grants.ts';

export interface WorkQueueProps {
  /** of the queue and of the function that works it off */
  readonly name: string;
  readonly trigger: QueueTrigger;
  readonly encryptionKey: IKey;
}

/** Work that one function leaves for another. What fails again and again is set aside, and is no longer in the way. */
export class WorkQueue extends Construct {
  readonly name: string;
  readonly queue: Queue;
  readonly deadLetters: Queue;
  private readonly trigger: QueueTrigger;
  private readonly encryptionKey: IKey;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { name, trigger, encryptionKey } = props;
    // Sooner, a message would be given to a second invocation while the first still works on it or waits for its turn.
    if (trigger.visibilitySeconds < 6 * functionTimeout.toSeconds()) {
      throw new Error(`the queue ${name} shows a message again before its function has certainly ended`);
    }
    // A batch of several groups ends with its slowest message, and a failed one would be passed by those behind it.
    if (trigger.ordered && trigger.batchSize !== 1)
      throw new Error(`the queue ${name} is ordered: one message at a time`);
    this.name = name;
    this.trigger = trigger;
    this.encryptionKey = encryptionKey;
    const ordered = trigger.ordered && { fifo: true };
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { encryptionKey, ...ordered }).queue;
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
      ...ordered,
      ...(trigger.ordered && {
        fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
        deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      }),
      visibilityTimeout: Duration.seconds(trigger.visibilitySeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: trigger.receives },
    });
  }

  /** Lets the function work the queue off. Only the messages that it names as failed come again. */
  feed(one: ConnectorFunction): EventSourceMapping {
    one.allow(...receiveGrants(this.queue, this.encryptionKey));
    const { batchSize, windowSeconds } = this.trigger;
    return one.function.addEventSourceMapping('Messages', {
      eventSourceArn: this.queue.queueArn,
      batchSize,
      ...(windowSeconds !== undefined && { maxBatchingWindow: Duration.seconds(windowSeconds) }),
      reportBatchItemFailures: true,
    });
  }
}
