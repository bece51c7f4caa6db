import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { keyGrant } from './table-grants.ts';

/** To put messages into an encrypted queue: a data key is made for them, and opened again while it is reused. */
export function sendGrants(queue: IQueue, key: IKey): readonly PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    keyGrant(key, 'sqs', ['kms:Decrypt', 'kms:GenerateDataKey']),
  ];
}

/** What Lambda's poller does in the function's name. */
export function receiveGrants(queue: IQueue, key: IKey): readonly PolicyStatement[] {
  const actions = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
  return [
    new PolicyStatement({ actions: actions.map((action) => `sqs:${action}`), resources: [queue.queueArn] }),
    keyGrant(key, 'sqs', ['kms:Decrypt']),
  ];
}
