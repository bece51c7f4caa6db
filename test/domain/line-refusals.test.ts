import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { Order, OrderLine, Visit } from '../../lambdas/domain/order.ts';
import type { Covers, Plan } from '../../lambdas/domain/plan.ts';
import type { Circumstances } from './builders.ts';
import { benefitOf, candidateOf, decide, decideInTurn, diagnosedWith, HOSPITAL, limitOf } from './builders.ts';
import { onDate, orderOf, paid, planOf, planWith } from './builders.ts';

const visited = (visit: Partial<Visit>): Partial<Order> => ({ visit: { type: 'follow-up', mode: 'text', ...visit } });

/** The reasons of a line of 1000, and whether it is refused. */
function lineOf(
  plan: Plan,
  over: Partial<Order> = {},
  circumstances: Circumstances = {},
  line: Partial<OrderLine> = {},
) {
  const decided = decide(plan, orderOf({ amount: 1_000, ...line }, over), circumstances);
  return `${paid(decided).reasons}${decided.decision.refused ? ', refused' : ''}`;
}

describe('a line is decided by the first benefit whose lists all match', () => {
  const order = { ...visited({ department: 'dermatology' }), ...diagnosedWith('L30.900', 'J06.900') };

  it.each<[string, Partial<Covers>, boolean]>([
    ['no list', {}, true],
    ['its order kind', { orderKinds: ['test', 'consult'] }, true],
    ['another order kind', { orderKinds: ['pharmacy'] }, false],
    ['its category', { categories: ['consult'] }, true],
    ['another category', { categories: ['drug', 'test'] }, false],
    ['its visit type', { visits: ['follow-up'] }, true],
    ['another visit type', { visits: ['first', 'advice'] }, false],
    ['its mode', { modes: ['text'] }, true],
    ['another mode', { modes: ['video'] }, false],
    ['its department', { departments: ['dermatology'] }, true],
    ['another department', { departments: ['derma'] }, false],
    ['the beginning of one diagnosis', { diagnoses: ['Z41', 'J06'] }, true],
    ['no diagnosis of it', { diagnoses: ['06', 'L31'] }, false],
    ['one list that does not match', { categories: ['consult'], modes: ['phone'] }, false],
  ])('one that asks for %s', (_, covers, matches) => {
    const plan = planWith({ covers: { items: 'any', ...covers } });
    expect(lineOf(plan, order)).toBe(matches ? '' : 'C301 1000, refused');
  });

  it.each<[string, Partial<Covers>]>([
    ['visits', { visits: ['follow-up', 'first', 'advice'] }],
    ['modes', { modes: ['text', 'phone', 'video'] }],
    ['departments', { departments: ['dermatology'] }],
    ['diagnoses', { diagnoses: ['J'] }],
  ])('an order without the field does not match a list of %s', (_, covers) => {
    expect(lineOf(planWith({ covers: { items: 'any', ...covers } }), { diagnoses: [] })).toBe('C301 1000, refused');
  });

  it('the items take no part in the choice: the first benefit refuses what the second would pay', () => {
    const [first, second] = [
      benefitOf({ benefitId: 'a', covers: { items: { codes: ['X'] } } }),
      benefitOf({ benefitId: 'b' }),
    ];
    const { decision } = decide(planOf({ benefits: [first, second] }), orderOf(1_000));
    expect(decision.lines[0]).toMatchObject({ benefitId: 'a', reasons: [{ code: 'C301', rule: 'a.covers.items' }] });
  });

  it('where none matches, C301 stands alone, whatever else is wrong', () => {
    const plan = planWith({ covers: { categories: ['test'], items: 'any' } }, { network: [], waitingDays: 9_999 });
    expect(lineOf(plan, visited({ type: 'first' }))).toBe('C301 1000, refused');
  });
});

