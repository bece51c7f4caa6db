import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/domain/order.ts';
import { diagnosedWith, paid, pays } from '../domain/builders.ts';
import {
  AMLODIPINE,
  AMOXICILLIN,
  consult,
  decideOn,
  drugs,
  NIFEDIPINE,
  onDate,
  planDocument,
  prescriptionFor,
  TACROLIMUS,
  usedIn2026,
} from './plan-documents.ts';

const plan = planDocument('chronic-refills');
const hypertension = diagnosedWith('I10.x00');
const oneBox = { code: AMLODIPINE, amount: 2_460, daysSupply: 28 };
const refill = (over: Partial<typeof oneBox> & { quantity?: number } = {}, of: Partial<Order> = {}) =>
  drugs({ ...oneBox, ...over }, { ...hypertension, ...of });
const longTerm = (order: Order) => decideOn(plan, order, { prescription: prescriptionFor(order, { longTerm: true }) });

describe('refills for chronic diseases', () => {
  it('pays up to 28 days an order', () => {
    expect(paid(decideOn(plan, refill()))).toEqual(pays(2_214, 246, 'L502 246'));
    expect(paid(decideOn(plan, refill({ daysSupply: 29 })))).toEqual(pays(0, 2_460, 'R406 2460'));
  });

  it('pays up to 84 days on a long-term prescription', () => {
    const three = { quantity: 3, amount: 7_380 };
    expect(paid(longTerm(refill({ ...three, daysSupply: 84 })))).toEqual(pays(6_642, 738, 'L502 738'));
    expect(paid(longTerm(refill({ ...three, daysSupply: 85 })))).toEqual(pays(0, 7_380, 'R406 7380'));
    const antibiotic = { code: AMOXICILLIN, amount: 1_150 };
    expect(paid(longTerm(refill({ ...antibiotic, daysSupply: 7 })))).toEqual(pays(1_035, 115, 'L502 115'));
    expect(paid(longTerm(refill({ ...antibiotic, daysSupply: 8 })))).toEqual(pays(0, 1_150, 'R406 1150'));
  });

  it.each([
    [28, '2026-06-23', '2026-06-24'], // ceil(28 × 0.8) = 23 days after 1 June
    [84, '2026-08-07', '2026-08-08'], // ceil(84 × 0.8) = 68
  ])('refills %d days when four fifths are used', (daysSupply, early, due) => {
    const fills = new Map([[AMLODIPINE, [{ date: '2026-06-01', daysSupply }]]]);
    const refused = decideOn(plan, refill({}, onDate(early)), { fills });
    expect(refused.decision.lines[0]?.reasons).toMatchObject([{ code: 'R403', amount: 2_460, firstDate: due }]);
    expect(paid(decideOn(plan, refill({}, onDate(due)), { fills }))).toEqual(pays(2_214, 246, 'L502 246'));
  });

  it.each([
    ['A', AMLODIPINE, 2_460, pays(2_214, 246, 'L502 246')],
    ['B', NIFEDIPINE, 7_950, pays(6_360, 1_590, 'L502 1590')],
    ['C', TACROLIMUS, 11_800, pays(8_260, 3_540, 'L502 3540')],
  ])('takes the share of tier %s', (_, code, amount, expected) => {
    expect(paid(decideOn(plan, refill({ code, amount })))).toEqual(expected);
  });

  it('pays the price of the list; what is above it is the patient’s', () => {
    expect(paid(decideOn(plan, refill({ amount: 3_000 })))).toEqual(pays(2_214, 786, 'C305 540, L502 246'));
  });

  it('pays drugs up to 6,000.00 a year', () => {
    expect(paid(decideOn(plan, refill(), usedIn2026(plan, { 'chronic-drugs-year': 598_000 })))).toEqual(
      pays(2_000, 460, 'L502 246, L505 214'),
    );
  });

  it('pays follow-up consults of these diseases in full, twelve a year, and nothing for others', () => {
    expect(paid(decideOn(plan, consult(4_500, hypertension)))).toEqual(pays(4_500, 0, ''));
    expect(paid(decideOn(plan, consult(4_500, hypertension), usedIn2026(plan, { 'chronic-consults': 12 })))).toEqual(
      pays(0, 4_500, 'L507 4500'),
    );
    expect(paid(decideOn(plan, consult(4_500, diagnosedWith('L30.900'))))).toEqual(pays(0, 4_500, 'C301 4500'));
    const firstVisit = { ...hypertension, visit: { type: 'first', mode: 'video' } } as const;
    expect(paid(decideOn(plan, consult(4_500, firstVisit)))).toEqual(pays(0, 4_500, 'C301 4500'));
  });
});
