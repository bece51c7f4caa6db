import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { EligibilityAnswer } from '../../lambdas/contracts/eligibility-answer.ts';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, coverageOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

const wang = { idType: 'resident-id', idNo: '11000019491231009X', name: '王秀英' } as const;
const enrolledWang = { ...wang, birthDate: '1949-12-31', sex: 'female' } as const;

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const benefits = [consultBenefit({ waitingDays: 90, limits: [yearlyAmount('consult-year', 50_000)] })];
  await publish(connector, 'basic', {
    benefits,
    limits: [{ limitId: 'all-month', measure: 'count', max: 4, per: 'month' }],
  });
  await publish(connector, 'other', { benefits: [consultBenefit()] }, 'insurer-b');
});
afterAll(() => connector.stop());

const ask = (body: unknown) =>
  connector.as('hospital-a').request<EligibilityAnswer>('POST', '/v1/eligibility-checks', body);
const settle = (order: OrderRequest) =>
  connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
const put = (coverageId: string, body: unknown, insurer: 'insurer-a' | 'insurer-b' = 'insurer-a') =>
  connector.as(insurer).request('PUT', `/v1/coverages/${coverageId}`, body);
const reasonsOf = ({ body }: { body: SettlementAnswer }) =>
  body.reasons.map(({ code, firstDate }) => [code, firstDate]);

