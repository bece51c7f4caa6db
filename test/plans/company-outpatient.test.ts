import { describe, expect, it } from 'vitest';
import type { Circumstances } from '../domain/builders.ts';
import { orderOf, paid, pays } from '../domain/builders.ts';
import { decideOn, drugs, enrolled, NIFEDIPINE, planDocument, test, usedIn2026 } from './plan-documents.ts';

const plan = planDocument('company-outpatient');
const family = { ...enrolled(plan, { familyId: 'F-1' }) };
const member = (used: Readonly<Record<string, number>>): Circumstances => ({ ...family, ...usedIn2026(plan, used) });
const DEDUCTIBLE_MET = { 'deductible': 30_000, 'deductible@F:F-1': 30_000 };

describe('company out-patient', () => {
  it('takes 20.00 of an order of registration and consult, and no deductible', () => {
    const visit = orderOf([{ category: 'registration', amount: 1_500 }, { amount: 5_000 }]);
    expect(paid(decideOn(plan, visit, member({})))).toEqual(pays(4_500, 2_000, 'L503 1500 | L503 500'));
  });

  it('pays 300.00 of visits a day', () => {
    expect(paid(decideOn(plan, orderOf(35_000), member({})))).toEqual(pays(30_000, 5_000, 'L503 2000, L505 3000'));
  });

  it('takes 300.00 of each member first, 500.00 of the family', () => {
    expect(paid(decideOn(plan, test(100_000), member({})))).toEqual(pays(56_000, 44_000, 'L501 30000, L502 14000'));
    // another member has met his own, so 200.00 of the family's are left
    expect(paid(decideOn(plan, test(100_000), member({ 'deductible@F:F-1': 30_000 })))).toEqual(
      pays(64_000, 36_000, 'L501 20000, L502 16000'),
    );
    expect(paid(decideOn(plan, test(100_000), member({ 'deductible@F:F-1': 50_000 })))).toEqual(
      pays(80_000, 20_000, 'L502 20000'),
    );
  });

  it('shares tests at 20 %, at most 200.00 each, and drugs by tier', () => {
    expect(paid(decideOn(plan, test(100_000), member(DEDUCTIBLE_MET)))).toEqual(pays(80_000, 20_000, 'L502 20000'));
    expect(paid(decideOn(plan, test(100_001), member(DEDUCTIBLE_MET)))).toEqual(pays(80_001, 20_000, 'L502 20000'));
    expect(paid(decideOn(plan, test(200_000), member(DEDUCTIBLE_MET)))).toEqual(pays(180_000, 20_000, 'L502 20000'));
    expect(paid(decideOn(plan, drugs({ code: NIFEDIPINE, amount: 7_950 }), member(DEDUCTIBLE_MET)))).toEqual(
      pays(6_360, 1_590, 'L502 1590'),
    );
  });

  it('pays a member 10,000.00 a year, a family 15,000.00, whichever is reached first', () => {
    const asked = (used: Readonly<Record<string, number>>) =>
      paid(decideOn(plan, test(50_000), member({ ...DEDUCTIBLE_MET, ...used })));
    expect(asked({ 'member-year': 960_000, 'family-year@F:F-1': 1_460_000 })).toEqual(
      pays(40_000, 10_000, 'L502 10000'),
    );
    expect(asked({ 'member-year': 990_000, 'family-year@F:F-1': 990_000 })).toEqual(
      pays(10_000, 40_000, 'L502 10000, L505 30000'),
    );
    expect(asked({ 'member-year': 0, 'family-year@F:F-1': 1_490_000 })).toEqual(
      pays(10_000, 40_000, 'L502 10000, L510 30000'),
    );
    expect(asked({ 'member-year': 980_000, 'family-year@F:F-1': 1_490_000 })).toEqual(
      pays(10_000, 40_000, 'L502 10000, L505 20000, L510 10000'),
    );
  });

  it('takes no more than 3,000.00 a year of a family', () => {
    expect(paid(decideOn(plan, test(50_000), member({ ...DEDUCTIBLE_MET, 'out-of-pocket@F:F-1': 295_000 })))).toEqual(
      pays(45_000, 5_000, 'L502 10000, L513 -5000'),
    );
  });

  it('pays 60 % where national insurance was not used first', () => {
    const insured = {
      ...enrolled(plan, { familyId: 'F-1', nationalInsurance: true }),
      ...usedIn2026(plan, DEDUCTIBLE_MET),
    };
    expect(paid(decideOn(plan, test(50_000), insured))).toEqual(pays(24_000, 26_000, 'L502 10000, B601 16000'));
  });
});
