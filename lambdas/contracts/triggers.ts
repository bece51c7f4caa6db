/** Every function that no request starts, in one place: the stack, local mode, the bundler and the tests read it. */

/** New items of the table, in the order in which each partition got them. */
export interface StreamTrigger {
  readonly on: 'stream';
  /** only items whose sort key begins so */
  readonly sortKeyPrefix: string;
  /** records that one invocation is given at most */
  readonly batchSize: number;
  /** how long an invocation may wait for more records, so that one does the work of several; else it begins with the first */
  readonly windowSeconds?: number;
  /** invocations for each shard of the stream at once, up to 10; what one partition gets keeps its order. Else one */
  readonly atOnce?: number;
  /** how often a batch is tried again before it is set aside and the stream goes on */
  readonly retries: number;
}

/** Messages of the queue of the same name, each at least once. */
export interface QueueTrigger {
  readonly on: 'queue';
  /**
   * Messages name a group, and those of a group come in their order, one at a time: the next one when the one before is done with or set
   * aside. Without it they come in any order, many at once.
   */
  readonly ordered?: true;
  /** messages that one invocation is given at most; up to 10, and 1 where they are ordered, so that no group waits for another */
  readonly batchSize: number;
  /** how long an invocation may wait for more messages; never where they are ordered */
  readonly windowSeconds?: number;
  /** how long a message stays with an invocation before it is given to another: six times the function's time-out */
  readonly visibilitySeconds: number;
  /** how often a message is received before it is set aside */
  readonly receives: number;
  /** from what age on a message that waits is a reason to ring */
  readonly lateSeconds: number;
}

/** Once a minute; a run that fails is not repeated, because the next one does the same work. */
export interface ScheduleTrigger {
  readonly on: 'schedule';
  readonly everyMinutes: 1;
}

/** A state machine (Step Functions) that runs once a day and asks the function for one step of its work after the other. */
export interface WorkflowTrigger {
  readonly on: 'workflow';
  /** UTC, in hours and minutes */
  readonly dailyAt: readonly [hour: number, minute: number];
  /** how long a run may take before that is a reason to ring */
  readonly lateMinutes: number;
}

export type Trigger = StreamTrigger | QueueTrigger | ScheduleTrigger | WorkflowTrigger;

/** By the name of the file in lambdas/handlers/stream, queue, schedule or workflow, without its extension. A queue has its consumer's name. */
export const triggers = {
  'facts': { on: 'stream', sortKeyPrefix: 'FACT#', batchSize: 100, windowSeconds: 1, atOnce: 10, retries: 10 },
  'opened-disputes': { on: 'stream', sortKeyPrefix: 'DISPUTE#', batchSize: 100, retries: 10 },
  'webhook-deliveries': {
    on: 'queue',
    batchSize: 10,
    windowSeconds: 2,
    visibilitySeconds: 150,
    receives: 5,
    lateSeconds: 900,
  },
  'enrolment-files': { on: 'queue', batchSize: 1, visibilitySeconds: 150, receives: 5, lateSeconds: 900 },
  'claims': { on: 'queue', ordered: true, batchSize: 1, visibilitySeconds: 150, receives: 10, lateSeconds: 900 },
  'due': { on: 'schedule', everyMinutes: 1 },
  'claims-sweep': { on: 'schedule', everyMinutes: 1 },
  // half past midnight in Asia/Shanghai; whoever pays by a statement expects it in the morning
  'daily-close': { on: 'workflow', dailyAt: [16, 30], lateMinutes: 120 },
} as const satisfies Record<string, Trigger>;

type Triggers = typeof triggers;

export type TriggeredHandler = keyof Triggers;

/** The queues whose messages name a group. */
export type OrderedQueueName = {
  [Name in QueueName]: Triggers[Name] extends { readonly ordered: true } ? Name : never;
}[QueueName];

/** A queue that functions may say they send to (lib/function-needs.ts). */
export type QueueName = {
  [Name in TriggeredHandler]: Triggers[Name] extends QueueTrigger ? Name : never;
}[TriggeredHandler];
