import type { QueueEngine } from '../engines/queues.ts';
import type { ResourcesOf } from '../template/resources.ts';
import { consumerDefinitions, scheduleDefinitions, workflowDefinitions } from '../template/work-definitions.ts';
import { background } from './background.ts';
import { catchUp } from './catch-up.ts';
import { startSchedules } from './schedules.ts';
import { startStreamConsumer } from './stream-consumer.ts';
import { dailyRun } from './daily-run.ts';
import { openStreamPositions } from './stream-positions.ts';
import { openTableStream } from './table-stream.ts';
import type { WorkConsumer } from './work-consumer.ts';

export interface RunningWork {
  /** resolves when queues and streams hold nothing that could be worked on now */
  drain(): Promise<void>;
  /** what queues and streams hold that is not done with */
  backlog(): Promise<Readonly<Record<string, number>>>;
  /** resolves when every schedule has been run once, after what streams had to tell: it may be what is due */
  runSchedules(): Promise<void>;
  /** closes business days through one that has begun; rejects where the stack has no daily close, or it failed */
  closeDays(businessDate: string): Promise<void>;
  stop(): Promise<void>;
}

export interface WorkSurroundings {
  /** epoch milliseconds of the product's clock */
  readonly now: () => number;
  readonly queues: QueueEngine | undefined;
  /** endpoint */
  readonly dynamoDb: string;
  readonly dataDir: string | undefined;
  readonly invoke: (functionId: string, event: unknown) => Promise<unknown>;
}

const MINUTE_MS = 60_000;

/** Starts what no request starts: the consumers of the template's queues and streams, and its schedules. */
export async function startWork(
  resources: ResourcesOf,
  { now, queues, dynamoDb, dataDir, invoke }: WorkSurroundings,
): Promise<RunningWork> {
  const definitions = consumerDefinitions(resources);
  const scheduled = scheduleDefinitions(resources);
  const streams = await Promise.all(
    definitions.streams.map(async (definition) => ({
      definition,
      stream: await openTableStream(dynamoDb, definition.tableName),
    })),
  );
  // loaded only where it is needed, with the SDK of SQS
  const queueConsumer = queues && definitions.queues.length > 0 ? await import('./queue-consumer.ts') : undefined;

  // nothing can fail from here on that would leave something running
  const positions = openStreamPositions(dataDir);
  const work = background(now, invoke);
  const schedules = startSchedules(scheduled, now, (functionId, event) => work.invoke(functionId, event));
  const daily = workflowDefinitions(resources).map((definition) =>
    dailyRun(definition, now, (functionId, event) => work.invoke(functionId, event)),
  );
  const closing = setInterval(() => void Promise.all(daily.map((one) => one.ifDue())), MINUTE_MS);
  closing.unref();
  const following = streams.map(({ definition, stream }) =>
    startStreamConsumer(definition, {
      stream,
      positions,
      invoke: (event) => work.invoke(definition.functionId, event),
      setAside: (queueName, notice) => void queues?.sendMessage(queueName, notice),
    }),
  );
  const consumers: WorkConsumer[] = [...following];
  if (queueConsumer && queues) {
    for (const definition of definitions.queues) {
      const invokeOne = (event: object) => work.invoke(definition.functionId, event);
      consumers.push(queueConsumer.startQueueConsumer(queues, definition, invokeOne));
    }
  }
  return {
    drain: () => work.drained(consumers),
    backlog: async () => Object.fromEntries(await Promise.all(consumers.map((consumer) => consumer.backlog()))),
    runSchedules: async () => {
      await catchUp(following);
      await schedules.runNow();
      for (const one of daily) await one.ifDue();
    },
    closeDays: async (businessDate) => {
      const [one] = daily;
      if (one === undefined) throw new Error('the stack closes no days');
      await catchUp(following);
      await one.closeThrough(businessDate);
    },
    stop: async () => {
      clearInterval(closing);
      await Promise.all([schedules.stop(), ...consumers.map((consumer) => consumer.stop())]);
      positions.close();
    },
  };
}
