import { BatchGetItemCommand, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { GatewayEvent } from '../../lambdas/runtime/gateway-event.ts';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { dynamoDb } from '../../lambdas/storage/dynamodb-client.ts';
import type { Stage } from '../engine/stage.ts';
import type { SettlementCalls } from '../measure/rehearsal.ts';
import { rehearse } from '../measure/rehearsal.ts';
import type { Contestant, Job } from '../measure/rounds.ts';
import { seedMembers } from './enrolment.ts';
import { consultOrder } from './orders.ts';
import { handled, signedEvent } from './requests.ts';

let settlementsSoFar = 0;

/** Requests of as many members, each with an order of its own, signed and ready to be handled. */
async function signedSettlements(stage: Stage, count: number): Promise<readonly GatewayEvent[]> {
  const numbers = Array.from({ length: count }, () => ++settlementsSoFar);
  await seedMembers(stage, numbers.map(memberOf));
  const from = stage.credential('hospital-a');
  return numbers.map((number) => {
    const content = consultOrder(`HX20260615${String(number).padStart(6, '0')}`, { memberId: memberOf(number) });
    return signedEvent({ from, method: 'POST', target: '/v1/settlements', content });
  });
}

const memberOf = (number: number): string => `M-${String(number).padStart(6, '0')}`;

/** A handler of settlements, from the event to the answer. */
export function handlerContestant(name: string, stage: Stage, handler: HttpHandler): Contestant {
  return {
    name,
    prepare: async (count) => {
      const events = await signedSettlements(stage, count);
      return events.map(
        (event): Job =>
          async () =>
            void (await handled(handler, event, 201)),
      );
    },
  };
}

/** Only the calls of a settlement, on inputs that the handler itself has made in a rehearsal; what they say is not looked at. */
export function floorContestant(
  name: string,
  stage: Stage,
  handler: HttpHandler,
  send: (calls: SettlementCalls) => Promise<unknown>,
): Contestant {
  return {
    name,
    prepare: async (count) => {
      const jobs: Job[] = [];
      for (const event of await signedSettlements(stage, count)) {
        const calls = await rehearse(() => handled(handler, event, 201));
        jobs.push(async () => void (await send(calls)));
      }
      return jobs;
    },
  };
}

/** The read and, beside it, the nonce; then the transaction. */
export async function sendAllCalls({ read, nonce, commit }: SettlementCalls): Promise<void> {
  const admission = dynamoDb().send(new PutItemCommand(nonce));
  await dynamoDb().send(new BatchGetItemCommand(read));
  await admission;
  await dynamoDb().send(new TransactWriteItemsCommand(commit));
}

/** The read, then the transaction. */
export async function sendReadAndCommit({ read, commit }: SettlementCalls): Promise<void> {
  await dynamoDb().send(new BatchGetItemCommand(read));
  await dynamoDb().send(new TransactWriteItemsCommand(commit));
}
