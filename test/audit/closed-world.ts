import { expect } from 'vitest';
import { postMove } from '../../lambdas/storage/post-move.ts';
import { decideDispute, decisionWrite, readDisputes } from '../../lambdas/storage/dispute-register.ts';
import { readOrder } from '../../lambdas/storage/order-record.ts';
import { pause } from '../../lambdas/runtime/pause.ts';
import * as deciding from '../../lambdas/use-cases/decide-dispute.ts';
import { close } from '../support/closing.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';
import type { Submitting } from '../support/submitting.ts';
import { startSubmitting } from '../support/submitting.ts';
import { testOrder } from '../support/told-orders.ts';

export const DAYS = ['2026-06-15', '2026-06-16', '2026-06-17', '2026-06-18', '2026-06-19'] as const;
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = DAYS;

/**
 * Five days of two insurers: bills that both pay, pools, parts, returns, claims with every answer, a dispute that was accepted, late
 * lines, days without business, and remittances of lines, of days, and of nothing that was open.
 */
export async function closedWorld(): Promise<Submitting> {
  const submitting = await startSubmitting();
  const { connector, insurer } = submitting;
  connector.setNow(`${FIRST}T10:00:00+08:00`);
  await enrolAll(submitting);
  const [life, other] = [orderLife(connector), orderLife(connector, 'hospital-b')];
  const settle = async (orderNo: string, memberId: string, amount: number) =>
    expect((await life.settle(consultOrder(orderNo, memberId, amount))).status).toBe(201);

  await settle('HX-1', 'M-1', 8_000);
  await settle('HX-2', 'M-2', 4_000);
  await settle('HX-3', 'M-2', 2_000);
  expect((await other.settle(consultOrder('HX-4', 'M-3', [5_000, 1_000]))).status).toBe(201);
  const { body: held } = await life.authorize(testOrder('HX-5', 'M-3'));
  const part = { captureNo: 'C-1', final: false, lines: [{ lineNo: 1, quantity: '1', amount: 12_000 }] };
  expect((await life.capture(held.authorizationId, part)).status).toBe(201);
  expect((await life.capture(held.authorizationId, { captureNo: 'C-2' })).status).toBe(201);
  await submitting.after(60);
  await insurer.setMode('reject');
  expect((await life.reverse('HX-1', { reversalNo: 'R-1', reason: 'returned' })).status).toBe(201);
  await life.reverse('HX-5', { reversalNo: 'R-2', reason: 'lost', lines: [{ lineNo: 2, quantity: '1' }] });
  const { body: voided } = await life.authorize(consultOrder('HX-6', 'M-3', 700));
  expect((await life.release(voided.authorizationId)).status).toBe(200);
  await submitting.after(60);
  await insurer.setMode('down', 'insurer-b');
  await insurer.setMode('up', 'insurer-a');
  await settle('HX-7', 'M-4', 3_000);
  await life.settle(consultOrder('HX-8', 'M-unknown', 900));
  await submitting.after(60);
  await closeThrough(submitting, FIRST, SECOND);

  await payAndDispute(submitting, life);
  await close(connector, SECOND);
  await settle('HX-9', 'M-2', 600);
  expect((await life.reverse('HX-2', halfOf('R-3'))).status).toBe(201);
  await submitting.after(60);
  await closeThrough(submitting, THIRD, FOURTH);
  await remit(submitting, 'PAY-3', [{ businessDate: FIRST, amount: 90_000 }]);
  await closeThrough(submitting, FOURTH, FIFTH);
  await insurer.setMode('pending', 'insurer-a');
  await settle('HX-10', 'M-3', 1_500);
  await submitting.after(60);
  expect(connector.failures).toEqual([]);
  return submitting;
}

