import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueName, Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import { constructIdOf } from '../construct-id.ts';
import type { HandlerName } from '../function-needs.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ConnectorFunction } from './connector-function.ts';
import { DailyClose } from './daily-close.ts';
import { MinuteSchedule } from './minute-schedule.ts';
import type { StageKeys } from './stage-keys.ts';
import { TableStream } from './table-stream.ts';
import type { WorkQueue } from './work-queue.ts';

export interface WorkSourcesProps {
  readonly config: StageConfig;
  readonly keys: StageKeys;
  readonly table: TableV2;
  readonly queues: ReadonlyMap<QueueName, WorkQueue>;
  readonly functions: ReadonlyMap<HandlerName, ConnectorFunction>;
}

/** What starts a function that no request starts, as alarms and dashboard look at it. */
export interface WorkSource {
  readonly trigger: Trigger;
  readonly one: ConnectorFunction;
  readonly queue?: Queue;
  readonly deadLetters?: Queue;
  readonly workflow?: DailyClose;
}

/** Connects every function of lambdas/contracts/triggers.ts with what starts it. */
export class WorkSources extends Construct {
  readonly all: readonly WorkSource[];

  constructor(scope: Construct, id: string, props: WorkSourcesProps) {
    super(scope, id);
    this.all = Object.entries<Trigger>(triggers).map(([name, trigger]) => {
      const one = props.functions.get(name as HandlerName);
      if (one === undefined) throw new Error(`${name} has no function`);
      return { trigger, one, ...this.connected(name, trigger, one, props) };
    });
  }

  private connected(name: string, trigger: Trigger, one: ConnectorFunction, props: WorkSourcesProps) {
    const id = constructIdOf(name);
    switch (trigger.on) {
      case 'stream': {
        const { table, keys } = props;
        const { deadLetters } = new TableStream(this, id, { one, trigger, table, encryptionKey: keys.records });
        return { deadLetters };
      }
      case 'queue': {
        const source = props.queues.get(name as QueueName);
        if (source === undefined) throw new Error(`${name} has no queue`);
        source.feed(one);
        return { queue: source.queue, deadLetters: source.deadLetters };
      }
      case 'schedule':
        new MinuteSchedule(this, id, { one });
        return {};
      case 'workflow': {
        const { config, keys } = props;
        return { workflow: new DailyClose(this, id, { one, trigger, config, keys }) };
      }
    }
  }
}
