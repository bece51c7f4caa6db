import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife } from '../support/order-life.ts';
import { isReplay, orderLife } from '../support/order-life.ts';
import type { Submitting } from '../support/submitting.ts';
import { startSubmitting } from '../support/submitting.ts';
import { testOrder } from '../support/told-orders.ts';
import { consultBenefit } from '../support/documents.ts';

let submitting: Submitting;
let life: OrderLife;
beforeAll(async () => {
  submitting = await startSubmitting();
  const { connector } = submitting;
  const tests = consultBenefit({
    benefitId: 'tests',
    covers: { items: 'any', categories: ['test'] },
    coinsuranceBps: 2_000,
    priceCap: { perUnit: 10_000 },
    excess: 'write-off',
  });
  await publish(connector, 'claiming', { benefits: [consultBenefit(), tests] });
  await enrol(connector, 'M-1', 'claiming');
  life = orderLife(connector);
});
afterAll(() => submitting.stop());
beforeEach(() => submitting.insurer.setMode('up'));

const of = async (orderNo: string) => (await submitting.held()).filter(({ claim }) => claim.orderNo === orderNo);
const lineOf = async (orderNo: string) => (await submitting.lines()).filter(({ line }) => line.orderNo === orderNo);

describe('a claim', () => {
  it('is what was decided, and its reversal names it', async () => {
    const { body: settled } = await life.settle(consultOrder('C-1', 'M-1', 8_000));
    const { settlementId, status: _, ...decision } = settled;
    await life.reverse('C-1', { reversalNo: 'R-1', reason: 'cancelled' });
    await submitting.after(1);
    const [claim, reversal, ...more] = await of('C-1');
    expect(more).toEqual([]);
    expect(claim?.claim).toEqual({
      ...{ claimId: settlementId, type: 'settlement', orderNo: 'C-1', member: { memberId: 'M-1' } },
      ...{ decision, businessDate: '2026-06-15' },
    });
    expect(reversal?.claim).toMatchObject({
      ...{ type: 'reversal', originalClaimId: settlementId, orderNo: 'C-1' },
      decision: { totals: decision.totals, accumulators: [], decision: 'approved' },
    });
    expect([claim?.submissions, reversal?.submissions]).toEqual([1, 1]);
  });

  it('of a part says what was moved, with reasons that add up to it', async () => {
    const { body } = await life.authorize(testOrder('C-2', 'M-1'));
    const { authorizationId } = body;
    const lines = [{ lineNo: 1, quantity: '1', amount: 12_000 }];
    const { body: captured } = await life.capture(authorizationId, { captureNo: 'C-1', final: false, lines });
    await life.capture(authorizationId, { captureNo: 'C-2' });
    await life.reverse('C-2', { reversalNo: 'R-1', reason: 'lost', lines: [{ lineNo: 2, quantity: '1' }] });
    await submitting.after(1);
    const [first, second, back, ...more] = await of('C-2');
    expect(more).toEqual([]);
    expect(first?.claim).toMatchObject({
      type: 'settlement',
      decision: { totals: captured.totals, shares: captured.shares },
    });
    expect(back?.claim).toMatchObject({ type: 'reversal', originalClaimId: second?.claimId });
    for (const one of [first, second, back]) {
      for (const { billed, priorPaid, insurer, benefitId, reasons } of one?.claim.decision.lines ?? []) {
        expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(billed - priorPaid - insurer);
        expect([benefitId, reasons.length > 0]).toEqual(['tests', true]);
      }
    }
  });

  it('is looked up by its insurer and by nobody else, and what is no claim is none', async () => {
    const [line] = await lineOf('C-1');
    const claimId = line?.line.claimId ?? '';
    expect(await submitting.read(claimId)).toMatchObject({
      status: 200,
      body: {
        claimId,
        status: 'accepted',
        insurerClaimNo: 'IC-00000001',
        attempts: 1,
        amount: 8_000,
        type: 'settlement',
      },
    });
    expect((await submitting.read(claimId, 'insurer-b')).body.code).toBe('claim.unknown');
    for (const id of [`${claimId}.2`, `${claimId.slice(0, -1)}9`, 'nonsense', 'x'.repeat(21) + '.1']) {
      expect([id, (await submitting.read(id)).body.code]).toEqual([id, 'claim.unknown']);
    }
    const { body } = await life.authorize(consultOrder('C-3', 'M-1', 100));
    expect((await submitting.read(body.authorizationId)).body.code).toBe('claim.unknown');
  });

  it('comes once, however often streams and queues tell of it', async () => {
    await life.settle(consultOrder('C-4', 'M-1', 100));
    await submitting.after(0);
    const before = await submitting.held();
    submitting.connector.rewindStreams();
    await submitting.after(600);
    expect(await submitting.held()).toEqual(before);
    expect(before.every(({ submissions }) => submissions === 1)).toBe(true);
  });
});

