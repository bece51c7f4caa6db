import type { CalendarDate } from '../domain/calendar.ts';
import type { AccountMovement, ProviderTotals } from '../domain/settlement-account.ts';
import { accountDay, accountMovements } from '../domain/settlement-account.ts';
import type { Booked } from './booked-remittances.ts';
import type { ProviderAccounts } from './reconciliation-ports.ts';

/** A day that is about to be published. */
export interface ClosedDay {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  /** the statement's totals by provider */
  readonly byProvider: Readonly<Record<string, ProviderTotals>>;
  readonly booked: Booked;
}

const AT_ONCE = 16;

/**
 * Enters a day of an insurer into the accounts of its providers, before it is published. Days come one after the other, and what is
 * entered follows from what cannot change any more: so twice is as good as once.
 */
export async function postAccounts(
  { accounts }: { readonly accounts: Pick<ProviderAccounts, 'lastAccountBefore' | 'putAccountDay'> },
  { insurerId, businessDate, byProvider, booked }: ClosedDay,
): Promise<void> {
  const payments = booked.remittances.flatMap((one) => one.payments);
  const movements = accountMovements({ insurerId, businessDate }, byProvider, payments);
  const enter = async (movement: AccountMovement): Promise<void> => {
    const before = await accounts.lastAccountBefore(movement.providerId, insurerId, businessDate);
    await accounts.putAccountDay(accountDay(movement, before?.closing ?? 0));
  };
  for (let from = 0; from < movements.length; from += AT_ONCE)
    await Promise.all(movements.slice(from, from + AT_ONCE).map(enter));
}
