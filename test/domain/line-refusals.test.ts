import { describe, expect, it } from 'vitest';
import type { Order, OrderLine, Visit } from '../../lambdas/domain/order.ts';
import type { Covers, Plan } from '../../lambdas/domain/plan.ts';
import type { Circumstances } from './builders.ts';
import { benefitOf, decide, diagnosedWith, HOSPITAL, limitOf } from './builders.ts';
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
