import type { CalendarDate } from './calendar.ts';
import type { ProviderPayment } from './ledger.ts';
import type { Fen } from './money.ts';
import { proportion } from './money.ts';

/** A line of a published statement, as far as paying it goes. */
export interface PayableLine {
  readonly line: number;
  readonly providerId: string;
  readonly direction: 'debit' | 'credit';
  readonly amount: Fen;
}

/** A line that an insurer says it pays; without an amount, all that is open of it. */
export interface AskedPayment {
  readonly line: number;
  readonly amount: Fen | undefined;
}

/** What was paid of a line; below 0 where it is a credit and was set off. */
export interface PaidLine {
  readonly line: number;
  readonly providerId: string;
  readonly amount: Fen;
}

/** What a remittance paid of one day. `lines` undefined: of the day as a whole. */
export interface Clearing {
  readonly remittanceNo: string;
  readonly amount: Fen;
  readonly lines: readonly PaidLine[] | undefined;
}

/** A day as it stands: what its statement comes to, and what was paid of it, in order. */
export interface PayableDay {
  readonly businessDate: CalendarDate;
  /** fen; below 0 where more was given back than settled */
  readonly net: Fen;
  /** of the lines by which the insurer owes */
  readonly debit: Fen;
  readonly clearings: readonly Clearing[];
}

export const paidOf = ({ clearings }: Pick<PayableDay, 'clearings'>): Fen =>
  clearings.reduce((sum, { amount }) => sum + amount, 0);

/** Fen; below 0 where the insurer has something to set off against other days. */
export const openOf = (day: PayableDay): Fen => day.net - paidOf(day);

/** What of an amount clears a day as a whole: never more than is open, and nothing of a day on which the insurer is owed. */
export function clearDay(day: PayableDay, remittanceNo: string, amount: Fen): Clearing {
  return { remittanceNo, amount: Math.min(amount, Math.max(0, openOf(day))), lines: undefined };
}

/**
 * What of an amount clears the lines that it is said to be for. Credits among them are set off against the debits, as far as there are
 * any; then debits are cleared in the order in which they are named, while the amount lasts. Credits that are not named stay open, and
 * the day with them, even below 0.
 */
export function clearLines(
  day: PayableDay,
  { remittanceNo, amount }: Pick<Clearing, 'remittanceNo' | 'amount'>,
  asked: readonly (PayableLine & { readonly asked: Fen | undefined })[],
): Clearing {
  const paidBefore = paidByLine(day.clearings);
  const wanted = asked.map((one) => {
    const open = one.amount - Math.abs(paidBefore.get(one.line) ?? 0);
    return { ...one, wanted: Math.min(open, one.asked ?? open) };
  });
  const left = debitsLeft(day);
  let setOff = Math.min(sumOf(wanted, 'credit'), sumOf(wanted, 'debit'), left, left - openOf(day));
  let budget = Math.min(amount + setOff, left);
  const lines = wanted.map(({ line, providerId, direction, wanted: most }): PaidLine => {
    const paid = Math.min(most, direction === 'debit' ? budget : setOff);
    if (direction === 'debit') budget -= paid;
    else setOff -= paid;
    return { line, providerId, amount: direction === 'debit' ? paid : -paid };
  });
  const cleared = lines.filter((line) => line.amount !== 0);
  return { remittanceNo, amount: cleared.reduce((sum, line) => sum + line.amount, 0), lines: cleared };
}

/** What is left of the debits: a payment of the day as a whole clears debits and credits alike, one by lines what it names. */
function debitsLeft({ debit, net, clearings }: PayableDay): Fen {
  let [left, open] = [debit, net];
  for (const { amount, lines } of clearings) {
    if (lines !== undefined) left -= lines.reduce((sum, line) => sum + Math.max(0, line.amount), 0);
    else if (amount > 0) left = proportion(left, open - amount, open);
    open -= amount;
  }
  return left;
}

const sumOf = (
  lines: readonly { readonly direction: PayableLine['direction']; readonly wanted: Fen }[],
  direction: PayableLine['direction'],
): Fen => lines.reduce((sum, line) => sum + (line.direction === direction ? line.wanted : 0), 0);

function paidByLine(clearings: readonly Clearing[]): ReadonlyMap<number, Fen> {
  const paid = new Map<number, Fen>();
  for (const { lines = [] } of clearings)
    for (const { line, amount } of lines) paid.set(line, (paid.get(line) ?? 0) + amount);
  return paid;
}

/**
 * To whom each payment of a day goes, by position of the clearing. One by lines goes to their providers. One of the whole day goes to
 * all in proportion to what is open of each, each rounded so that they add up; the payment that clears the day leaves nothing of
 * anybody. `nets`: what the statement comes to for each provider; they add up to the day's.
 */
export function paymentsOf(
  nets: ReadonlyMap<string, Fen>,
  clearings: readonly Clearing[],
): readonly (readonly ProviderPayment[])[] {
  const open = new Map([...nets].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return clearings.map((clearing) => {
    const payments = clearing.lines === undefined ? shareOut(open, clearing.amount) : byProvider(clearing.lines);
    for (const { providerId, amount } of payments) open.set(providerId, (open.get(providerId) ?? 0) - amount);
    return payments;
  });
}

function byProvider(lines: readonly PaidLine[]): readonly ProviderPayment[] {
  const sums = new Map<string, Fen>();
  for (const { providerId, amount } of lines) sums.set(providerId, (sums.get(providerId) ?? 0) + amount);
  return [...sums].map(([providerId, amount]) => ({ providerId, amount })).filter(({ amount }) => amount !== 0);
}

/** Of `k` providers together `round(P × amount / all)`, where `P` is what is open of them; each has the difference to those before it. */
function shareOut(open: ReadonlyMap<string, Fen>, amount: Fen): readonly ProviderPayment[] {
  const all = [...open.values()].reduce((sum, one) => sum + one, 0);
  if (amount === 0 || all <= 0) return [];
  let [upTo, paid] = [0, 0];
  const payments: ProviderPayment[] = [];
  for (const [providerId, one] of open) {
    upTo += one;
    const share = Math.sign(upTo) * proportion(Math.abs(upTo), amount, all) - paid;
    paid += share;
    if (share !== 0) payments.push({ providerId, amount: share });
  }
  return payments;
}