describe('a line is refused', () => {
  it('at a first visit, unless a pilot allows it (P204)', () => {
    expect(lineOf(planOf(), visited({ type: 'first', priorDiagnosisEvidence: true }))).toBe('P204 1000, refused');
    expect(lineOf(planWith({ allowFirstVisit: true }), visited({ type: 'first' }))).toBe('');
    expect(lineOf(planOf(), visited({ type: 'follow-up' }))).toBe('');
    expect(lineOf(planOf(), visited({ type: 'advice' }))).toBe('');
    expect(lineOf(planOf())).toBe('');
  });

  it('for a child under six without a guardian (P206)', () => {
    const child = { birthDate: '2020-06-16' }; // six on 16 June 2026
    expect(lineOf(planOf(), visited({}), child)).toBe('P206 1000, refused');
    expect(lineOf(planOf(), visited({ guardianPresent: false }), child)).toBe('P206 1000, refused');
    expect(lineOf(planOf(), visited({ guardianPresent: true }), child)).toBe('');
    expect(lineOf(planOf(), { ...visited({}), ...onDate('2026-06-16') }, child)).toBe('');
    expect(lineOf(planOf(), visited({}))).toBe('');
    expect(lineOf(planOf(), {}, child)).toBe('');
    expect(lineOf(planOf(), visited({ type: 'advice' }), child)).toBe('');
  });

  it('outside the benefit’s network, else the plan’s (P201)', () => {
    expect(lineOf(planOf({ network: ['other'] }))).toBe('P201 1000, refused');
    expect(lineOf(planOf({ network: [] }))).toBe('P201 1000, refused');
    expect(lineOf(planOf({ network: ['other', HOSPITAL] }))).toBe('');
    expect(lineOf(planWith({ network: 'any' }, { network: ['other'] }))).toBe('');
    expect(lineOf(planWith({ network: ['other'] }, { network: 'any' }))).toBe('P201 1000, refused');
  });

  it('on an excluded diagnosis, by prefix, one is enough (C302)', () => {
    const plan = planOf({ exclusions: { diagnoses: ['Z41', 'F10'] } });
    expect(lineOf(plan, diagnosedWith('J06.900', 'Z41.100'))).toBe('C302 1000, refused');
    expect(lineOf(plan, diagnosedWith('AZ41', 'Z4'))).toBe('');
  });

  it('without a code where the benefit decides by code (C304)', () => {
    const byCode = planWith({ covers: { items: { codes: ['C-1'] } } });
    expect(lineOf(byCode, {}, {}, { code: undefined })).toBe('C304 1000, refused');
    expect(lineOf(byCode)).toBe('');
    expect(lineOf(planOf({ exclusions: { codes: ['C-1'] } }), {}, {}, { code: undefined })).toBe('');
  });

  it('with a code that the plan excludes or the benefit does not have (C301)', () => {
    expect(lineOf(planOf({ exclusions: { codes: ['C-1'] } }))).toBe('C301 1000, refused');
    expect(lineOf(planWith({ covers: { items: { codes: ['C-2'] } } }))).toBe('C301 1000, refused');
    expect(lineOf(planWith({ covers: { items: { codes: ['C-2'] } } }, { exclusions: { codes: ['C-1'] } }))).toBe(
      'C301 1000, refused',
    );
  });

  it('as a drug without a prescription (R401)', () => {
    expect(lineOf(planOf(), {}, {}, { category: 'drug' })).toBe('R401 1000, refused');
    expect(lineOf(planOf(), { prescriptionNo: 'RX-1' }, {}, { category: 'drug' })).toBe('R401 1000, refused');
  });

  it('for every reason at once, the first in order carrying its amount', () => {
    const limits = [limitOf('visits', 0, { measure: 'count' }), limitOf('units', 0, { measure: 'quantity' })];
    const plan = planWith(
      { covers: { items: { codes: ['X'] } }, limits },
      { network: [], waitingDays: 9_999, exclusions: { diagnoses: ['J06'] } },
    );
    const drug = { category: 'drug' } as const;
    const circumstances = { birthDate: '2024-01-01' };
    const all = 'P204 1000, P206 0, P201 0, E107 0, C302 0, C301 0, R401 0, L507 0, L507 0, refused';
    expect(lineOf(plan, visited({ type: 'first' }), circumstances, drug)).toBe(all);
    expect(lineOf(plan, visited({ type: 'first' }), circumstances, { ...drug, code: undefined })).toBe(
      all.replace('C301', 'C304'),
    );
  });

  it('for what earlier payers left of it', () => {
    const priorPayments = [{ payer: 'national-insurance', lineNo: 1, amount: 300 }];
    expect(lineOf(planOf({ network: [] }), { priorPayments })).toBe('P201 700, refused');
  });
});

