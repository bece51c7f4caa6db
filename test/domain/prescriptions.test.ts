import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Supply } from '../../lambdas/domain/plan.ts';
import type { Fill, PrescribedItem, Prescription } from '../../lambdas/domain/prescription.ts';
import { fillId, fillOf, longestFills, prescriptionId } from '../../lambdas/domain/prescription.ts';
import { latestFill } from '../../lambdas/domain/prescription.ts';
import { budgetId } from '../../lambdas/domain/pool.ts';
import { UNITS_PER_ONE } from '../../lambdas/domain/quantity.ts';
import { benefitOf, decide, NOON, orderOf, paid, pays, planOf } from './builders.ts';

const RX = 'XA10BAE021A010010201650';
const servedAt = Date.parse(NOON);
const HOUR = 3_600_000;

const plan = planOf();
const supplying = (supply: Supply) => planOf({ benefits: [benefitOf({ supply })] });
const drug = { category: 'drug', code: RX, amount: 1_000 } as const;
const drugs = (over: Partial<typeof drug> & { quantity?: number; daysSupply?: number } = {}): Order =>
  orderOf({ ...drug, ...over }, { kind: 'pharmacy', prescriptionNo: 'RX-1' });

function prescribed(over: Partial<Prescription> = {}, item: Partial<PrescribedItem> = {}): Prescription {
  const allowed = { allowed: 2 * UNITS_PER_ONE, taken: 0, daysSupply: 7, ...item };
  return {
    ...{ prescriptionNo: 'RX-1', memberId: 'M-1', voided: false, reviewed: true, longTerm: false },
    ...{ issuedAt: servedAt - HOUR, validUntil: servedAt + HOUR },
    items: new Map([[RX, allowed]]),
    ...over,
  };
}

describe('a drug', () => {
  it('is paid on a prescription in effect, at its first and its last instant', () => {
    const inEffect = [{}, { issuedAt: servedAt }, { validUntil: servedAt }];
    for (const over of inEffect) {
      expect(paid(decide(plan, drugs(), { prescription: prescribed(over) }))).toEqual(pays(1_000, 0, ''));
    }
  });

  it.each<[string, Prescription | undefined, string]>([
    ['there is none', undefined, 'R401 1000'],
    ['it is voided', prescribed({ voided: true }), 'R401 1000'],
    ['no pharmacist has reviewed it', prescribed({ reviewed: false }), 'R401 1000'],
    ['it is issued after the service', prescribed({ issuedAt: servedAt + 1 }), 'R401 1000'],
    ['the item is not on it', prescribed({ items: new Map() }), 'R401 1000'],
    ['it has expired', prescribed({ validUntil: servedAt - 1 }), 'R402 1000'],
    ['it is used up', prescribed({}, { taken: 2 * UNITS_PER_ONE }), 'R407 1000'],
    [
      'it is voided, expired and used up',
      prescribed({ voided: true, validUntil: 0 }, { allowed: 0 }),
      'R401 1000, R402 0, R407 0',
    ],
    [
      'it is another member’s, of whose expiry nothing is said',
      prescribed({ memberId: 'M-2', validUntil: 0 }),
      'R401 1000',
    ],
  ])('is refused where %s', (_, prescription, reasons) => {
    expect(paid(decide(plan, drugs(), { prescription }))).toEqual(pays(0, 1_000, reasons));
  });

  it('beyond the prescription is trimmed (R405), line by line', () => {
    const lines = [
      { ...drug, quantity: 1.5, amount: 3_000 },
      { ...drug, quantity: 1, amount: 2_001 },
      { ...drug, quantity: 1 },
    ];
    const order = orderOf(lines, { kind: 'pharmacy', prescriptionNo: 'RX-1' });
    // 2 allowed: 1.5, then half of the second line, round(2001 × 0.5) = 1001, then nothing
    expect(paid(decide(plan, order, { prescription: prescribed() }))).toEqual(
      pays(4_001, 2_000, ' | R405 1000 | R407 1000'),
    );
  });
});

describe('a refill', () => {
  const refillable = supplying({ maxDaysPerOrder: 28, refillAfterBps: 8_000 });
  const after = (...fills: Fill[]) =>
    decide(refillable, drugs(), { prescription: prescribed(), fills: new Map([[RX, fills]]) }).decision.lines[0]
      ?.reasons ?? [];

  it('is due when four fifths of the supply are used, rounded up to the day (R403)', () => {
    // ceil(7 × 0.8) = 6 days
    expect(after({ date: '2026-06-09', daysSupply: 7 })).toEqual([]);
    expect(after({ date: '2026-06-10', daysSupply: 7 })).toMatchObject([
      { code: 'R403', amount: 1_000, firstDate: '2026-06-16', rule: 'all.supply' },
    ]);
  });

  it('waits for the latest fill, of two on one date for the longer', () => {
    const [old, short, long] = [
      { date: '2026-05-01', daysSupply: 84 },
      { date: '2026-06-10', daysSupply: 1 },
      { date: '2026-06-10', daysSupply: 10 },
    ];
    expect(latestFill([short, long, old])).toBe(long);
    expect(after(old, short)).toEqual([]);
    expect(after(short, long)).toMatchObject([{ code: 'R403', firstDate: '2026-06-18' }]);
  });
});

describe('a supply', () => {
  const limited = supplying({ maxDaysPerOrder: 28, maxDaysLongTerm: 84 });
  it.each<[number | undefined, boolean, string]>([
    [28, false, ''],
    [29, false, 'R406 1000'],
    [84, true, ''],
    [85, true, 'R406 1000'],
    [undefined, false, ''],
  ])('of %s days, long term %s: %j', (daysSupply, longTerm, reasons) => {
    const order = drugs(daysSupply === undefined ? {} : { daysSupply });
    expect(paid(decide(limited, order, { prescription: prescribed({ longTerm }) })).reasons).toBe(reasons);
  });
});

describe('the fills that are kept of a year', () => {
  const fill = (date: string, daysSupply: number) => ({ date, daysSupply });
  const fills = new Map([
    ['A', [fill('2026-01-01', 90), fill('2026-02-01', 7)]],
    ['B', [fill('2026-03-01', 28)]],
  ]);

  it('are all of them, as long as there are not too many', () => {
    expect(longestFills(fills, 3)).toEqual(fills);
  });

  it('are else those that last longest', () => {
    expect(longestFills(fills, 2)).toEqual(
      new Map([
        ['A', [fill('2026-01-01', 90)]],
        ['B', [fill('2026-03-01', 28)]],
      ]),
    );
    expect(longestFills(fills, 1)).toEqual(new Map([['A', [fill('2026-01-01', 90)]]]));
  });
});

describe('the accumulator of a fill', () => {
  it('is read back as the fill that it names', () => {
    expect(fillId(RX, '2026-06-15', 28)).toBe(`fill//${RX}/2026-06-15/28`);
    expect(fillOf(fillId(RX, '2026-06-15', 28))).toEqual({ code: RX, date: '2026-06-15', daysSupply: 28 });
  });

  it.each([prescriptionId('RX-1', RX), budgetId('fill', 'pool'), 'fill/plan/limit/L', 'fill/plan/limit/L@F:family'])(
    'is not %s',
    (accumulatorId) => {
      expect(fillOf(accumulatorId)).toBeUndefined();
    },
  );
});