describe('an eligibility check', () => {
  it('says what a member has, what is left of each limit, and from when; and writes nothing', async () => {
    await enrol(connector, 'M-NEW', 'basic', { from: '2026-05-01' });
    const before = await storedItems(connector);
    const { status, body } = await ask({ member: { memberId: 'M-NEW' } });
    expect(status).toBe(200);
    const month = { from: '2026-06-01', to: '2026-06-30' };
    const year = { from: '2026-01-01', to: '2026-12-31' };
    const state = { coverageId: 'C-M-NEW', scope: 'member', used: 0, held: 0 } as const;
    expect(body).toEqual({
      memberId: 'M-NEW',
      coverages: [
        {
          ...{ coverageId: 'C-M-NEW', plan: { planId: 'basic', version: 1 }, from: '2026-05-01', to: '2029-12-31' },
          status: 'active',
          benefits: [
            {
              ...{ benefitId: 'consult', name: { zh: '图文复诊', en: 'Consults' }, firstEligibleDate: '2026-07-30' },
              limits: [
                { ...state, limitId: 'consult-year', measure: 'amount', max: 50_000, remaining: 50_000, period: year },
              ],
            },
          ],
          limits: [{ ...state, limitId: 'all-month', measure: 'count', max: 4, remaining: 4, period: month }],
        },
      ],
    });
    expect(await storedItems(connector)).toEqual(before);
    const later = await ask({ member: { memberId: 'M-NEW' }, serviceDate: '2026-07-30', region: '310000' });
    expect(later.body.coverages[0]?.benefits[0]?.firstEligibleDate).toBe(undefined);
  });

  it('shows what has been used since', async () => {
    await enrol(connector, 'M-USED', 'basic');
    expect((await settle(consultOrder('HX-USED', 'M-USED', 1_234))).body.decision).toBe('approved');
    const { body } = await ask({ member: { memberId: 'M-USED' } });
    expect(body.coverages[0]?.benefits[0]?.limits[0]).toMatchObject({ used: 1_234, remaining: 48_766 });
    expect(body.coverages[0]?.limits[0]).toMatchObject({ used: 1, remaining: 3 });
    // the year of another date is another total
    const next = await ask({ member: { memberId: 'M-USED' }, serviceDate: '2027-01-01' });
    expect(next.body.coverages[0]?.benefits[0]?.limits[0]).toMatchObject({ used: 0, remaining: 50_000 });
  });

  it('shows a coverage that has not begun with its first day, and one without consent not at all', async () => {
    await enrol(connector, 'M-SOON', 'basic', { from: '2026-09-01' });
    await put('C-SILENT', coverageOf('M-SOON', 'basic', { consent: false }));
    expect((await ask({ member: { memberId: 'M-SOON' } })).body.coverages).toMatchObject([
      { coverageId: 'C-M-SOON', firstDate: '2026-09-01' },
    ]);
  });

  it('knows no member by a number or an identity that nobody enrolled, and does not say whether the number is known', async () => {
    await enrol(connector, 'M-WANG', 'basic', { identity: enrolledWang });
    expect((await ask({ member: wang })).body.memberId).toBe('M-WANG');
    const unknown = [{ memberId: 'M-NOBODY' }, { ...wang, idNo: '310000198001010016' }, { ...wang, name: '王秀兰' }];
    const answers = await Promise.all(unknown.map((member) => ask({ member })));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    const said = answers.map(({ text }) => text.replace(/"requestId":"[^"]+"/, ''));
    expect(new Set(said).size).toBe(1);
  });
});

describe('an order by identity', () => {
  const order = (orderNo: string, over: object) => consultOrder(orderNo, '', 1_000, { member: { ...wang, ...over } });

  it('is settled for the member who is enrolled with it', async () => {
    expect((await settle(order('HX-ID-1', {}))).body).toMatchObject({ status: 'settled', coverageId: 'C-M-WANG' });
  });

  it('is declined with E102 where the name is another, with E101 where nobody has the number, and tells of no coverage', async () => {
    const [otherName, nobody] = [
      await settle(order('HX-ID-2', { name: '王秀兰' })),
      await settle(order('HX-ID-3', { idNo: '310000198001010016' })),
    ];
    expect([reasonsOf(otherName), reasonsOf(nobody)]).toEqual([[['E102', undefined]], [['E101', undefined]]]);
    for (const { body } of [otherName, nobody]) {
      expect(body).toMatchObject({ status: 'declined', coverageId: null, plan: null, totals: { patient: 1_000 } });
    }
  });
});

describe('an order of a member whose coverage does not stand', () => {
  it.each([
    ['suspended', { status: 'suspended' }, 'E105', undefined],
    ['not begun', { from: '2026-07-01' }, 'E103', '2026-07-01'],
    ['ended', { to: '2026-06-14' }, 'E104', undefined],
    ['terminated', { status: 'terminated' }, 'E104', undefined],
    ['without consent', { consent: false }, 'E109', undefined],
  ])('is declined where it is %s', async (name, over, code, firstDate) => {
    const memberId = `M-${name.replaceAll(' ', '-')}`;
    await enrol(connector, memberId, 'basic', over);
    const declined = await settle(consultOrder(`HX-${memberId}`, memberId, 1_000));
    expect(declined.body).toMatchObject({ status: 'declined', totals: { insurer: 0, patient: 1_000 } });
    expect(reasonsOf(declined)).toEqual([[code, firstDate]]);
    expect(declined.body.reasons[0]?.zh).toMatch(/\p{Script=Han}/u);
  });

  it('is declined while the benefit waits, with the first day', async () => {
    await enrol(connector, 'M-WAITING', 'basic', { from: '2026-05-01' });
    const { body } = await settle(consultOrder('HX-WAITING', 'M-WAITING', 1_000));
    expect(body).toMatchObject({
      status: 'declined',
      lines: [{ reasons: [{ code: 'E107', firstDate: '2026-07-30' }] }],
    });
  });
});

describe('a memberId', () => {
  it('names one person for all insurers: another identity for it is refused and nothing is enrolled', async () => {
    await enrol(connector, 'M-ONE', 'basic', { identity: { ...enrolledWang, idNo: '310000198001010016' } });
    const before = await storedItems(connector);
    const known = { ...enrolledWang, idNo: '310000198001010016' };
    const strangers = [
      { ...known, idNo: '440000199003078886' },
      { ...known, name: '李秀英' },
      { ...known, birthDate: '1980-01-01' },
      { ...known, sex: 'male' },
    ];
    for (const identity of strangers) {
      expect(await put('C-TWO', coverageOf('M-ONE', 'other', { identity }), 'insurer-b')).toMatchObject({
        status: 409,
        body: { code: 'member.identity-mismatch' },
      });
    }
    // nor may a person have two numbers
    const taken = coverageOf('M-SECOND', 'other', { identity: enrolledWang });
    expect((await put('C-TWO', taken, 'insurer-b')).status).toBe(409);
    expect(await storedItems(connector)).toEqual(before);
    const same = coverageOf('M-ONE', 'other', { identity: known });
    expect((await put('C-TWO', same, 'insurer-b')).status).toBe(201);
  });

  it('may be corrected by its insurer as long as no other insurer relies on it, though never to another number', async () => {
    const misspelt = { ...enrolledWang, idNo: '440000199003078886', name: '王秀音', birthDate: '1990-03-07' };
    await enrol(connector, 'M-TYPO', 'basic', { identity: misspelt });
    const right = { ...misspelt, name: '王秀英' };
    expect((await put('C-M-TYPO', coverageOf('M-TYPO', 'basic', { identity: right }))).status).toBe(200);
    const member = { idType: right.idType, idNo: right.idNo };
    const named = (orderNo: string, name: string) => consultOrder(orderNo, '', 1_000, { member: { ...member, name } });
    expect((await settle(named('HX-TYPO-1', '王秀英'))).body.coverageId).toBe('C-M-TYPO');
    expect(reasonsOf(await settle(named('HX-TYPO-2', '王秀音')))).toEqual([['E102', undefined]]);
    const otherNumber = { ...right, idNo: '310000198001010016' };
    expect((await put('C-M-TYPO', coverageOf('M-TYPO', 'basic', { identity: otherNumber }))).status).toBe(409);
    expect((await put('C-TYPO-B', coverageOf('M-TYPO', 'other', { identity: right }), 'insurer-b')).status).toBe(201);
    expect((await put('C-M-TYPO', coverageOf('M-TYPO', 'basic', { identity: misspelt }))).status).toBe(409);
  });
});

describe('what belongs to one insurer', () => {
  it('does not exist for another', async () => {
    await enrol(connector, 'M-MINE', 'basic');
    const before = await storedItems(connector);
    expect(await put('C-M-MINE', coverageOf('M-MINE', 'other'), 'insurer-b')).toMatchObject({
      status: 404,
      body: { code: 'coverage.out-of-reach' },
    });
    expect(await put('C-NEW', coverageOf('M-MINE', 'basic'), 'insurer-b')).toMatchObject({
      status: 422,
      body: { code: 'coverage.plan-unknown', errors: [{ path: 'planId' }] },
    });
    const unpublished = await put('C-NEW', coverageOf('M-MINE', 'no-such-plan'), 'insurer-b');
    expect(unpublished.body['code']).toBe('coverage.plan-unknown');
    expect(await storedItems(connector)).toEqual(before);
  });
});
