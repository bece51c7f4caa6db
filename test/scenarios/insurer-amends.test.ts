import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { orderIdOf, orderPartition } from '../../lambdas/storage/keys.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const settle = async (order: OrderRequest) =>
  (await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order)).body;
const putPlan = (plan: PlanRequest, insurer: 'insurer-a' | 'insurer-b' = 'insurer-a') =>
  connector.as(insurer).request('PUT', `/v1/plans/${plan.planId}/versions/${plan.version}`, plan);
const putCoverage = (coverageId: string, body: unknown) =>
  connector.as('insurer-a').request('PUT', `/v1/coverages/${coverageId}`, body);
const limited = (max: number, over = {}) => ({
  benefits: [consultBenefit({ limits: [yearlyAmount('year', max)], ...over })],
});

describe('a plan version', () => {
  it('is published once: the same document again is 200 with the same receipt, whatever the order of its fields', async () => {
    const plan = consultPlan('once', limited(1_000));
    const first = await putPlan(plan);
    connector.advance(60);
    const turned = Object.fromEntries(Object.entries(plan).toReversed()) as unknown as PlanRequest;
    const again = await putPlan(turned);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect([again.text, again.headers['connector-replayed']]).toEqual([first.text, 'true']);
    expect(first.body).toMatchObject({ planId: 'once', version: 1, status: 'published' });
  });

  it('never becomes another document, and is not another insurer’s to publish', async () => {
    const before = await storedItems(connector);
    const other = consultPlan('once', limited(1_001));
    expect(await putPlan(other)).toMatchObject({ status: 409, body: { code: 'plan.conflict' } });
    expect(await putPlan({ ...other, version: 2 }, 'insurer-b')).toMatchObject({
      status: 404,
      body: { code: 'plan.out-of-reach' },
    });
    expect(await storedItems(connector)).toEqual(before);
  });

  it('that could not be adjudicated is refused with every fault named, and stored nowhere', async () => {
    const before = await storedItems(connector);
    const plan = consultPlan('faulty', {
      effectiveTo: '2019-12-31',
      benefits: [
        consultBenefit({
          limits: [
            { limitId: 'deductible', measure: 'amount', max: 1, per: 'year' },
            { limitId: 'one', measure: 'count', max: 1, per: 'order' },
          ],
          coinsuranceMin: 2,
          coinsuranceMax: 1,
        }),
        consultBenefit({ benefitId: 'never' }),
        consultBenefit({ benefitId: 'drugs', covers: { categories: ['drug'], items: { formulary: 'core' } } }),
      ],
    });
    const refused = await putPlan(plan);
    expect([refused.status, refused.body['code']]).toEqual([422, 'plan.unpublishable']);
    expect((refused.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'benefits[0].coinsuranceMin',
      'benefits[0].limits[0].limitId',
      'benefits[0].limits[1].per',
      'benefits[1].covers',
      'benefits[2].covers.items.formulary',
      'effectiveTo',
    ]);
    expect(await storedItems(connector)).toEqual(before);
  });

  it('is that of its address', async () => {
    const refused = await connector
      .as('insurer-a')
      .request('PUT', '/v1/plans/address/versions/2', consultPlan('adress', { version: 3 }));
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'planId' }, { path: 'version' }] } });
    for (const version of ['0', '01', 'x', '1.0', '1000000']) {
      const target = `/v1/plans/address/versions/${version}`;
      const answer = await connector.as('insurer-a').request('PUT', target, consultPlan('address'));
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'version' }] } });
    }
  });

  it('decides from the moment it is published, and counts on under the same limit', async () => {
    await publish(connector, 'growing', limited(1_000));
    await enrol(connector, 'M-GROWING', 'growing');
    const first = await settle(consultOrder('HX-GROWING-1', 'M-GROWING', 900));
    await publish(connector, 'growing', { version: 2, ...limited(1_500) });
    const second = await settle(consultOrder('HX-GROWING-2', 'M-GROWING', 900));
    await publish(connector, 'growing', { version: 3, ...limited(1_200) });
    const third = await settle(consultOrder('HX-GROWING-3', 'M-GROWING', 900));
    expect([first, second, third].map(({ plan, totals }) => [plan?.version, totals.insurer])).toEqual([
      [1, 900],
      [2, 600],
      [3, 0],
    ]);
    // a maximum that was lowered shows nothing left
    expect(third.accumulators).toMatchObject([{ max: 1_200, used: 1_500, remaining: 0 }]);
  });

  it('never counts something else under a limit id that an earlier version has used', async () => {
    await putPlan(consultPlan('counting', limited(1_000)));
    const orders = [consultBenefit({ limits: [{ limitId: 'year', measure: 'count', max: 5, per: 'year' }] })];
    expect(await putPlan(consultPlan('counting', { version: 2, benefits: orders }))).toMatchObject({
      status: 422,
      body: { code: 'plan.unpublishable', errors: [{ path: 'benefits[0].limits[0].measure' }] },
    });
  });

  it('decides by the date of the service: the highest one that is in force on it', async () => {
    await publish(connector, 'dated', { ...limited(9_000), effectiveFrom: '2026-01-01', effectiveTo: '2026-06-30' });
    await publish(connector, 'dated', {
      version: 2,
      ...limited(9_000, { coinsuranceBps: 5_000 }),
      effectiveFrom: '2026-06-15',
    });
    await publish(connector, 'dated', { version: 3, ...limited(9_000), effectiveFrom: '2026-08-01' });
    await enrol(connector, 'M-DATED', 'dated');
    const on = (serviceAt: string) =>
      settle(consultOrder(`HX-DATED-${serviceAt.slice(0, 10)}`, 'M-DATED', 100, { serviceAt }));
    expect((await on('2026-06-14T23:59:00+08:00')).plan).toEqual({ planId: 'dated', version: 1 });
    expect((await on('2026-06-15T00:00:00+08:00')).plan).toEqual({ planId: 'dated', version: 2 });
    const before = await on('2025-12-31T12:00:00+08:00');
    expect(before).toMatchObject({ status: 'declined', reasons: [{ code: 'E103', firstDate: '2026-01-01' }] });
  });
});

