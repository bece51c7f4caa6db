import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clearing, PayableDay, PayableLine } from '../../lambdas/domain/remittance.ts';
import { clearDay, clearLines, openOf, paidOf, paymentsOf } from '../../lambdas/domain/remittance.ts';
import { isoWeek } from '../../lambdas/domain/settlement-account.ts';

const lines = fc
  .array(
    fc.record({
      providerId: fc.constantFrom('hospital-a', 'hospital-b', 'pharmacy-a', 'pharmacy-b'),
      direction: fc.constantFrom('debit', 'debit', 'debit', 'credit' as const),
      amount: fc.integer({ min: 0, max: 99_999 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) => all.map((one, index): PayableLine => ({ ...one, line: index + 1 })));

/** A payment of the day, or of some of its lines, in parts of what is open and above. */
const payment = fc.record({
  amount: fc.integer({ min: 0, max: 300_000 }),
  ofLines: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 })),
  part: fc.option(fc.integer({ min: 0, max: 60_000 })),
});

const netOf = (all: readonly PayableLine[]): number =>
  all.reduce((sum, { direction, amount }) => sum + (direction === 'debit' ? amount : -amount), 0);

const dayOf = (all: readonly PayableLine[]): PayableDay => {
  const debit = sumOf(all.filter(({ direction }) => direction === 'debit'));
  return { businessDate: '2026-06-15', net: netOf(all), debit, clearings: [] };
};

function netsOf(all: readonly PayableLine[]): ReadonlyMap<string, number> {
  const byProvider = Map.groupBy(all, ({ providerId }) => providerId);
  return new Map([...byProvider].map(([providerId, its]) => [providerId, netOf(its)]));
}

function pay(
  day: PayableDay,
  all: readonly PayableLine[],
  { amount, ofLines, part }: { amount: number; ofLines: readonly number[] | null; part: number | null },
): Clearing {
  if (ofLines === null) return clearDay(day, 'R', amount);
  const asked = all.filter(({ line }) => ofLines.includes(line)).map((one) => ({ ...one, asked: part ?? undefined }));
  return clearLines(day, { remittanceNo: 'R', amount }, asked);
}

const sumOf = (payments: readonly { readonly amount: number }[]): number =>
  payments.reduce((sum, { amount }) => sum + amount, 0);

describe('payments of a day', () => {
  it('never clear more than is open, nor more than was paid, nor more of a line than it is', () => {
    fc.assert(
      fc.property(lines, fc.array(payment, { maxLength: 6 }), (all, payments) => {
        const clearings: Clearing[] = [];
        const day: PayableDay = { ...dayOf(all), clearings };
        for (const one of payments) {
          const clearing = pay(day, all, one);
          expect(clearing.amount).toBeGreaterThanOrEqual(0);
          const room = one.ofLines === null ? Math.max(0, openOf(day)) : day.debit - paidOf(day);
          expect(clearing.amount).toBeLessThanOrEqual(Math.min(one.amount, room));
          clearings.push(clearing);
        }
        expect(openOf(day) + paidOf(day)).toBe(day.net);
        for (const { line, direction, amount } of all) {
          const paid = sumOf(day.clearings.flatMap((one) => one.lines ?? []).filter((one) => one.line === line));
          expect(direction === 'debit' ? paid : -paid).toBeLessThanOrEqual(amount);
          expect(direction === 'debit' ? paid : -paid).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('go to the providers to the fen, and leave nothing of anybody once the day is cleared', () => {
    let closed = 0;
    fc.assert(
      fc.property(lines, fc.array(payment, { maxLength: 5 }), (all, payments) => {
        const nets = netsOf(all);
        const clearings: Clearing[] = [];
        const day: PayableDay = { ...dayOf(all), clearings };
        for (const one of [...payments, { amount: 9_999_999, ofLines: null, part: null }])
          clearings.push(pay(day, all, one));
        const paid = paymentsOf(nets, day.clearings);
        expect(paid.map(sumOf)).toEqual(day.clearings.map(({ amount }) => amount));
        // the same whatever came after: what a statement has told does not change
        for (const [index] of day.clearings.entries())
          expect(paymentsOf(nets, day.clearings.slice(0, index + 1))).toEqual(paid.slice(0, index + 1));
        if (day.clearings.at(-1)?.amount === 0) return;
        expect(openOf(day)).toBe(0);
        closed += 1;
        for (const [providerId, net] of nets)
          expect(sumOf(paid.flat().filter((one) => one.providerId === providerId))).toBe(net);
      }),
    );
    expect(closed).toBeGreaterThan(50);
  });

  it('set credits off against the debits that are named with them', () => {
    const all: PayableLine[] = [
      { line: 1, providerId: 'hospital-a', direction: 'debit', amount: 1_000 },
      { line: 2, providerId: 'hospital-a', direction: 'credit', amount: 300 },
      { line: 3, providerId: 'hospital-b', direction: 'debit', amount: 500 },
    ];
    const day: PayableDay = dayOf(all);
    const first = pay(day, all, { amount: 700, ofLines: [1, 2], part: null });
    expect(first).toMatchObject({
      amount: 700,
      lines: [
        { line: 1, amount: 1_000 },
        { line: 2, amount: -300 },
      ],
    });
    const paid = { ...day, clearings: [first] };
    const second = pay(paid, all, { amount: 600, ofLines: [1, 3], part: null });
    expect(second).toEqual({
      ...{ remittanceNo: 'R', amount: 500 },
      lines: [{ line: 3, providerId: 'hospital-b', amount: 500 }],
    });
  });
});

describe('a week', () => {
  it.each([
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W47', '2026-11-16', '2026-11-22'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-W09', '2024-02-26', '2024-03-03'],
    ['2027-W01', '2027-01-04', '2027-01-10'],
  ])('%s is %s to %s', (week, from, to) => {
    expect(isoWeek(week)).toEqual({ from, to });
  });

  it.each(['2026-W00', '2027-W53', '2026-W54', '2026-47', '26-W01'])('%s is none', (week) => {
    expect(isoWeek(week)).toBeUndefined();
  });
});
