import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, coverageOf } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const limits = [{ limitId: 'life', measure: 'amount', max: 10_000, per: 'lifetime' } as const];
  await publish(connector, 'long', { benefits: [consultBenefit({ limits })] });
});
afterAll(() => connector.stop());

describe('a lifetime limit, which stands beside what is known of the member', () => {
  const child = { idType: 'resident-id', idNo: '110000202006160015', name: '王小明' } as const;
  const identity = { ...child, birthDate: '2020-06-16', sex: 'male' } as const;
  const visit = { type: 'follow-up', mode: 'text' } as const;

  it('leaves the birth date where it was: a child still needs its guardian (P206)', async () => {
    await enrol(connector, 'M-CHILD', 'long', { identity });
    const life = orderLife(connector);
    const guarded = { visit: { ...visit, guardianPresent: true } };
    expect((await life.settle(consultOrder('HX-1', 'M-CHILD', 100, guarded))).body.totals.insurer).toBe(100);
    const { body } = await life.settle(consultOrder('HX-2', 'M-CHILD', 100, { visit }));
    expect(body.lines[0]?.reasons.map(({ code }) => code)).toEqual(['P206']);
  });

  it('loses nothing that was given back when the enrolment is amended', async () => {
    const life = orderLife(connector);
    const guarded = { visit: { ...visit, guardianPresent: true } };
    await life.settle(consultOrder('HX-3', 'M-CHILD', 700, guarded));
    expect((await life.reverse('HX-3', { reversalNo: 'R1', reason: 'test' })).status).toBe(201);
    const amended = coverageOf('M-CHILD', 'long', { identity, priority: 3 });
    expect((await connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-CHILD', amended)).status).toBe(200);
    const { body } = await life.settle(consultOrder('HX-4', 'M-CHILD', 1, guarded));
    expect(body.accumulators.map(({ used }) => used)).toEqual([101]);
    expect((await life.reverse('HX-4', { reversalNo: 'R1', reason: 'test' })).status).toBe(201);
    expect(connector.failures).toEqual([]);
  });
});
