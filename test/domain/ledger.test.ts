import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BookLine } from '../../lambdas/domain/book-line.ts';
import type { BookedRemittance } from '../../lambdas/domain/ledger.ts';
import { entriesOf, remittanceEntries } from '../../lambdas/domain/ledger.ts';
import type { Trial } from '../../lambdas/domain/trial-balance.ts';
import { addEntries, balancesOf, isBalanced, owedBy, statementFaults } from '../../lambdas/domain/trial-balance.ts';

const amount = fc.integer({ min: 0, max: 9_999_999_999 });
const provider = fc.constantFrom('hospital-a', 'hospital-b', 'pharmacy-a');

const LINE: BookLine = {
  ...{ type: 'settlement', insurerId: 'insurer-a', factId: 'o.1', providerId: 'hospital-a', providerKind: 'hospital' },
  ...{ orderNo: 'HX-1', sequence: 1, postedAt: 0, businessDate: '2026-06-15', orderKind: 'consult' },
  ...{ memberId: 'M-1', coverageId: 'C-1', plan: null, serviceDate: '2026-06-15' },
  ...{ billed: 0, priorPaid: 0, insurer: 0, patient: 0, writeOff: 0, direction: 'debit', amount: 0, pools: [] },
  ...{ claimId: 'o.1', original: null, reasons: [], isFirst: true },
};

/** A line of insurer-a; of what it pays, up to two pools bear a part. */
const bookLine: fc.Arbitrary<BookLine> = fc
  .record({
    type: fc.constantFrom('settlement', 'capture', 'reversal', 'adjustment' as const),
    direction: fc.constantFrom('debit', 'credit' as const),
    providerId: provider,
    isFirst: fc.boolean(),
    own: amount,
    others: amount,
    pooled: fc.array(fc.integer({ min: 1, max: 99_999 }), { maxLength: 2 }),
    ...{ priorPaid: amount, patient: amount, writeOff: amount },
  })
  .map(({ own, others, pooled, ...line }) => {
    const pools = pooled.map((part, index) => ({ poolId: `P-${index}`, amount: part }));
    const share = own + pooled.reduce((sum, part) => sum + part, 0);
    const insurer = share + others;
    return {
      ...{ ...LINE, ...line, pools: line.type === 'adjustment' ? [] : pools, amount: share, insurer },
      billed: line.priorPaid + insurer + line.patient + line.writeOff,
    };
  });

const remittance: fc.Arbitrary<BookedRemittance> = fc
  .record({
    over: amount,
    payments: fc.array(fc.record({ providerId: provider, amount: fc.integer({ min: -99_999, max: 99_999 }) }), {
      maxLength: 4,
    }),
  })
  .map(({ over, payments }) => {
    const matched = payments.reduce((sum, payment) => sum + payment.amount, 0);
    return { insurerId: 'insurer-a', amount: Math.max(0, matched) + over, payments };
  });

const trialOf = (lines: readonly BookLine[], remittances: readonly BookedRemittance[] = []): Trial => {
  const trial: Trial = new Map();
  for (const line of lines) addEntries(trial, entriesOf(line));
  for (const one of remittances) addEntries(trial, remittanceEntries(one));
  return trial;
};

const sumOf = (lines: readonly BookLine[], direction: BookLine['direction']): number =>
  lines.filter((line) => line.direction === direction).reduce((sum, line) => sum + line.amount, 0);

describe('the ledger', () => {
  it('balances with every line and every remittance by itself, with amounts above 0 alone', () => {
    fc.assert(
      fc.property(bookLine, remittance, (line, paid) => {
        for (const entries of [entriesOf(line), remittanceEntries(paid)]) {
          const trial: Trial = new Map();
          addEntries(trial, entries);
          expect(isBalanced(trial)).toBe(true);
          expect(entries.every((entry) => Number.isSafeInteger(entry.amount) && entry.amount > 0)).toBe(true);
        }
      }),
    );
  });

  it('comes to nothing after a line and the same of the other direction', () => {
    fc.assert(
      fc.property(bookLine, (line) => {
        const back: BookLine = { ...line, direction: line.direction === 'debit' ? 'credit' : 'debit' };
        expect(balancesOf(trialOf([line, back])).every(({ balance }) => balance === 0)).toBe(true);
      }),
    );
  });

  it('has an insurer owe what the lines of its statement come to, less all that it paid', () => {
    fc.assert(
      fc.property(fc.array(bookLine), fc.array(remittance, { maxLength: 3 }), amount, (lines, paid, opening) => {
        const trial = trialOf(lines, paid);
        const [debit, credit] = [sumOf(lines, 'debit'), sumOf(lines, 'credit')];
        const remitted = paid.reduce((sum, one) => sum + one.amount, 0);
        expect(owedBy(trial)).toBe(debit - credit - remitted);
        const net = debit - credit;
        const figures = { opening, debit, credit, net, remitted, closing: opening + net - remitted };
        expect(statementFaults(figures, trial)).toEqual([]);
        expect(statementFaults({ ...figures, debit: debit + 1 }, trial)).toHaveLength(1);
        expect(statementFaults({ ...figures, remitted: remitted + 1 }, trial)).toHaveLength(2);
        expect(statementFaults({ ...figures, closing: figures.closing - 1 }, trial)).toHaveLength(1);
        const lost = trialOf(lines.slice(1), paid);
        expect(statementFaults(figures, lost)).toHaveLength((lines[0]?.amount ?? 0) === 0 ? 0 : 1);
      }),
    );
  });

  it('owes a provider what it billed, less what patients pay, what it bears, and what it was paid', () => {
    const billed = { billed: 10_000, priorPaid: 500, insurer: 8_000, patient: 1_200, writeOff: 300 };
    const first: BookLine = { ...LINE, ...billed, amount: 6_000, pools: [{ poolId: 'P-1', amount: 2_500 }] };
    const second: BookLine = { ...LINE, ...billed, insurerId: 'insurer-b', amount: 2_000, isFirst: false };
    const adjusted: BookLine = { ...LINE, type: 'adjustment', direction: 'credit', amount: 700 };
    const paid = { insurerId: 'insurer-a', amount: 9_000, payments: [{ providerId: 'hospital-a', amount: 5_300 }] };
    expect(balancesOf(trialOf([first, second, adjusted], [paid]))).toEqual([
      { account: 'cash:insurer-a', debit: 9_000, credit: 5_300, balance: 3_700 },
      { account: 'insurer-payable:insurer-a', debit: 3_500, credit: 6_000, balance: -2_500 },
      { account: 'insurer-payable:insurer-b', debit: 2_000, credit: 0, balance: 2_000 },
      { account: 'patient-share:hospital-a', debit: 1_200, credit: 0, balance: 1_200 },
      { account: 'pool:P-1', debit: 2_500, credit: 0, balance: 2_500 },
      { account: 'provider-receivable:hospital-a', debit: 5_300, credit: 9_500, balance: -4_200 },
      { account: 'suspense:insurer-a', debit: 0, credit: 3_700, balance: -3_700 },
      { account: 'write-off:hospital-a', debit: 1_000, credit: 0, balance: 1_000 },
    ]);
  });
});
