import { describe, expect, it } from 'vitest';
import { paid, pays } from '../domain/builders.ts';
import {
  consult,
  decideOn,
  drugs,
  enrolled,
  METFORMIN,
  NIFEDIPINE,
  onDate,
  PHENOLPHTHALEIN,
  planDocument,
  prescriptionFor,
  UNLISTED,
  usedIn2026,
} from './plan-documents.ts';

const plan = planDocument('internet-hospital-direct-pay');

describe('internet-hospital direct pay', () => {
  it('pays consults in full, up to 2,000.00 a year', () => {
    expect(paid(decideOn(plan, consult(6_000)))).toEqual(pays(6_000, 0, ''));
    expect(paid(decideOn(plan, consult(6_000), usedIn2026(plan, { 'consult-year': 194_000 })))).toEqual(
      pays(6_000, 0, ''),
    );
    expect(paid(decideOn(plan, consult(6_000), usedIn2026(plan, { 'consult-year': 194_001 })))).toEqual(
      pays(5_999, 1, 'L505 1'),
    );
  });

  it('pays the twelfth consult of a year and refuses the thirteenth', () => {
    expect(paid(decideOn(plan, consult(6_000), usedIn2026(plan, { 'consult-visits': 11 })))).toEqual(
      pays(6_000, 0, ''),
    );
    expect(paid(decideOn(plan, consult(6_000), usedIn2026(plan, { 'consult-visits': 12 })))).toEqual(
      pays(0, 6_000, 'L507 6000'),
    );
  });

  it('pays 80 % of drugs, 500.00 an order', () => {
    expect(paid(decideOn(plan, drugs({ code: METFORMIN, amount: 10_001 })))).toEqual(pays(8_001, 2_000, 'L502 2000'));
    // 80 % of 625.00 is the limit itself
    expect(paid(decideOn(plan, drugs({ code: METFORMIN, amount: 62_500 })))).toEqual(
      pays(50_000, 12_500, 'L502 12500'),
    );
    const two = drugs([
      { code: METFORMIN, amount: 40_000 },
      { code: NIFEDIPINE, amount: 30_000 },
    ]);
    expect(paid(decideOn(plan, two))).toEqual(pays(50_000, 20_000, 'L502 8000 | L502 6000, L504 6000'));
  });

  it('pays drugs up to 20,000.00 a year', () => {
    expect(
      paid(decideOn(plan, drugs({ code: METFORMIN, amount: 20_000 }), usedIn2026(plan, { 'drugs-year': 1_990_000 }))),
    ).toEqual(pays(10_000, 10_000, 'L502 4000, L505 6000'));
  });

  it('waits 30 days', () => {
    const member = enrolled(plan, { from: '2026-06-01' });
    const early = decideOn(plan, consult(6_000, onDate('2026-06-30')), member);
    expect(early.decision.lines[0]?.reasons).toMatchObject([{ code: 'E107', amount: 6_000, firstDate: '2026-07-01' }]);
    expect(paid(decideOn(plan, consult(6_000, onDate('2026-07-01')), member))).toEqual(pays(6_000, 0, ''));
  });

  it('pays 60 % where national insurance was not used first; a payment of 0 is use', () => {
    const insured = enrolled(plan, { nationalInsurance: true });
    const paidBefore = (amount: number) => ({ priorPayments: [{ payer: 'national-insurance', lineNo: 1, amount }] });
    expect(paid(decideOn(plan, consult(6_000), insured))).toEqual(pays(3_600, 2_400, 'B601 2400'));
    expect(paid(decideOn(plan, consult(6_000, paidBefore(0)), insured))).toEqual(pays(6_000, 0, ''));
    const drug = { code: METFORMIN, amount: 10_000 };
    expect(paid(decideOn(plan, drugs(drug), insured))).toEqual(pays(4_800, 5_200, 'L502 2000, B601 3200'));
    expect(paid(decideOn(plan, drugs(drug, paidBefore(4_000)), insured))).toEqual(pays(4_800, 1_200, 'L502 1200'));
  });

  it('refuses what is not on the list, prohibited, or without a prescription', () => {
    const asked = (code: string) => drugs({ code, amount: 3_000 });
    expect(paid(decideOn(plan, asked(UNLISTED))).reasons).toBe('C303 3000');
    expect(paid(decideOn(plan, asked(PHENOLPHTHALEIN))).reasons).toBe('C306 3000');
    expect(paid(decideOn(plan, asked(METFORMIN), { prescription: undefined })).reasons).toBe('R401 3000');
    const expired = prescriptionFor(asked(METFORMIN), { validUntil: 0 });
    expect(paid(decideOn(plan, asked(METFORMIN), { prescription: expired })).reasons).toBe('R402 3000');
  });
});
