import type { QueueTrigger, Trigger } from '../../lambdas/contracts/triggers.ts';
import { triggers } from '../../lambdas/contracts/triggers.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';

interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly group: string | undefined;
  receives: number;
  isOut: boolean;
}

interface Queue {
  readonly name: string;
  readonly trigger: QueueTrigger;
  messages: Message[];
  aside: Message[];
  /** when each id of an ordered queue was sent */
  readonly sent: Map<string, number>;
}

export interface Sent {
  readonly body: string;
  readonly group?: string | undefined;
  readonly id?: string | undefined;
}

export interface Queues {
  send(queue: string, message: Sent): void;
  readonly ready: () => number;
  /** gives one function messages of its queue */
  readonly deliver: () => Promise<void>;
  readonly isEmpty: () => boolean;
}

const SAME_FOR_MS = 5 * 60_000;

/**
 * The work queues. What is ordered comes in its order within its group, one at a time, and again where it was not done with; all the
 * rest in any order, and sometimes twice. What fails too often is set aside, to be given once more in the end, as operations would.
 */
export function workQueues(
  faults: Faults,
  clock: Clock,
  work: (handler: string, event: object) => Promise<unknown>,
): Queues {
  const { chance } = faults;
  const queues: Queue[] = Object.entries<Trigger>(triggers).flatMap(([name, trigger]) =>
    trigger.on === 'queue' ? [{ name, trigger, messages: [], aside: [], sent: new Map<string, number>() }] : [],
  );
  let count = 0;

  function send(name: string, { body, group, id }: Sent): void {
    const queue = queues.find((one) => one.name === name);
    if (queue === undefined) throw new Error(`there is no queue ${name}`);
    if (id !== undefined) {
      if (clock.now() - (queue.sent.get(id) ?? -Infinity) < SAME_FOR_MS) return;
      queue.sent.set(id, clock.now());
    }
    count += 1;
    queue.messages.push({ messageId: `message-${count}`, body, group, receives: 0, isOut: false });
  }

  /** Those that may be given now: of a group only the first, and none while another of it is out. */
  function free({ trigger, messages }: Queue): Message[] {
    if (trigger.ordered !== true) return messages.filter(({ isOut }) => !isOut);
    const firsts = new Map<string | undefined, Message>();
    for (const message of messages) if (!firsts.has(message.group)) firsts.set(message.group, message);
    return [...firsts.values()].filter(({ isOut }) => !isOut);
  }

  async function deliver(): Promise<void> {
    const ready = queues.filter((queue) => free(queue).length > 0);
    if (ready.length === 0) return;
    const queue = chance.pick(ready);
    const given = chosen(queue);
    for (const message of given) {
      message.isOut = true;
      message.receives += 1;
    }
    const failed = await failuresOf(queue, given);
    for (const message of given) {
      message.isOut = false;
      if (failed.has(message.messageId)) setAside(queue, message);
      else if (!comesAgain(queue)) queue.messages = queue.messages.filter((one) => one !== message);
    }
  }

  function chosen({ name, trigger, ...queue }: Queue): Message[] {
    const left = free({ name, trigger, ...queue });
    const most = Math.min(left.length, chance.between(1, trigger.batchSize));
    if (!faults.oneIn(3)) return left.slice(0, most);
    const inOrder = left.slice(0, most);
    const picked = Array.from({ length: most }, () => left.splice(chance.below(left.length), 1)).flat();
    if (trigger.ordered !== true && picked.some((message, index) => message !== inOrder[index]))
      faults.happened('queue-reordered');
    return picked;
  }

  function comesAgain({ trigger }: Queue): boolean {
    if (!faults.oneIn(20)) return false;
    faults.happened(trigger.ordered === true ? 'lane-twice' : 'queue-twice');
    return true;
  }

  function setAside(queue: Queue, message: Message): void {
    if (message.receives < queue.trigger.receives) return;
    queue.messages = queue.messages.filter((one) => one !== message);
    queue.aside.push(message);
  }

  async function failuresOf({ name }: Queue, given: readonly Message[]): Promise<ReadonlySet<string>> {
    const Records = given.map(({ messageId, body, receives, group }) => ({
      ...{ messageId, body },
      attributes: { ApproximateReceiveCount: String(receives), ...(group !== undefined && { MessageGroupId: group }) },
    }));
    try {
      const { batchItemFailures } = (await work(name, { Records })) as {
        readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
      };
      return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    } catch {
      return new Set(given.map(({ messageId }) => messageId));
    }
  }

  return {
    send,
    ready: () => queues.filter((queue) => free(queue).length > 0).length,
    deliver,
    isEmpty: () => {
      if (faults.hasEnded())
        for (const queue of queues)
          queue.messages.push(...queue.aside.splice(0).map((message) => Object.assign(message, { receives: 0 })));
      return queues.every(({ messages }) => messages.length === 0);
    },
  };
}
