import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Stage } from '../../bench/engine/stage.ts';
import { startStage } from '../../bench/engine/stage.ts';
import type { Database } from '../../bench/peers/postgres/database.ts';
import { enrolMembers, startDatabase } from '../../bench/peers/postgres/database.ts';
import { postgresSettlement } from '../../bench/peers/postgres/handler.ts';
import { findPrograms } from '../../bench/peers/postgres/programs.ts';
import { publishBenchPlan, seedMembers } from '../../bench/workload/enrolment.ts';
import { consultOrder } from '../../bench/workload/orders.ts';
import { handlerOf, signedEvent } from '../../bench/workload/requests.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { proofSize } from '../support/proof-size.ts';

vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');

const programs = findPrograms();
/** sent twice each */
const ORDERS = proofSize(500);
/** what the plan pays of consults in a year, in fen */
const YEARLY = 200_000;
const context = lambdaContext('test', 24 * 3_600_000);

function dearConsult(orderNo: string, memberId: string): OrderRequest {
  const { lines, ...order } = consultOrder(orderNo, { memberId });
  return { ...order, lines: lines.map((line) => ({ ...line, amount: 60_000 })) };
}

describe.skipIf(programs === undefined)('the rival on PostgreSQL', { timeout: 120_000 }, () => {
  let stage: Stage;
  let database: Database;
  let theirs: HttpHandler;
  let ours: HttpHandler;

  beforeAll(async () => {
    if (programs === undefined) return;
    stage = await startStage();
    database = await startDatabase(programs, tmpdir());
    theirs = postgresSettlement(database.pool);
    ours = await handlerOf('settlements');
    await publishBenchPlan(stage);
  }, 60_000);
  afterAll(async () => {
    await database?.stop();
    await stage?.stop();
  });

  const sent = (order: OrderRequest) =>
    signedEvent({ from: stage.credential('hospital-a'), method: 'POST', target: '/v1/settlements', content: order });
  async function settled(handler: HttpHandler, order: OrderRequest) {
    const { statusCode: status, body, headers } = await handler(sent(order), context);
    return { status, body: JSON.parse(body ?? '') as Record<string, unknown>, headers: headers ?? {} };
  }
  async function enrol(...memberIds: readonly string[]) {
    await seedMembers(stage, memberIds);
    await enrolMembers(database.pool, memberIds);
  }
  const ask = async (text: string, ...values: readonly unknown[]) =>
    (await database.pool.query<Record<string, unknown>>(text, [...values])).rows;

  it('answers as the product does, order after order, until nothing is left', async () => {
    await enrol('M-SAME');
    for (let number = 1; number <= 6; number++) {
      const order = consultOrder(`SAME-${number}`, { memberId: 'M-SAME' });
      expect((await settled(theirs, order)).body).toEqual((await settled(ours, order)).body);
    }
  });

  it('gives the same answer again, refuses other content and a nonce that was used', async () => {
    await enrol('M-AGAIN');
    const order = consultOrder('AGAIN-1', { memberId: 'M-AGAIN' });
    const event = sent(order);
    const first = await theirs(event, context);
    const again = await settled(theirs, order);
    expect(again.body).toEqual(JSON.parse(first.body ?? ''));
    expect(again.headers['connector-replayed']).toBe('true');
    expect((await settled(theirs, { ...order, region: '110000' })).body['code']).toBe('order.conflict');
    expect((await theirs(event, context)).statusCode).toBe(401);
    expect(await ask('SELECT used FROM accumulators WHERE member_id = $1', 'M-AGAIN')).not.toEqual([]);
    expect(await ask("SELECT 1 FROM facts WHERE order_no = 'AGAIN-1'")).toHaveLength(1);
  });

  it('pays out a limit to the fen and no further when many orders come at once, each sent twice', async () => {
    await enrol('M-EDGE');
    const orders = Array.from({ length: ORDERS }, (_, number) => dearConsult(`EDGE-${number}`, 'M-EDGE'));
    const answers = await Promise.all([...orders, ...orders].map((order) => settled(theirs, order)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));

    const [facts] = await ask("SELECT count(*)::int AS count FROM facts WHERE order_no LIKE 'EDGE-%'");
    expect(facts).toEqual({ count: ORDERS });
    const [booked] = await ask(
      `SELECT sum(amount) FILTER (WHERE side = 'debit')::int AS debit, sum(amount) FILTER (WHERE side = 'credit')::int AS credit
       FROM ledger_entries JOIN facts USING (fact_id) WHERE order_no LIKE 'EDGE-%'`,
    );
    const limits = await ask('SELECT accumulator_id, used::int FROM accumulators WHERE member_id = $1', 'M-EDGE');
    const ofLimit = (limitId: string) =>
      limits.find((row) => String(row['accumulator_id']).includes(`/${limitId}/`))?.['used'];
    // three whole consults, and of the fourth what is left
    expect([ofLimit('consult-year'), ofLimit('consult-count')]).toEqual([YEARLY, 4]);
    expect(booked).toEqual({ debit: YEARLY, credit: YEARLY });
    const [told] = await ask(
      "SELECT count(*)::int AS count FROM outbox JOIN facts USING (fact_id) WHERE order_no LIKE 'EDGE-%'",
    );
    expect(told).toEqual({ count: 4 });
  });
});
