import { rounded } from '../oracle/exact.ts';
import type { Clearing } from './remittance-evidence.ts';

/** What a payment passes on to each provider, fen; below 0 where a provider owes. */
export type Payment = ReadonlyMap<string, number>;

/**
 * To whom what was paid of a day went, by position (docs/statements.md): by lines to their providers, of the whole day to all in
 * proportion to what is open of each. `nets`: what the statement of the day comes to for each provider.
 */
export function paymentsOfDay(nets: ReadonlyMap<string, number>, clearings: readonly Clearing[]): readonly Payment[] {
  const open = new Map([...nets].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return clearings.map(({ amount, lines }) => {
    const payment = lines === null ? shared(open, amount) : byProvider(lines);
    for (const [providerId, paid] of payment) open.set(providerId, (open.get(providerId) ?? 0) - paid);
    return payment;
  });
}

function byProvider(lines: NonNullable<Clearing['lines']>): Payment {
  const paid = new Map<string, number>();
  for (const { providerId, amount } of lines) paid.set(providerId, (paid.get(providerId) ?? 0) + amount);
  return paid;
}

/** Up to each provider, in the order of their ids, all together have `round(what is open of them × amount / what is open of all)`. */
function shared(open: ReadonlyMap<string, number>, amount: number): Payment {
  const all = [...open.values()].reduce((sum, one) => sum + one, 0);
  const paid = new Map<string, number>();
  if (all <= 0) return paid;
  let [openSoFar, paidSoFar] = [0, 0];
  for (const [providerId, one] of open) {
    openSoFar += one;
    const magnitude = Number(rounded(BigInt(Math.abs(openSoFar)) * BigInt(amount), BigInt(all)));
    const upTo = openSoFar < 0 ? -magnitude : magnitude;
    paid.set(providerId, upTo - paidSoFar);
    paidSoFar = upTo;
  }
  return paid;
}
