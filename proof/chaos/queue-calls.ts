import { SQSClient } from '@aws-sdk/client-sqs';
import type { SendMessageBatchCommandInput, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Faults } from './faults.ts';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';
import { ATTEMPTS, cutOff, errorOf, isRepeated } from './table-errors.ts';

/** Where the work queues seem to be. */
export const queueUrl = (queue: string): string => `http://queues.test/${queue}`;
const nameOf = (url: string | undefined): string => (url ?? '').split('/').at(-1) ?? '';

/** Takes what the product sends to its queues, in the place of the SDK's client, which is nobody's to reach from outside. */
export function takeQueueCalls(calls: Scheduler, faults: Faults, queues: Queues): void {
  async function once(input: SendMessageCommandInput | SendMessageBatchCommandInput): Promise<object> {
    const isStruck = faults.strikes();
    const kind = faults.chance.pick(['queue-refused', 'queue-answer-lost', 'queue-partly'] as const);
    if (isStruck && kind === 'queue-refused') {
      faults.happened(kind);
      throw errorOf('ThrottlingException');
    }
    const entries = 'Entries' in input ? (input.Entries ?? []) : [{ Id: '0', ...input }];
    const refused =
      isStruck && kind === 'queue-partly' && 'Entries' in input ? faults.chance.below(entries.length) : -1;
    for (const [index, entry] of entries.entries()) {
      const { MessageBody: body = '', MessageGroupId: group, MessageDeduplicationId: id } = entry;
      if (index !== refused) queues.send(nameOf(input.QueueUrl), { body, group, id });
    }
    if (isStruck && refused < 0) {
      faults.happened('queue-answer-lost');
      throw cutOff();
    }
    if (refused < 0) return {};
    faults.happened('queue-partly');
    return { Failed: [{ Id: entries[refused]?.Id, Code: 'InternalError', SenderFault: false }] };
  }

  SQSClient.prototype.send = async function send(command: { readonly input: SendMessageCommandInput }): Promise<never> {
    const invocation = calls.current();
    for (let tried = 1; ; tried++) {
      try {
        const answer = await calls.park({ isWrite: true, go: () => once(command.input) });
        if ('Failed' in answer && invocation !== undefined) invocation.isHurt = true;
        return answer as never;
      } catch (error) {
        if (isRepeated(error) && tried < ATTEMPTS) continue;
        if (invocation !== undefined) invocation.isHurt = true;
        throw error;
      }
    }
  } as typeof SQSClient.prototype.send;
}
