import { Duration, Validations } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StreamTrigger } from '../../lambdas/contracts/triggers.ts';
import { tableShape } from '../../lambdas/storage/table-shape.ts';
import type { ConnectorFunction } from './connector-function.ts';
import { DeadLetters } from './dead-letters.ts';
import { sendGrants } from './queue-grants.ts';
import { keyGrant, streamArnOf, streamGrant } from './table-grants.ts';

export interface TableStreamProps {
  readonly one: ConnectorFunction;
  readonly trigger: StreamTrigger;
  readonly table: TableV2;
  readonly encryptionKey: IKey;
}

/** New items of the table for a function. What cannot be worked on is cornered, tried again so often, set aside, and passed by. */
export class TableStream extends Construct {
  /** what was set aside: the places in the stream, not the items */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: TableStreamProps) {
    super(scope, id);
    const { one, trigger, table, encryptionKey } = props;

    this.deadLetters = new DeadLetters(this, 'DeadLetters', { encryptionKey }).queue;
    Validations.of(this.deadLetters).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself where a stream sets work aside; the check only knows the queues of queues and functions.',
    });
    one.allow(
      streamGrant(table),
      keyGrant(encryptionKey, 'dynamodb', ['kms:Decrypt']),
      ...sendGrants(this.deadLetters, encryptionKey),
    );
    one.function.addEventSourceMapping('NewItems', {
      eventSourceArn: streamArnOf(table),
      // From the oldest record there is, so that nothing is passed by while the function is deployed.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: trigger.batchSize,
      ...(trigger.windowSeconds !== undefined && { maxBatchingWindow: Duration.seconds(trigger.windowSeconds) }),
      ...(trigger.atOnce !== undefined && { parallelizationFactor: trigger.atOnce }),
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: { Keys: { [tableShape.sortKey]: { S: [{ prefix: trigger.sortKeyPrefix }] } } },
        }),
      ],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: trigger.retries,
      onFailure: new SqsDlq(this.deadLetters),
    });
  }
}