describe('an insurer that rejects', () => {
  it('is not asked again, and operations have a case', async () => {
    await submitting.insurer.setMode('reject');
    await life.settle(consultOrder('R-1', 'M-1', 100));
    await submitting.after(0);
    await submitting.insurer.setMode('up');
    await submitting.pass(3_600, 600);
    const [{ line, state } = {}] = await lineOf('R-1');
    expect([state?.status, state?.reason, state?.attempted]).toEqual(['rejected', 'simulated rejection', 1]);
    expect((await submitting.exceptions()).filter(({ orderNo }) => orderNo === 'R-1')).toMatchObject([
      {
        ...{ kind: 'claim-rejected', providerId: 'hospital-a' },
        owner: { role: 'operations', partnerId: 'insurer-a' },
        reference: { of: 'claim', id: line?.claimId },
      },
    ]);
  });
});

describe('an insurer that says nothing in time', () => {
  it('is asked before anything is sent again: what had arrived comes once', async () => {
    await submitting.insurer.setMode('timeout-after-commit');
    await life.settle(consultOrder('T-1', 'M-1', 100));
    await submitting.after(0);
    const [{ line, state } = {}] = await lineOf('T-1');
    expect([state?.status, state?.failure]).toEqual(['unknown', 'timeout']);
    expect((await submitting.read(line?.claimId ?? '')).body).toMatchObject({
      status: 'unknown',
      lastFailure: 'timeout',
    });
    await submitting.insurer.setMode('up');
    await submitting.after(10);
    expect((await of('T-1')).map(({ submissions }) => submissions)).toEqual([1]);
    expect((await lineOf('T-1'))[0]?.state).toMatchObject({ status: 'accepted', attempted: 2 });
  });

  it('and does not have it, is sent it', async () => {
    await submitting.insurer.setMode('down');
    await life.settle(consultOrder('T-2', 'M-1', 100));
    await submitting.after(0);
    expect((await lineOf('T-2'))[0]?.state).toMatchObject({ status: 'unknown', failure: 503 });
    await submitting.insurer.setMode('up');
    await submitting.after(10);
    expect((await of('T-2')).map(({ submissions }) => submissions)).toEqual([1]);
  });

  it('keeps the reversal of it waiting, which follows', async () => {
    await submitting.insurer.setMode('down');
    await life.settle(consultOrder('T-3', 'M-1', 100));
    await submitting.after(0);
    await submitting.insurer.setMode('up');
    await life.reverse('T-3', { reversalNo: 'R-1', reason: 'cancelled' });
    await submitting.connector.deliverStreams();
    await submitting.connector.deliverQueues();
    expect(await of('T-3')).toEqual([]);
    await submitting.pass(120, 30);
    expect((await of('T-3')).map(({ claim }) => claim.type)).toEqual(['settlement', 'reversal']);
  });
});

it('an insurer that asks to be left alone is left alone for that long', async () => {
  await submitting.insurer.setMode('busy');
  await life.settle(consultOrder('B-1', 'M-1', 100));
  await submitting.after(0);
  await submitting.insurer.setMode('up');
  await submitting.pass(110, 10);
  expect(await of('B-1')).toEqual([]);
  await submitting.pass(20, 10);
  expect((await of('B-1')).map(({ submissions }) => submissions)).toEqual([1]);
});

describe('an answer that comes by itself', () => {
  it('decides a claim that was pending, is taken again for what it is, and stands against another', async () => {
    await submitting.insurer.setMode('pending');
    await life.settle(consultOrder('P-1', 'M-1', 100));
    await submitting.after(0);
    const [{ line } = {}] = await lineOf('P-1');
    const claimId = line?.claimId ?? '';
    expect((await submitting.read(claimId)).body).toMatchObject({ status: 'pending' });

    const accepted = { status: 'accepted', insurerClaimNo: 'IC-7' };
    expect((await submitting.result(claimId, accepted, 'insurer-b')).status).toBe(404);
    expect((await submitting.result(claimId, { status: 'pending' })).status).toBe(400);
    const first = await submitting.result(claimId, accepted);
    expect([first.status, isReplay(first), first.body.status]).toEqual([200, false, 'accepted']);
    const again = await submitting.result(claimId, accepted);
    expect([again.status, isReplay(again), again.text]).toEqual([200, true, first.text]);

    for (const other of [{ status: 'rejected' }, { status: 'accepted', insurerClaimNo: 'IC-8' }]) {
      const refused = await submitting.result(claimId, other);
      expect(refused).toMatchObject({ status: 409, body: { code: 'claim.answered', existing: first.body } });
    }
    expect((await submitting.read(claimId)).text).toBe(first.text);
    const kinds = (await submitting.exceptions()).filter(({ orderNo }) => orderNo === 'P-1').map(({ kind }) => kind);
    expect(kinds).toEqual(['claim-contradicted']);
  });

  it('may be faster than our own record, which does not overwrite it', async () => {
    await life.settle(consultOrder('P-2', 'M-1', 100));
    await submitting.connector.deliverStreams();
    const [{ line } = {}] = await lineOf('P-2');
    await submitting.result(line?.claimId ?? '', { status: 'rejected', reason: 'before you knew' });
    await submitting.after(0);
    expect([(await lineOf('P-2'))[0]?.state.status, await of('P-2')]).toEqual(['rejected', []]);
  });
});
