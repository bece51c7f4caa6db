import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife } from '../support/order-life.ts';
import { orderLife } from '../support/order-life.ts';
import type { Submitting } from '../support/submitting.ts';
import { startSubmitting } from '../support/submitting.ts';

const [MINUTE, HOUR] = [60, 3_600];

let submitting: Submitting;
let life: OrderLife;
beforeAll(async () => {
  submitting = await startSubmitting();
  const { connector } = submitting;
  for (const [insurer, memberId] of [
    ['insurer-a', 'M-A'],
    ['insurer-b', 'M-B'],
  ] as const) {
    await publish(connector, `of-${insurer}`, {}, insurer);
    await enrol(connector, memberId, `of-${insurer}`, {}, { insurer });
  }
  life = orderLife(connector);
});
afterAll(() => submitting.stop());

describe('an insurer that is down for fifteen hours', () => {
  const settled: string[] = [];
  const settle = async (orderNo: string) => {
    await life.settle(consultOrder(orderNo, 'M-A', 100));
    settled.push(orderNo);
  };

  it('holds up nobody else', async () => {
    await submitting.insurer.setMode('down', 'insurer-a');
    for (let hour = 0; hour < 15; hour++) {
      for (const part of ['a', 'b']) {
        await settle(`O-${hour}${part}`);
        submitting.connector.advance(MINUTE);
      }
      if (hour % 5 === 2) await life.reverse(`O-${hour}a`, { reversalNo: 'R-1', reason: 'cancelled' });
      await life.settle(consultOrder(`B-${hour}`, 'M-B', 100));
      await submitting.after(0);
      expect((await submitting.held()).map(({ claim }) => claim.orderNo)).toContain(`B-${hour}`);
      await submitting.pass(HOUR - 2 * MINUTE, HOUR - 2 * MINUTE);
    }
    expect((await submitting.held()).filter(({ claim }) => claim.orderNo.startsWith('O-'))).toEqual([]);
  });

  it('is asked rarely, and wears out no claim', async () => {
    const lines = await submitting.lines();
    const attempts = lines.filter(({ line }) => line.insurerId === 'insurer-a').map(({ state }) => state.attempted);
    // five before it counted as out of reach, and one probe a step
    expect(attempts.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(5 + 2 * 15);
    expect(lines.some(({ state }) => state.status === 'dead')).toBe(false);
    expect(await submitting.exceptions()).toEqual([]);
  });

  it('gets every claim once when it is up again, in the order of posting', async () => {
    await submitting.insurer.setMode('up');
    await submitting.pass(10 * MINUTE, 5 * MINUTE);
    const held = (await submitting.held()).filter(({ claim }) => claim.orderNo.startsWith('O-'));
    expect(held.map(({ submissions }) => submissions)).toEqual(held.map(() => 1));
    const lines = (await submitting.lines()).filter(({ line }) => line.insurerId === 'insurer-a');
    expect(held.map(({ claimId }) => claimId).toSorted()).toEqual(lines.map(({ line }) => line.claimId).toSorted());
    expect(lines).toHaveLength(settled.length + 3);
    expect(new Set(lines.map(({ state }) => state.status))).toEqual(new Set(['accepted']));
    // one lane of eight at a time here: within a lane, and so within an order, the order is that of posting
    const posted = new Map(lines.map(({ line }, at) => [line.claimId, at]));
    for (const lane of Map.groupBy(
      held,
      ({ claimId }) => Buffer.from(claimId, 'base64url').readUInt8(0) % 8,
    ).values()) {
      const places = lane.map(({ claimId }) => posted.get(claimId) ?? -1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
    for (const [, claims] of Map.groupBy(held, ({ claim }) => claim.orderNo)) {
      expect(claims.map(({ claim }) => claim.type)).toEqual(['settlement', 'reversal'].slice(0, claims.length));
    }
  });

  it('has nothing left to sweep afterwards', async () => {
    const before = await submitting.held();
    await submitting.pass(HOUR, 20 * MINUTE);
    expect(await submitting.held()).toEqual(before);
  });
});
