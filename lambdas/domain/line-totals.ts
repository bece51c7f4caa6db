import type { Amounts, Share } from './decision.ts';
import type { Fen } from './money.ts';

/** What the lines of a decision, a capture or a reversal come to. */
export function totalsOf(lines: readonly Amounts[]): Amounts {
  const totals = { billed: 0, priorPaid: 0, insurer: 0, patient: 0, writeOff: 0 };
  for (const { billed, priorPaid, insurer, patient, writeOff } of lines) {
    totals.billed += billed;
    totals.priorPaid += priorPaid;
    totals.insurer += insurer;
    totals.patient += patient;
    totals.writeOff += writeOff;
  }
  return totals;
}

/** One share for each coverage that pays, or is given back, in the order in which the lines first name them. */
export function sharesOf(lines: readonly { readonly shares: readonly Share[] }[]): readonly Share[] {
  const totals: { coverageId: string; insurerId: string; amount: Fen }[] = [];
  for (const { shares } of lines) {
    for (const { coverageId, insurerId, amount } of shares) {
      const known = totals.find((total) => total.coverageId === coverageId);
      if (known === undefined) totals.push({ coverageId, insurerId, amount });
      else known.amount += amount;
    }
  }
  return totals;
}