describe('the waiting period (E107)', () => {
  const firstDates = (plan: Plan, coverages: readonly Partial<Coverage>[], date: string) => {
    const { decision } = decide(plan, orderOf(3_000, onDate(date)), {
      candidates: coverages.map((one) => candidateOf(plan, one)),
    });
    return decision.lines[0]?.reasons.map(({ code, amount, firstDate }) => [code, amount, firstDate]);
  };
  const waiting = planOf({ waitingDays: 90 });
  const from = [{ from: '2024-09-01' }];

  it('names the first eligible date, and ends on it', () => {
    expect(firstDates(waiting, from, '2024-10-15')).toEqual([['E107', 3_000, '2024-11-30']]);
    expect(firstDates(waiting, from, '2024-11-29')).toEqual([['E107', 3_000, '2024-11-30']]);
    expect(firstDates(waiting, from, '2024-11-30')).toEqual([]);
  });

  it('is the benefit’s own where it has one, also of no days', () => {
    expect(firstDates(planWith({ waitingDays: 0 }, { waitingDays: 90 }), from, '2024-09-01')).toEqual([]);
    expect(firstDates(planWith({ waitingDays: 30 }), from, '2024-09-30')).toEqual([['E107', 3_000, '2024-10-01']]);
  });

  it('crosses 29 February', () => {
    expect(firstDates(planOf({ waitingDays: 30 }), [{ from: '2024-02-01' }], '2024-03-01')).toEqual([
      ['E107', 3_000, '2024-03-02'],
    ]);
    expect(firstDates(planOf({ waitingDays: 30 }), [{ from: '2023-02-01' }], '2023-03-01')).toEqual([
      ['E107', 3_000, '2023-03-03'],
    ]);
  });

  it.each([
    ['follows it the day after', '2024-08-31', []],
    ['overlaps it', '2024-09-15', []],
    ['renews one that was open', '9999-12-31', []],
    ['leaves a day between', '2024-08-30', [['E107', 3_000, '2024-11-30']]],
  ])('counts from the coverage that is renewed where the new one %s', (_, to, expected) => {
    const renewed = { coverageId: 'old', from: '2023-09-01', to, status: 'terminated' } as const;
    const coverages = [{ coverageId: 'new', from: '2024-09-01', renewalOf: 'old' }, renewed];
    expect(firstDates(waiting, coverages, '2024-09-20')).toEqual(expected);
  });

  it('counts from the first of several renewals, until a gap', () => {
    const years = ['a', 'b', 'c'].map((coverageId, i) => ({
      ...{ coverageId, from: `202${i + 2}-09-01`, to: `202${i + 3}-08-31` },
      renewalOf: ['none', 'a', 'b'][i],
    }));
    const long = planOf({ waitingDays: 700 });
    expect(firstDates(long, years, '2024-10-01')).toEqual([]);
    expect(firstDates(long, years.slice(1), '2024-10-01')).toEqual([['E107', 3_000, '2025-08-01']]);
  });

  it('does not go round for ever where renewals name each other', () => {
    const coverages = [
      { coverageId: 'a', from: '2024-09-01', renewalOf: 'b' },
      { coverageId: 'b', from: '2024-09-01', renewalOf: 'a', priority: 200 },
      { coverageId: 'c', from: '2024-09-01', renewalOf: 'c', priority: 300 },
    ];
    expect(firstDates(waiting, coverages, '2024-09-02')).toEqual([['E107', 3_000, '2024-11-30']]);
  });
});

