import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await publish(connector, 'family', {
    year: 'coverage',
    deductible: [
      { amount: 3_000, per: 'year', scope: 'member' },
      { amount: 5_000, per: 'year', scope: 'family' },
    ],
    limits: [yearlyAmount('family-year', 4_000, { scope: 'family' })],
  });
});
afterAll(() => connector.stop());

async function settle(orderNo: string, memberId: string, amount: number, over = {}) {
  const order = consultOrder(orderNo, memberId, amount, over);
  const { status, body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
  expect(status).toBe(201);
  return body;
}

const reasonsOf = ({ lines }: SettlementAnswer) =>
  lines.flatMap(({ reasons }) => reasons.map(({ code, amount }) => `${code} ${amount}`));
const standing = ({ accumulators }: SettlementAnswer) =>
  accumulators.map(({ limitId, scope, used, remaining }) => [limitId, scope, used, remaining]);

describe('the members of a family', () => {
  it('share its limit and its deductible: what is left is the least of the member’s and the family’s', async () => {
    for (const memberId of ['M-F1', 'M-F2', 'M-F3']) await enrol(connector, memberId, 'family', { familyId: 'F-1' });
    const first = await settle('HX-F1', 'M-F1', 4_500);
    const second = await settle('HX-F2', 'M-F2', 4_500);
    const third = await settle('HX-F3', 'M-F3', 4_500);
    expect([first, second, third].map(({ totals }) => totals.insurer)).toEqual([1_500, 2_500, 0]);
    expect([first, second, third].map(reasonsOf)).toEqual([['L501 3000'], ['L501 2000'], ['L510 4500']]);
    expect(standing(third)).toEqual([
      ['family-year', 'family', 4_000, 0],
      ['deductible', 'member', 0, 3_000],
      ['deductible', 'family', 5_000, 0],
    ]);
  });

  it('are asked about as they stand, in an eligibility check and in a quote', async () => {
    const check = { member: { memberId: 'M-F3' } };
    const { body } = await connector.as('hospital-a').request('POST', '/v1/eligibility-checks', check);
    expect(body['coverages']).toMatchObject([
      { limits: [{ limitId: 'family-year', used: 4_000, remaining: 0 }, { used: 0 }, { used: 5_000 }] },
    ]);
    const quoted = await connector
      .as('hospital-a')
      .request<SettlementAnswer>('POST', '/v1/quotes', consultOrder('HX-FQ', 'M-F3', 100));
    expect(reasonsOf(quoted.body)).toEqual(['L510 100']);
  });

  it('are not another family’s, nor another insurer’s of the same name', async () => {
    await enrol(connector, 'M-G1', 'family', { familyId: 'F-2' });
    expect(reasonsOf(await settle('HX-G1', 'M-G1', 4_500))).toEqual(['L501 3000']);
    const limits = [yearlyAmount('family-year', 4_000, { scope: 'family' })];
    await publish(connector, 'family-b', { limits }, 'insurer-b');
    await enrol(connector, 'M-B1', 'family-b', { familyId: 'F-1' }, { insurer: 'insurer-b' });
    expect((await settle('HX-B1', 'M-B1', 4_500)).totals.insurer).toBe(4_000);
  });

  it('without a family are a family of one, whose totals stand with the member’s own', async () => {
    for (const memberId of ['M-ONE', 'M-TWO']) await enrol(connector, memberId, 'family');
    expect((await settle('HX-ONE', 'M-ONE', 4_500)).totals.insurer).toBe(1_500);
    expect((await settle('HX-TWO', 'M-TWO', 4_500)).totals.insurer).toBe(1_500);
    expect((await settle('HX-ONE-2', 'M-ONE', 4_500)).totals.insurer).toBe(2_500);
    const families = (await storedItems(connector)).filter(({ pk }) => pk?.S?.startsWith('FAMILY#'));
    expect(families.map(({ pk }) => pk?.S?.slice('FAMILY#'.length))).toEqual([
      'insurer-a#F-1',
      'insurer-a#F-2',
      'insurer-b#F-1',
    ]);
  });

  it('keep a lifetime limit apart from the years, and a rolling one across them', async () => {
    const lifetime = { limitId: 'life', measure: 'amount', max: 1_000, per: 'lifetime', scope: 'family' } as const;
    const rolling = { limitId: 'roll', measure: 'count', max: 2, per: { rollingDays: 30 }, scope: 'family' } as const;
    await publish(connector, 'long', { benefits: [consultBenefit({ limits: [lifetime, rolling] })] });
    for (const memberId of ['M-L1', 'M-L2']) await enrol(connector, memberId, 'long', { familyId: 'F-L' });
    connector.setNow('2027-01-10T10:00:00+08:00');
    const on = (date: string) => ({ serviceAt: `${date}T09:00:00+08:00` });
    expect((await settle('HX-L1', 'M-L1', 100, on('2026-12-28'))).totals.insurer).toBe(100);
    expect((await settle('HX-L2', 'M-L2', 100, on('2027-01-03'))).totals.insurer).toBe(100);
    expect(reasonsOf(await settle('HX-L3', 'M-L1', 100, on('2027-01-09')))).toEqual(['L507 100']);
    const later = await settle('HX-L4', 'M-L2', 2_000, on('2026-05-01'));
    expect(standing(later)).toEqual([
      ['life', 'family', 1_000, 0],
      ['roll', 'family', 1, 1],
    ]);
    connector.setNow('2026-06-15T10:00:00+08:00');
  });
});

describe('orders of a whole family at once', () => {
  it('never take more than what is left of its limit, and take all of it', async () => {
    await publish(connector, 'crowd', { limits: [yearlyAmount('crowd-year', 2_050, { scope: 'family' })] });
    const members = Array.from({ length: 6 }, (_, index) => `M-C${index}`);
    for (const memberId of members) await enrol(connector, memberId, 'crowd', { familyId: 'F-C' });
    const bodies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => settle(`HX-C${n}`, members[n % 6] ?? '', 100)),
    );
    expect(bodies.reduce((sum, { totals }) => sum + totals.insurer, 0)).toBe(2_050);
    expect(bodies.filter(({ decision }) => decision === 'partial')).toHaveLength(1);
  });

  it('keep a rolling limit across the turn of the year, where its totals stand in two items', async () => {
    connector.setNow('2027-01-02T12:00:00+08:00');
    const rolling = yearlyAmount('rolling', 1_000, { per: { rollingDays: 30 }, scope: 'family' });
    await publish(connector, 'turn', { benefits: [consultBenefit({ limits: [rolling] })] });
    for (let round = 0; round < 4; round++) {
      const members = [`M-T${round}`, `M-U${round}`];
      for (const memberId of members) await enrol(connector, memberId, 'turn', { familyId: `F-T${round}` });
      const bodies = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          settle(`HX-T${round}-${n}`, members[n % 2] ?? '', 1_000, {
            serviceAt: n % 2 === 0 ? '2026-12-30T10:00:00+08:00' : '2027-01-02T10:00:00+08:00',
          }),
        ),
      );
      expect(bodies.reduce((sum, { totals }) => sum + totals.insurer, 0)).toBe(1_000);
    }
  });

  it('leave no failure behind', () => expect(connector.failures).toEqual([]));
});