async function enrolAll({ connector }: Submitting): Promise<void> {
  const pool = await connector.as('insurer-a').request('PUT', '/v1/pools/sponsor', { budget: 1_000_000, shards: 2 });
  expect(pool.status).toBe(201);
  await publish(connector, 'limited', { limits: [yearlyAmount('year', 5_000)] });
  await publish(connector, 'sponsored', { limits: [yearlyAmount('given', 5_000, { scope: { pool: 'sponsor' } })] });
  const tests = consultBenefit({
    ...{ benefitId: 'tests', covers: { items: 'any', categories: ['test'] }, coinsuranceBps: 2_000 },
    ...{ priceCap: { perUnit: 10_000 }, excess: 'write-off' },
  });
  await publish(connector, 'tests', { benefits: [consultBenefit(), tests] });
  await publish(connector, 'further', {}, 'insurer-b');
  await enrol(connector, 'M-1', 'limited');
  await enrol(connector, 'M-1', 'further', { priority: 200 }, { coverageId: 'C-F1', insurer: 'insurer-b' });
  await enrol(connector, 'M-2', 'sponsored');
  await enrol(connector, 'M-3', 'tests');
  await enrol(connector, 'M-4', 'further', {}, { insurer: 'insurer-b' });
}

const halfOf = (reversalNo: string) => ({
  ...{ reversalNo, reason: 'returned', lines: [{ lineNo: 1, quantity: '0.5' }] },
});

/** Lets the day end and closes it; it is ten in the morning then. */
async function closeThrough(submitting: Submitting, date: string, next: string): Promise<void> {
  const { connector } = submitting;
  await connector.deliverStreams();
  connector.setNow(`${next}T00:30:00+08:00`);
  await close(connector, date);
  connector.setNow(`${next}T10:00:00+08:00`);
  await submitting.after(0);
}

async function remit({ connector }: Submitting, remittanceNo: string, items: readonly object[]): Promise<void> {
  const paidAt = new Date(connector.now()).toISOString();
  const { status } = await connector
    .as('insurer-a')
    .request('POST', '/v1/remittances', { remittanceNo, paidAt, items });
  expect(status).toBe(201);
}

/** On the second day: acknowledges the first, has two of its lines disputed and one of them taken off, and pays of it. */
async function payAndDispute(submitting: Submitting, life: ReturnType<typeof orderLife>): Promise<void> {
  const { connector } = submitting;
  const insurer = connector.as('insurer-a');
  const { body } = await insurer.request('GET', `/v1/statements/${FIRST}`);
  const { version, sha256, count, net } = body;
  const told = { version, sha256, count, net };
  expect((await insurer.request('POST', `/v1/statements/${FIRST}/acknowledgement`, told)).status).toBe(200);
  const { text } = await insurer.request('GET', `/v1/statements/${FIRST}/parts/1`, undefined, {
    headers: { accept: 'application/x-ndjson' },
  });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const lineOf = (orderNo: string, type = 'settlement') =>
    Number(lines.find((line) => line['orderNo'] === orderNo && line['type'] === type)?.['line']);
  const disputes = [
    { line: lineOf('HX-2'), code: 'PRICE', expectedAmount: 3_000 },
    { line: lineOf('HX-3'), code: 'DUPLICATE' },
  ];
  expect((await insurer.request('POST', `/v1/statements/${FIRST}/disputes`, disputes)).status).toBe(201);
  const ports = { orders: { readOrder, postMove }, disputes: { readDisputes, decisionWrite, decideDispute }, pause };
  const decide = (orderNo: string, state: 'accepted' | 'rejected') =>
    deciding.decideDispute(
      ports,
      { insurerId: 'insurer-a', businessDate: FIRST, line: lineOf(orderNo) },
      { state, note: 'as agreed', resolvedBy: 'operator', agreedAmount: undefined },
      connector.now(),
    );
  expect((await decide('HX-2', 'accepted')).outcome).toBe('decided');
  expect((await decide('HX-3', 'rejected')).outcome).toBe('decided');
  expect((await life.reverse('HX-2', halfOf('R-2'))).status).toBe(201);
  await remit(submitting, 'PAY-1', [
    { businessDate: FIRST, amount: 3_000, lines: [lineOf('HX-4'), lineOf('HX-1'), lineOf('HX-1', 'reversal')] },
    { businessDate: '2026-05-01', amount: 300 },
  ]);
  await remit(submitting, 'PAY-2', [{ businessDate: FIRST, amount: 7_001 }]);
  await submitting.after(60);
}
