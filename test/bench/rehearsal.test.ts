import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Stage } from '../../bench/engine/stage.ts';
import { startStage } from '../../bench/engine/stage.ts';
import type { RequestCalls } from '../../bench/measure/rehearsal.ts';
import { installRehearsals, rehearse } from '../../bench/measure/rehearsal.ts';
import type { RequestsOf } from '../../bench/workload/contestants.ts';
import { authorizeAndCapture, floorContestant, sendAllCalls } from '../../bench/workload/contestants.ts';
import { publishBenchPlan, seedMembers } from '../../bench/workload/enrolment.ts';
import { consultOrder } from '../../bench/workload/orders.ts';
import { handled } from '../../bench/workload/requests.ts';
import { balancesKey } from '../../lambdas/storage/keys.ts';
import { readFacts } from '../../lambdas/storage/order-record.ts';

vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

let stage: Stage;
let pairOf: RequestsOf;
beforeAll(async () => {
  stage = await startStage();
  installRehearsals();
  await publishBenchPlan(stage);
  await seedMembers(stage, ['M-1', 'M-2', 'M-3']);
  pairOf = await authorizeAndCapture(stage);
  // the first one reads the plan as well
  await handleAll('HX-WARM', 'M-3');
});
afterAll(() => stage.stop());

const requestsOf = (orderNo: string, memberId: string) => pairOf(consultOrder(orderNo, { memberId }));

async function handleAll(orderNo: string, memberId: string): Promise<void> {
  for (const { handler, event, status } of requestsOf(orderNo, memberId)) await handled(handler, event, status);
}

async function rehearseAll(orderNo: string, memberId: string): Promise<readonly RequestCalls[]> {
  const calls: RequestCalls[] = [];
  for (const { handler, event, status } of requestsOf(orderNo, memberId))
    calls.push(await rehearse(() => handled(handler, event, status), [...calls]));
  return calls;
}

async function balancesOf(memberId: string) {
  const { pk, sk } = balancesKey(memberId, 2026);
  const { Item } = await stage.client.send(new GetItemCommand({ TableName: stage.tableName, Key: { pk, sk } }));
  return { ...Item, pk: undefined };
}

describe('an authorization and its capture, rehearsed', () => {
  it('leave nothing behind, and their calls sent alone leave what the handlers leave', async () => {
    const calls = await rehearseAll('HX-1', 'M-1');
    expect(await readFacts('hospital-a', 'HX-1')).toEqual([]);
    expect(await balancesOf('M-1')).toEqual({ pk: undefined });

    for (const each of calls) await sendAllCalls(each);
    await handleAll('HX-2', 'M-2');
    const [alone, handledOnes] = await Promise.all(['HX-1', 'HX-2'].map((no) => readFacts('hospital-a', no)));
    expect(alone?.map(({ type }) => type)).toEqual(['authorization', 'capture']);
    const named = (facts = alone) => JSON.stringify(facts).replaceAll(/HX-\d|M-\d/g, 'X');
    expect(named()).toBe(named(handledOnes));
    expect(await balancesOf('M-1')).toEqual(await balancesOf('M-2'));
    expect(Object.keys(await balancesOf('M-1')).length).toBeGreaterThan(3);
  });

  it('are two reads, two nonces and two transactions for each pair of the floor', async () => {
    const sent: RequestCalls[] = [];
    const floor = floorContestant('floor', stage, pairOf, async (calls) => void sent.push(calls));
    for (const job of await floor.prepare(2)) await job();
    expect(sent.map(({ read }) => ('RequestItems' in read ? 'batch' : 'query'))).toEqual([
      ...['batch', 'query'],
      ...['batch', 'query'],
    ]);
    expect(new Set(sent.map(({ nonce }) => nonce.Item?.['pk']?.S)).size).toBe(4);
  });

  it('that do not make the three calls of a request are not compared', async () => {
    const [again] = requestsOf('HX-WARM', 'M-3');
    if (again === undefined) throw new Error('there is an authorization');
    // a replay writes nothing
    await expect(rehearse(() => handled(again.handler, again.event, 201, true))).rejects.toThrow('three calls');
  });
});
