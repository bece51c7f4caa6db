import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as primitives from '../../lambdas/contracts/primitives.ts';
import { residentIdCheckDigit } from '../../lambdas/contracts/resident-id.ts';
import { formatQuantity, MAX_QUANTITY, parseQuantity } from '../../lambdas/domain/quantity.ts';

type Name = keyof typeof primitives;

interface Sample {
  readonly name: Name;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const samples: readonly Sample[] = [
  {
    name: 'identifier',
    good: ['a', 'A-Z_0.9', 'x'.repeat(64)],
    bad: ['', 'x'.repeat(65), 'a b', 'a/b', '订单', 'a\n', 7],
  },
  {
    name: 'quantityText',
    good: ['1', '0.0001', '99999.9999', '1.50'],
    bad: ['0', '0.0', '0.0000', '100000', '1.00001', '01', '.5', '1.', '-1', '1e3', 1, '１'],
  },
  { name: 'basisPoints', good: [0, 10_000], bad: [-1, 10_001, 0.5, '80'] },
  {
    name: 'calendarDate',
    good: ['2024-02-29', '1900-01-01', '9999-12-31'],
    bad: ['2026-02-29', '2026-02-30', '2026-13-01', '2026-1-1', '0001-01-01', '20260101', '2026-01-01T00:00:00Z'],
  },
  {
    name: 'instant',
    good: [
      '2026-11-21T10:05:00+08:00',
      '2024-02-29T23:59:59.999999999Z',
      '2026-01-01T00:00:00-14:00',
      '1900-01-01T00:00:00+08:00',
    ],
    bad: [
      '2026-11-21T10:05:00',
      '2026-02-30T10:00:00Z',
      '2026-11-21T24:00:00Z',
      '2026-12-31T23:59:60Z',
      '2026-11-21 10:05:00Z',
      '2026-11-21T10:05Z',
      '2026-11-21T10:05:00+0800',
      '2026-11-21T10:05:00+15:00',
      '2026-11-21',
      '9999-12-31T23:59:59-12:00',
      '1900-01-01T00:00:00+08:01',
    ],
  },
  { name: 'regionCode', good: ['310000'], bad: ['31', '010000', '3100000', 310_000] },
  {
    name: 'nameText',
    good: ['张三', 'A', '𠮷'.repeat(200)],
    bad: ['', ' ', '　', 'a\nb', 'a\u2028b', 'a\u2029b', '\u0000', 'a\u007f', '\ud800', 'x'.repeat(201)],
  },
  { name: 'labelText', good: ['皮肤科', 'x'.repeat(64)], bad: ['', ' ', 'x'.repeat(65), 'a\tb'] },
  {
    name: 'diagnosisCode',
    good: ['L30.900', 'U07', 'M47.802x001', 'A18.0+'],
    bad: ['', 'L', '30.9', 'l30.900', 'L30 900', `L3${'0'.repeat(31)}`],
  },
  { name: 'diagnosisPrefix', good: ['Z', 'Z4', 'Z41', 'U07.1'], bad: ['', 'z41', '4', 'ZZ'] },
  { name: 'days', good: [0, 36_500], bad: [-1, 36_501, 1.5] },
  // 440524188001010014 and 11010519491231002X are the examples of GB 11643-1999
  {
    name: 'residentId',
    good: ['11010519491231002X', '440524188001010014'],
    bad: [
      '11010519491231002x',
      '110105194912310021',
      '110105194902300024',
      '1101051949123100',
      '01010519491231002X',
      '110105000001010014',
      '',
    ],
  },
];

describe.each(samples)('$name', ({ name, good, bad }) => {
  const schema = primitives[name];
  const accepts = (value: unknown) => typeof schema !== 'number' && schema.safeParse(value).success;

  it.each(good.map((value) => [value]))('takes %j', (value) => expect(accepts(value)).toBe(true));
  it.each(bad.map((value) => [value]))('refuses %j', (value) => expect(accepts(value)).toBe(false));
});

it('finds any one wrong digit of a resident identity number (GB 11643)', () => {
  const digits = fc
    .array(fc.nat(9), { minLength: 3, maxLength: 3 })
    .map((serial) => `11000019800229${serial.join('')}`);
  fc.assert(
    fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
      const sound = body + residentIdCheckDigit(body);
      const other = String((Number(sound[place]) + shift) % 10);
      const spoiled = sound.slice(0, place) + other + sound.slice(place + 1);
      return primitives.residentId.safeParse(sound).success && !primitives.residentId.safeParse(spoiled).success;
    }),
  );
});

it('refuses a birth date that does not exist, whatever the check digit', () => {
  for (const body of ['11010519490230002', '11010520231301001', '11010520230229001']) {
    const { error } = primitives.residentId.safeParse(body + residentIdCheckDigit(body));
    expect(error?.issues.map(({ message }) => message)).toEqual(['carries a birth date that does not exist']);
  }
  expect(primitives.residentId.safeParse(`11010520240229001${residentIdCheckDigit('11010520240229001')}`).success).toBe(
    true,
  );
});

it('says nothing of the number itself when it refuses one', () => {
  const { error } = primitives.residentId.safeParse('110105194912310021');
  expect(error?.issues).toHaveLength(1);
  expect(JSON.stringify(error?.issues)).not.toContain('1949');
});

it('takes every quantity that the product writes, and it comes back the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MAX_QUANTITY }), (quantity) => {
      const text = formatQuantity(quantity);
      return primitives.quantityText.safeParse(text).success && parseQuantity(text) === quantity;
    }),
  );
});

it('takes every date that exists and no other', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      (year, month, day) => {
        const text = [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
        const exists = day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
        return primitives.calendarDate.safeParse(text).success === exists;
      },
    ),
  );
});
