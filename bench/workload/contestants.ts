import { BatchGetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { dynamoDb } from '../../lambdas/storage/dynamodb-client.ts';
import type { Stage } from '../engine/stage.ts';
import type { RequestCalls } from '../measure/rehearsal.ts';
import { rehearse } from '../measure/rehearsal.ts';
import type { Contestant, Job } from '../measure/rounds.ts';
import { seedMembers } from './enrolment.ts';
import type { Arriving } from './order-life.ts';
import { hospitalRequests } from './order-life.ts';
import { consultOrder } from './orders.ts';
import { handled, signedEvent } from './requests.ts';

/** What is sent of one consult, one request after the other. */
export type RequestsOf = (order: OrderRequest) => readonly Arriving[];

export function settlementBy(stage: Pick<Stage, 'credential'>, handler: HttpHandler): RequestsOf {
  const from = stage.credential('hospital-a');
  const eventOf = (content: OrderRequest) => signedEvent({ from, method: 'POST', target: '/v1/settlements', content });
  return (order) => [{ handler, event: eventOf(order), status: 201 }];
}

export async function authorizeAndCapture(stage: Stage): Promise<RequestsOf> {
  const { authorize, capture } = await hospitalRequests(stage.credential('hospital-a'));
  return (order) => [authorize(order), capture(order.orderNo, { captureNo: '1' })];
}

let ordersSoFar = 0;

type Enrol = (memberIds: readonly string[]) => Promise<void>;

/** Requests of as many members, each with an order of its own, signed and ready to be handled. */
async function signedRequests(enrol: Enrol, requestsOf: RequestsOf, count: number) {
  const numbers = Array.from({ length: count }, () => ++ordersSoFar);
  await enrol(numbers.map(memberOf));
  return numbers.map((number) => {
    const order = consultOrder(`HX20260615${String(number).padStart(6, '0')}`, { memberId: memberOf(number) });
    return requestsOf(order);
  });
}

const memberOf = (number: number): string => `M-${String(number).padStart(6, '0')}`;

const take = ({ handler, event, status }: Arriving): Promise<unknown> => handled(handler, event, status);

/** The handlers, from the event to the answer. `enrol`: where they look for members, if that is not the stage's table. */
export function handlerContestant(
  name: string,
  stage: Stage,
  requestsOf: RequestsOf,
  enrol: Enrol = (memberIds) => seedMembers(stage, memberIds),
): Contestant {
  return {
    name,
    prepare: async (count) => {
      const all = await signedRequests(enrol, requestsOf, count);
      return all.map((requests): Job => async () => {
        for (const request of requests) await take(request);
      });
    },
  };
}

/** Only the calls of the requests, on inputs that the handlers themselves have made in a rehearsal; what they say is not looked at. */
export function floorContestant(
  name: string,
  stage: Stage,
  requestsOf: RequestsOf,
  send: (calls: RequestCalls) => Promise<unknown>,
): Contestant {
  const enrol: Enrol = (memberIds) => seedMembers(stage, memberIds);
  return {
    name,
    prepare: async (count) => {
      const jobs: Job[] = [];
      for (const requests of await signedRequests(enrol, requestsOf, count)) {
        const rehearsed: RequestCalls[] = [];
        for (const request of requests) rehearsed.push(await rehearse(() => take(request), [...rehearsed]));
        jobs.push(async () => {
          for (const calls of rehearsed) await send(calls);
        });
      }
      return jobs;
    },
  };
}

/** The read and, beside it, the nonce; then the transaction. */
export async function sendAllCalls({ read, nonce, commit }: RequestCalls): Promise<void> {
  const admission = dynamoDb().send(new PutItemCommand(nonce));
  await sendRead(read);
  await admission;
  await dynamoDb().send(new TransactWriteItemsCommand(commit));
}

/** The read, then the transaction. */
export async function sendReadAndCommit({ read, commit }: RequestCalls): Promise<void> {
  await sendRead(read);
  await dynamoDb().send(new TransactWriteItemsCommand(commit));
}

function sendRead(read: RequestCalls['read']): Promise<unknown> {
  return 'RequestItems' in read
    ? dynamoDb().send(new BatchGetItemCommand(read))
    : dynamoDb().send(new QueryCommand(read));
}