describe('limits that refuse a line (L507)', () => {
  const visits = (over: object = {}) => planWith({ limits: [limitOf('visits', 2, { measure: 'count', ...over })] });
  const outcomes = (plan: Plan, dates: readonly string[], lines: Parameters<typeof orderOf>[0] = 1_000) =>
    decideInTurn(
      plan,
      dates.map((date) => orderOf(lines, onDate(date))),
    ).map((one) => paid(one).reasons);

  it('a count refuses the order after the last', () => {
    expect(outcomes(visits(), ['2026-01-01', '2026-12-31', '2026-06-15'])).toEqual(['', '', 'L507 1000']);
  });

  it('an order of many lines counts once, and all its lines are paid', () => {
    expect(outcomes(visits(), ['2026-01-01', '2026-01-02', '2026-01-03'], [10, 20, 30])).toEqual([
      ' |  | ',
      ' |  | ',
      'L507 10 | L507 20 | L507 30',
    ]);
  });

  it.each([
    ['day', ['2026-01-01', '2026-01-01', '2026-01-02', '2026-01-01'], 3],
    ['month', ['2026-01-01', '2026-01-31', '2026-02-01', '2026-01-15'], 3],
    ['year', ['2025-12-31', '2026-01-01', '2026-01-01', '2026-12-31'], 3],
    ['lifetime', ['2024-02-29', '2026-01-01', '2030-01-01', '2030-01-02'], 2],
    [{ rollingDays: 10 }, ['2026-01-01', '2026-01-10', '2026-01-11', '2026-01-11'], 3],
  ] as const)('a count begins anew with its period: %j', (per, dates, refusedAt) => {
    const reasons = outcomes(visits({ per }), dates);
    expect(reasons.findIndex((one) => one === 'L507 1000')).toBe(refusedAt);
  });

  it('an order on which the insurer pays nothing does not count', () => {
    const plan = planWith(
      { limits: [limitOf('visits', 1, { measure: 'count' })] },
      { deductible: { amount: 1_500, per: 'year', scope: 'member' } },
    );
    expect(outcomes(plan, ['2026-01-01', '2026-01-02', '2026-01-03'])).toEqual(['L501 1000', 'L501 500', 'L507 1000']);
  });

  it('a quantity limit of which nothing is left refuses, one that rejects where too little is', () => {
    const units = (over: object = {}) => planWith({ limits: [limitOf('units', 5, { measure: 'quantity', ...over })] });
    const lines = [
      { amount: 300, quantity: 3 },
      { amount: 300, quantity: 3 },
      { amount: 200, quantity: 2 },
    ];
    expect(outcomes(units(), ['2026-01-01'], lines)).toEqual([' | L508 100 | L507 200']);
    expect(outcomes(units({ onExceed: 'reject' }), ['2026-01-01'], lines)).toEqual([' | L507 300 | ']);
  });

  it('a later line sees the quantity of an earlier line on which nothing was paid', () => {
    const plan = planWith(
      { limits: [limitOf('units', 4, { measure: 'quantity' })] },
      { deductible: { amount: 300, per: 'year', scope: 'member' } },
    );
    const [first, second] = decideInTurn(plan, [
      orderOf([
        { amount: 300, quantity: 3 },
        { amount: 300, quantity: 3 },
      ]),
      orderOf({ amount: 900, quantity: 9 }),
    ]);
    expect(first && paid(first).reasons).toBe('L501 300 | L508 200');
    expect(second && paid(second).reasons).toBe('L508 600'); // only the one unit on which the insurer paid was used
  });

  it('a refused line uses nothing of a quantity limit', () => {
    const plan = planWith({
      covers: { items: { codes: ['C-1'] } },
      limits: [limitOf('units', 3, { measure: 'quantity' })],
    });
    expect(
      outcomes(
        plan,
        ['2026-01-01'],
        [
          { amount: 300, quantity: 3, code: 'X' },
          { amount: 300, quantity: 3 },
        ],
      ),
    ).toEqual(['C301 300 | ']);
  });
});
