import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOrder } from '../contracts/full-bodies.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { coverageOf } from '../support/documents.ts';
import { publish } from '../support/enrolment.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

async function send(partner: 'insurer-a' | 'hospital-a', method: string, target: string, body: unknown): Promise<void> {
  const answer = await connector.as(partner).request(method, target, body);
  expect(answer.status, answer.text).toBeLessThan(500);
}

describe('dates at the ends of the calendar', () => {
  const days = fc.constantFrom(
    '1900-01-01',
    '1901-01-01',
    '1904-02-29',
    '2000-02-29',
    '2026-06-15',
    '2199-12-31',
    '9999-12-30',
    '9999-12-31',
  );

  it('are decided or refused, never failed at', async () => {
    const plans = [
      { planId: 'ends-1', year: 'coverage', effectiveFrom: '1900-01-01', waitingDays: 36_500 },
      { planId: 'ends-2', year: 'calendar', effectiveFrom: '9999-12-31', filingDays: 0 },
    ] as const;
    for (const { planId, ...over } of plans) {
      const limits = [
        { limitId: `${planId}-roll`, measure: 'count', max: 1, per: { rollingDays: 366 } },
        { limitId: `${planId}-year`, measure: 'amount', max: 1, per: 'year' },
        { limitId: `${planId}-month`, measure: 'quantity', max: 1, per: 'month' },
      ] as const;
      await publish(connector, planId, { ...over, limits: [...limits] });
    }
    let number = 0;
    const pairs = fc.tuple(fc.constantFrom('ends-1', 'ends-2'), days, days, days);
    await fc.assert(
      fc.asyncProperty(pairs, async ([planId, from, to, on]) => {
        const member = `M-ENDS-${number++}`;
        const coverage = coverageOf(member, planId, { from, to });
        await send('insurer-a', 'PUT', `/v1/coverages/C-${member}`, coverage);
        const check = { member: { memberId: member }, serviceDate: on };
        await send('hospital-a', 'POST', '/v1/eligibility-checks', check);
        const order = { ...fullOrder, orderNo: member, member: { memberId: member } };
        const serviceAt = `${on > '2200' ? '2199-12-31' : on}T23:59:59-14:00`;
        await send('hospital-a', 'POST', '/v1/settlements', { ...order, serviceAt });
        const early = {
          ...order,
          orderNo: `${member}-E`,
          serviceAt: `${on > '2200' ? '2199-12-31' : on}T00:00:00+14:00`,
        };
        await send('hospital-a', 'POST', '/v1/settlements', early);
      }),
      { numRuns: 80 },
    );
    expect(connector.failures).toEqual([]);
    // on a busy machine this takes several times as long
  }, 90_000);
});