describe('a coverage', () => {
  it('is enrolled 201, the same again 200, amended 200; decisions already made stay', async () => {
    await publish(connector, 'amended', limited(10_000));
    const coverage = coverageOf('M-AMENDED', 'amended', { familyId: 'F-1', priority: 7 });
    const [first, again] = [await putCoverage('C-AMENDED', coverage), await putCoverage('C-AMENDED', coverage)];
    expect([first.status, again.status, again.body]).toEqual([201, 200, first.body]);
    expect(first.body).toEqual({ coverageId: 'C-AMENDED', ...coverage });
    const settled = await settle(consultOrder('HX-AMENDED', 'M-AMENDED', 900));
    const suspended = await putCoverage('C-AMENDED', { ...coverage, status: 'suspended' });
    expect([suspended.status, suspended.body]).toEqual([
      200,
      { coverageId: 'C-AMENDED', ...coverage, status: 'suspended' },
    ]);
    const read = await connector.as('hospital-a').request('GET', '/v1/orders/HX-AMENDED');
    expect(read.body).toMatchObject({ status: 'settled', decision: { totals: settled.totals } });
    expect((await settle(consultOrder('HX-AMENDED-2', 'M-AMENDED', 900))).reasons).toMatchObject([{ code: 'E105' }]);
    // reinstated, its limits stand where they stood
    await putCoverage('C-AMENDED', coverage);
    const next = await settle(consultOrder('HX-AMENDED-3', 'M-AMENDED', 100));
    expect(next.accumulators).toMatchObject([{ used: 1_000 }]);
  });

  it('stays with its member', async () => {
    const moved = await putCoverage('C-AMENDED', coverageOf('M-ANOTHER', 'amended'));
    expect(moved).toMatchObject({
      status: 409,
      body: { code: 'coverage.other-member', errors: [{ path: 'memberId' }] },
    });
  });

  it('does not end before it begins', async () => {
    const refused = await putCoverage('C-BACKWARD', coverageOf('M-1', 'amended', { to: '2023-12-31' }));
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'to' }] } });
  });
});

describe('a second coverage', () => {
  it('of another insurer pays what the first leaves to the patient, and each insurer’s share is named', async () => {
    await publish(connector, 'first', limited(9_000, { coinsuranceBps: 4_000 }));
    const second = consultPlan('second', { benefits: [consultBenefit({ copay: { per: 'order', amount: 100 } })] });
    expect((await putPlan(second, 'insurer-b')).status).toBe(201);
    await enrol(connector, 'M-BOTH', 'first', { priority: 1 });
    await enrol(connector, 'M-BOTH', 'second', {}, { coverageId: 'C-BOTH-2', insurer: 'insurer-b' });
    const { totals, shares, lines, coverageId, plan } = await settle(consultOrder('HX-BOTH', 'M-BOTH', 1_000));
    expect([coverageId, plan]).toEqual(['C-M-BOTH', { planId: 'first', version: 1 }]);
    expect(totals).toEqual({ billed: 1_000, priorPaid: 0, insurer: 900, patient: 100, writeOff: 0 });
    expect(shares).toEqual([
      { coverageId: 'C-M-BOTH', insurerId: 'insurer-a', amount: 600 },
      { coverageId: 'C-BOTH-2', insurerId: 'insurer-b', amount: 300 },
    ]);
    expect(lines[0]?.reasons).toMatchObject([
      { code: 'L502', amount: 400 },
      { code: 'B606', amount: -300 },
    ]);
    const ofOrder = (await storedItems(connector)).filter(
      ({ pk }) => pk?.S === orderPartition(orderIdOf('hospital-a', 'HX-BOTH')),
    );
    expect(ofOrder.map(({ sk, sp }) => [sk?.S, sp?.S?.split('#').slice(0, 2)])).toEqual([
      ['FACT#0001', ['insurer-a', '2026-06-15']],
      ['LINE#0001#insurer-b', ['insurer-b', '2026-06-15']],
    ]);
  });
});
