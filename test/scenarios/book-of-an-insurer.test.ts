import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookLine } from '../../lambdas/domain/book-line.ts';
import { bookItem, parseBookLine } from '../../lambdas/storage/book-item.ts';
import { statementsHeadItem } from '../../lambdas/storage/statements-head.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
  const [first, other] = [connector.as('insurer-a'), connector.as('insurer-b')];
  await first.request('PUT', '/v1/pools/POOL-1', { budget: 1_000_000, shards: 1 });
  const limited = { limits: [yearlyAmount('year', 5_000)] };
  const ofPool = { limits: [yearlyAmount('sponsored', 100_000, { scope: { pool: 'POOL-1' } })] };
  await first.request('PUT', '/v1/plans/P-LIMITED/versions/1', consultPlan('P-LIMITED', limited));
  await first.request('PUT', '/v1/plans/P-POOL/versions/1', consultPlan('P-POOL', ofPool));
  await other.request('PUT', '/v1/plans/P-OTHER/versions/1', consultPlan('P-OTHER'));
  await first.request('PUT', '/v1/coverages/C-1', coverageOf('M-1', 'P-LIMITED'));
  await other.request('PUT', '/v1/coverages/C-2', coverageOf('M-1', 'P-OTHER', { priority: 200 }));
  await first.request('PUT', '/v1/coverages/C-3', coverageOf('M-2', 'P-POOL'));
  const nothing = { benefits: [consultBenefit({ coinsuranceBps: 10_000 })] };
  await first.request('PUT', '/v1/plans/P-NOTHING/versions/1', consultPlan('P-NOTHING', nothing));
  await first.request('PUT', '/v1/coverages/C-5', coverageOf('M-4', 'P-NOTHING'));
  await other.request('PUT', '/v1/coverages/C-6', coverageOf('M-4', 'P-OTHER', { priority: 200 }));
  await first.request('PUT', '/v1/coverages/C-4', coverageOf('M-3', 'P-LIMITED'));
});

afterAll(() => connector.stop());

/** Every line of every book that the order has, in the order in which facts were posted, the deciding insurer's first. */
async function linesOf(orderNo: string): Promise<readonly BookLine[]> {
  const items = await itemsOf('BOOK#');
  return items
    .map((item) => parseBookLine(item))
    .filter((line) => line.orderNo === orderNo)
    .toSorted((one, next) => one.sequence - next.sequence || Number(next.isFirst) - Number(one.isFirst));
}

async function itemsOf(prefix: string) {
  const { Items = [] } = await connector.client.send(
    new ScanCommand({
      TableName: connector.tableName,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: prefix } },
    }),
  );
  return Items;
}

const settle = (orderNo: string, memberId: string, amount: number) =>
  connector.as('hospital-a').request('POST', '/v1/settlements', consultOrder(orderNo, memberId, amount));

