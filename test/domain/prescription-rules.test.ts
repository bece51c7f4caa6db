import { describe, expect, it } from 'vitest';
import { barredClassOf } from '../../lambdas/domain/barred-drugs.ts';
import type { IssuedItem, IssuedPrescription } from '../../lambdas/domain/issued-prescription.ts';
import type { Consult, PrescribedPatient } from '../../lambdas/domain/prescription-rules.ts';
import { needsGuardian, prescriptionFaults } from '../../lambdas/domain/prescription-rules.ts';
import { UNITS_PER_ONE } from '../../lambdas/domain/quantity.ts';

const ISSUED_AT = Date.parse('2026-06-15T08:00:00+08:00');
const item: IssuedItem = {
  ...{ code: 'XA10BAE021A010010201650', name: '二甲双胍', quantity: UNITS_PER_ONE, daysSupply: 28, refills: 0 },
};
const adult: PrescribedPatient = { birthDate: '1980-01-01', consult: undefined };

const prescription = (over: Partial<IssuedPrescription> = {}): IssuedPrescription => ({
  ...{ memberId: 'M-1', diagnoses: [], doctorId: 'D-1', issuedAt: ISSUED_AT, longTerm: false, items: [item] },
  ...{ reviewedBy: 'PH-1', reviewedAt: ISSUED_AT },
  ...over,
});
const paths = (issued: IssuedPrescription, patient = adult) =>
  prescriptionFaults(issued, patient).map(({ path }) => path);

describe('a prescription that is issued', () => {
  it.each<[string, Partial<IssuedPrescription>, readonly string[]]>([
    ['is reviewed and ends at the very instant', { validUntil: ISSUED_AT }, []],
    ['is reviewed nobody says when', { reviewedAt: undefined }, []],
    ['is not yet reviewed', { reviewedBy: undefined, reviewedAt: undefined }, []],
    ['is reviewed before it is issued', { reviewedAt: ISSUED_AT - 1 }, ['reviewedAt']],
    ['is reviewed by nobody', { reviewedBy: undefined }, ['reviewedBy']],
    ['is reviewed by the prescribing doctor', { reviewedBy: 'D-1' }, ['reviewedBy']],
    ['ends before it is issued', { validUntil: ISSUED_AT - 1 }, ['validUntil']],
    ['is valid for months, as a long-term one may be', { validUntil: ISSUED_AT + 9_999_999_999 }, []],
    ['supplies 84 days', { items: [{ ...item, daysSupply: 84 }] }, []],
    ['supplies 84 days and is not long-term: the plan’s to judge (R406)', { longTerm: false }, []],
    ['supplies 85 days', { items: [item, { ...item, daysSupply: 85 }], longTerm: true }, ['items[1].daysSupply']],
  ])('that %s: %j has the faults %j', (_, over, faults) => {
    expect(paths(prescription(over))).toEqual(faults);
  });

  it('is told of every fault at once', () => {
    const items = [{ ...item, code: 'XN05CFY001A001010100001', daysSupply: 366 }, item];
    const before = ISSUED_AT - 1;
    const issued = prescription({ reviewedBy: undefined, reviewedAt: before, validUntil: before, items });
    const child = { birthDate: '2024-01-01', consult: undefined };
    expect(paths(issued, child)).toEqual([
      ...['reviewedBy', 'reviewedAt', 'validUntil', 'items[0].code', 'items[0].daysSupply', 'consultOrderNo'],
    ]);
  });
});

describe('a drug that may not be prescribed online', () => {
  it.each([
    ['XN02ABF001B002010100001', 'narcotic-or-psychotropic'],
    ['XN01AHR001B002010100001', 'narcotic-or-psychotropic'],
    ['XN02AXQ019A001010100001', 'narcotic-or-psychotropic'],
    ['XN05BAA001A001010100001', 'narcotic-or-psychotropic'],
    ['XN05CDA001', 'narcotic-or-psychotropic'],
    ['XV09GXF001B002010100001', 'radiopharmaceutical'],
    ['XV10XXD001B002010100001', 'radiopharmaceutical'],
    ['XM03AXA001B001010100001', 'toxic'],
  ])('is told by the ATC of its national code: %s is %s', (code, barred) => {
    expect(barredClassOf(code)).toBe(barred);
  });

  it.each([
    ['XN02BEY007A001010100001', 'paracetamol, of the next group'],
    ['XN06BAT001E001010100001', 'atomoxetine, in one group with methylphenidate'],
    ['XN03AAP001A001010100001', 'primidone, in one group with phenobarbital'],
    ['XV03AFY001A001010100001', 'of another group of V'],
    ['N02AB03', 'an ATC code alone'],
    ['XN02AB', 'no name follows'],
    ['ZN02ABF001A001010100001', 'a herbal medicine'],
    ['xn02abf001b002010100001', 'lower case'],
    ['1XN02ABF001', 'a number of the hospital’s own'],
  ])('is not %s: %s', (code) => {
    expect(barredClassOf(code)).toBeUndefined();
  });
});

describe('a child under six', () => {
  const consult = (over: Partial<Consult> = {}, guardianPresent: boolean | undefined = true): Consult => ({
    memberId: 'M-1',
    order: {
      member: { by: 'memberId', memberId: 'M-1' },
      visit: { type: 'follow-up', mode: 'video', guardianPresent },
    },
    ...over,
  });
  const hasFault = (birthDate: string | undefined, shown?: Consult) =>
    paths(prescription(), { birthDate, consult: shown }).includes('consultOrderNo');

  it('is one until the sixth birthday, by the day in Shanghai', () => {
    const at = (instant: string) => needsGuardian(prescription({ issuedAt: Date.parse(instant) }), '2020-06-15');
    expect(at('2026-06-14T23:59:59+08:00')).toBe(true);
    expect(at('2026-06-14T16:00:00Z')).toBe(false);
    expect(hasFault(undefined)).toBe(false);
  });

  const byIdentity = { by: 'identity', identityHash: 'h', nameHash: 'n' } as const;
  it.each<[string, Consult | undefined, boolean]>([
    ['no consult', undefined, true],
    ['a consult with a guardian', consult(), false],
    ['a consult that says there was none', consult({}, false), true],
    ['a consult without a visit', consult({ order: { member: { by: 'memberId', memberId: 'M-1' } } }), true],
    ['another member’s', consult({ memberId: 'M-2' }), true],
    ['one from before the enrolment', consult({ memberId: null }), false],
    ['one of nobody known', consult({ memberId: null, order: { ...consult().order, member: byIdentity } }), true],
  ])('shown by %s: %o is a fault: %s', (_, shown, fault) => {
    expect(hasFault('2020-06-16', shown)).toBe(fault);
  });
});
