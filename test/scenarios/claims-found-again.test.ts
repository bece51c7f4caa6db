import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimRefText } from '../../lambdas/contracts/claim-id.ts';
import { keyOfLine } from '../../lambdas/storage/book-item.ts';
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
