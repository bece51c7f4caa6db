import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimRefText } from '../../lambdas/contracts/claim-id.ts';
import { bookItem, keyOfLine } from '../../lambdas/storage/book-item.ts';
import { readBreaker } from '../../lambdas/storage/breakers.ts';
import { findClaim, redriveClaim } from '../../tools/claim-records.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { invokeInProcess } from '../support/in-process-functions.ts';
import type { OrderLife } from '../support/order-life.ts';
import { orderLife } from '../support/order-life.ts';
import type { Submitting } from '../support/submitting.ts';
import { startSubmitting } from '../support/submitting.ts';

let submitting: Submitting;
let life: OrderLife;
beforeAll(async () => {
  submitting = await startSubmitting();
  await publish(submitting.connector, 'found');
  await enrol(submitting.connector, 'M-1', 'found');
  life = orderLife(submitting.connector);
});
afterAll(() => submitting.stop());

const settle = (orderNo: string) => life.settle(consultOrder(orderNo, 'M-1', 100));
const of = async (orderNo: string) => (await submitting.held()).filter(({ claim }) => claim.orderNo === orderNo);
const lineOf = async (orderNo: string) => (await submitting.lines()).filter(({ line }) => line.orderNo === orderNo);

/** A message as the queue gives it for the n-th time. */
const message = (claim: string, times: number) => ({
  Records: [
    {
      messageId: `m-${claim}-${times}`,
      body: JSON.stringify({ claim, askFirst: false }),
      attributes: { ApproximateReceiveCount: String(times) },
    },
  ],
  invokedAt: submitting.connector.now(),
});

it('what a function sent before it was killed is asked about, and not sent again', async () => {
  await settle('K-1');
  await submitting.connector.deliverStreams();
  const [{ line } = {}] = await lineOf('K-1');
  if (line === undefined) throw new Error('there is no line');
  const { insurer, connector } = submitting;
  // as if the function had been killed between the answer and the record
  await submitting.after(0);
  expect(await of('K-1')).toHaveLength(1);
  await connector.client.send(new DeleteItemCommand({ TableName: connector.tableName, Key: { ...keyOfLine(line) } }));
  connector.rewindStreams();
  await connector.deliverStreams();
  expect((await lineOf('K-1'))[0]?.state.status).toBe('unsubmitted');
  await invokeInProcess('claims', message(claimRefText(line), 2), 'queue');
  expect((await of('K-1')).map(({ submissions }) => submissions)).toEqual([1]);
  expect((await lineOf('K-1'))[0]?.state).toMatchObject({ status: 'accepted', submittedAt: undefined });
  await insurer.setMode('up');
});

it('a fact that the stream has lost comes to the book, and its claim to the insurer', async () => {
  await submitting.after(600);
  await settle('L-1');
  const { connector } = submitting;
  for (let minute = 0; minute < 4; minute++) {
    connector.advance(60);
    await connector.runSchedule('claims-sweep');
    await connector.deliverQueues();
  }
  expect((await of('L-1')).map(({ submissions }) => submissions)).toEqual([1]);
  await submitting.after(60);
  expect((await of('L-1')).map(({ submissions }) => submissions)).toEqual([1]);
});

it('a breaker that one instance opened holds for all, and a claim of one’s own may be redriven', async () => {
  const { insurer, connector } = submitting;
  await insurer.setMode('down');
  for (let at = 0; at < 7; at++) await settle(`S-${at}`);
  await submitting.after(0);
  const breaker = await readBreaker('insurer-a');
  expect(breaker).toMatchObject({ failures: 5 });
  const lines = (await submitting.lines()).filter(({ line }) => line.orderNo.startsWith('S-'));
  expect(lines.map(({ state }) => state.attempted).toSorted((one, other) => one - other)).toEqual([
    0, 0, 1, 1, 1, 1, 1,
  ]);

  await insurer.setMode('up');
  const untried = lines.find(({ state }) => state.attempted === 0);
  const claim = await findClaim(untried?.line.claimId ?? '');
  if (claim === undefined) throw new Error('there is no claim');
  expect(await redriveClaim(claim, connector.now())).toBe('redriven');
  expect(await redriveClaim(claim, connector.now())).toBe('changed');
  await submitting.pass(300, 60);
  const all = await submitting.held();
  expect(all.filter(({ claim: { orderNo } }) => orderNo.startsWith('S-'))).toHaveLength(7);
  const again = await findClaim(untried?.line.claimId ?? '');
  expect(again && (await redriveClaim(again, connector.now()))).toBe('answered');
  expect(await readBreaker('insurer-a')).toMatchObject({ failures: 0, probeAt: undefined });
});

it('an adjustment is no claim, and no sweep makes one of it', async () => {
  await settle('A-1');
  await submitting.after(0);
  const [{ line } = {}] = await lineOf('A-1');
  if (line === undefined) throw new Error('there is no line');
  const { connector } = submitting;
  const adjustment = { ...line, type: 'adjustment', factId: line.factId.replace(/1$/u, '2'), sequence: 2 } as const;
  await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: bookItem(adjustment) }));
  await submitting.pass(600, 60);
  expect((await of('A-1')).map(({ claim: { type } }) => type)).toEqual(['settlement']);
  await invokeInProcess('claims', message(claimRefText(adjustment), 1), 'queue');
  expect(await of('A-1')).toHaveLength(1);
});

it('a reversal waits for every capture that it may take back, and names the last that has its line', async () => {
  const { insurer, connector } = submitting;
  const { body: held } = await life.authorize(consultOrder('C-1', 'M-1', [300, 200]));
  const capture = (lineNo: number, final: boolean) =>
    life.capture(held.authorizationId, { captureNo: `C-${lineNo}`, lines: [{ lineNo, amount: 100 }], final });
  await insurer.setMode('down');
  await capture(1, false);
  await submitting.after(0);
  await insurer.setMode('up');
  await capture(2, true);
  const byLine = { reversalNo: 'R-1', reason: 'x', lines: [{ lineNo: 1, quantity: '1' }] };
  await connector.as('hospital-a').request('POST', '/v1/orders/C-1/reversals', byLine);
  await connector.deliverStreams();
  await connector.deliverQueues();
  expect((await of('C-1')).map(({ claim: { type } }) => type)).toEqual(['settlement']);

  await submitting.pass(1_200, 60);
  const [second, first, reversal, ...rest] = await of('C-1');
  expect(rest).toEqual([]);
  const [one, two] = (await lineOf('C-1')).map(({ line }) => line.claimId);
  expect([first?.claimId, second?.claimId]).toEqual([one, two]);
  expect(reversal?.claim).toMatchObject({ type: 'reversal', originalClaimId: one });
});
