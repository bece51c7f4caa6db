import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { QueueName, Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import { constructIdOf } from '../construct-id.ts';
import { WorkQueue } from './work-queue.ts';

/** Every queue of lambdas/contracts/triggers.ts. They come before the functions, which must know those they send to. */
export class WorkQueues extends Construct {
  readonly byName: ReadonlyMap<QueueName, WorkQueue>;

  constructor(scope: Construct, id: string, props: { encryptionKey: IKey }) {
    super(scope, id);
    this.byName = new Map(
      Object.entries<Trigger>(triggers).flatMap(([name, trigger]) =>
        trigger.on === 'queue'
          ? [[name as QueueName, new WorkQueue(this, constructIdOf(name), { name, trigger, ...props })] as const]
          : [],
      ),
    );
  }
}