describe('the book of an insurer', () => {
  it('has a line for each insurer that pays, with its own share of the one bill', async () => {
    const { body } = await settle('HX-1', 'M-1', 8_000);
    await connector.deliverStreams();

    const [line, further, ...rest] = await linesOf('HX-1');
    expect(rest).toEqual([]);
    expect(line).toMatchObject({
      ...{ type: 'settlement', insurerId: 'insurer-a', factId: body['settlementId'], claimId: body['settlementId'] },
      ...{ providerId: 'hospital-a', providerKind: 'hospital', orderKind: 'consult', memberId: 'M-1' },
      ...{ coverageId: 'C-1', plan: { planId: 'P-LIMITED', version: 1 }, serviceDate: '2026-06-15' },
      ...{ billed: 8_000, priorPaid: 0, insurer: 8_000, patient: 0, writeOff: 0 },
      ...{ direction: 'debit', amount: 5_000, original: null, isFirst: true, businessDate: '2026-06-15' },
    });
    expect(further).toMatchObject({
      ...{ insurerId: 'insurer-b', claimId: `${String(body['settlementId'])}.2`, coverageId: 'C-2', plan: null },
      ...{ insurer: 8_000, amount: 3_000, direction: 'debit', isFirst: false },
    });
  });

  it('takes back with the reversal what the settlement said, and names it', async () => {
    await connector.as('hospital-a').request('POST', '/v1/orders/HX-1/reversals', { reversalNo: 'R-1', reason: 'x' });
    await connector.deliverStreams();

    const [settled, settledFurther, reversed, reversedFurther] = await linesOf('HX-1');
    const of = (line: BookLine | undefined) => ({
      factId: line?.factId,
      businessDate: line?.businessDate,
      claimId: line?.claimId,
    });
    expect(reversed).toMatchObject({ type: 'reversal', direction: 'credit', amount: 5_000, original: of(settled) });
    expect(reversedFurther).toMatchObject({ amount: 3_000, original: of(settledFurther) });
    expect(reversedFurther?.claimId).toBe(`${String(reversed?.claimId)}.2`);
  });

  it('says what of the share came from a pool, for a settlement and for captures', async () => {
    await settle('HX-2', 'M-2', 700);
    const held = await connector
      .as('hospital-a')
      .request('POST', '/v1/authorizations', consultOrder('HX-3', 'M-2', 900));
    const capture = { captureNo: 'K-1', lines: [{ lineNo: 1, amount: 450 }] };
    const id = String(held.body['authorizationId']);
    await connector.as('hospital-a').request('POST', `/v1/authorizations/${id}/captures`, capture);
    await connector.deliverStreams();

    expect(await linesOf('HX-2')).toMatchObject([{ amount: 700, pools: [{ poolId: 'POOL-1', amount: 700 }] }]);
    const captured = await linesOf('HX-3');
    expect(captured).toMatchObject([{ type: 'capture', amount: 450, pools: [{ poolId: 'POOL-1', amount: 450 }] }]);
  });

  it('names as taken back the last capture that has a line of the return', async () => {
    const hospital = connector.as('hospital-a');
    const held = await hospital.request('POST', '/v1/authorizations', consultOrder('HX-8', 'M-2', [300, 200]));
    const id = String(held.body['authorizationId']);
    for (const [captureNo, lineNo, final] of [
      ['K-1', 1, false],
      ['K-2', 2, true],
    ] as const) {
      const capture = { captureNo, lines: [{ lineNo, amount: 200 }], final };
      await hospital.request('POST', `/v1/authorizations/${id}/captures`, capture);
    }
    const back = { reversalNo: 'R-8', reason: 'x', lines: [{ lineNo: 1, quantity: '1' }] };
    await hospital.request('POST', '/v1/orders/HX-8/reversals', back);
    await connector.deliverStreams();

    const [first, , reversal] = await linesOf('HX-8');
    expect(reversal).toMatchObject({ type: 'reversal', amount: 200, original: { factId: first?.factId } });
  });

  it('has no line of an insurer that decides and carries nothing, where the patient pays nothing either', async () => {
    const { body } = await settle('HX-9', 'M-4', 500);
    await connector.deliverStreams();

    const lines = await linesOf('HX-9');
    expect(lines).toMatchObject([
      {
        insurerId: 'insurer-b',
        amount: 500,
        coverageId: 'C-6',
        claimId: `${String(body['settlementId'])}.2`,
        isFirst: true,
      },
    ]);
  });

  it('gives the reasons of the decision, each once', async () => {
    await settle('HX-4', 'M-3', 9_000);
    await connector.deliverStreams();

    const [line] = await linesOf('HX-4');
    expect(line).toMatchObject({ amount: 5_000, patient: 4_000 });
    expect(line?.reasons).toContain('L505');
    expect(new Set(line?.reasons).size).toBe(line?.reasons.length);
  });

  it('has no line for what moves nothing: holds, voids, declined orders', async () => {
    const hospital = connector.as('hospital-a');
    const held = await hospital.request('POST', '/v1/authorizations', consultOrder('HX-5', 'M-2', 900));
    await hospital.request('POST', `/v1/authorizations/${String(held.body['authorizationId'])}/void`, {});
    await settle('HX-6', 'M-UNKNOWN', 900);
    await connector.deliverStreams();

    expect([...(await linesOf('HX-5')), ...(await linesOf('HX-6'))]).toEqual([]);
  });

  it('has each line once, and leaves what has become of it alone, however often the stream tells of it', async () => {
    const [line] = await linesOf('HX-4');
    if (line === undefined) throw new Error('no line');
    const told = { ...bookItem(line), c: { S: 'answered' } };
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: told }));
    const before = await itemsOf('BOOK#');

    connector.rewindStreams();
    await connector.deliverStreams();

    expect(await itemsOf('BOOK#')).toEqual(before);
  });

  it('marks the days that have lines', async () => {
    const days = (await itemsOf('STATEMENTS#')).map(({ pk, sk }) => `${pk?.S ?? ''} ${sk?.S ?? ''}`);

    expect(days.toSorted()).toEqual(['STATEMENTS#insurer-a DAY#2026-06-15', 'STATEMENTS#insurer-b DAY#2026-06-15']);
  });

  it('notes a line as late, once the closing of its day has begun', async () => {
    const head = { first: '2026-06-15', begun: '2026-06-15', published: undefined };
    const Item = statementsHeadItem('insurer-a', head);
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item }));

    const { body } = await settle('HX-7', 'M-2', 100);
    await connector.deliverStreams();

    const late = (await itemsOf('STATEMENTS#')).filter(({ sk }) => sk?.S?.startsWith('LATE#'));
    expect(late.map(({ sk }) => sk?.S)).toEqual([
      `LATE#2026-06-15#${connector.now().toString(36)}#${String(body['settlementId'])}`,
    ]);
  });
});
