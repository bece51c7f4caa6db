import type { CalendarDate } from '../domain/calendar.ts';
import type { BookedRemittance, ProviderPayment } from '../domain/ledger.ts';
import type { Fen } from '../domain/money.ts';
import { paymentsOf } from '../domain/remittance.ts';
import type { RemittanceBook } from './reconciliation-ports.ts';
import type { StatementArchive } from './statement-archive.ts';

export interface BookedPorts {
  readonly archive: Pick<StatementArchive, 'totalsOf'>;
  readonly remittances: Pick<RemittanceBook, 'readRemittances' | 'readClearings'>;
}

/** What was remitted on some dates, and to which providers it goes. */
export interface Booked {
  /** fen */
  readonly remitted: Fen;
  readonly remittances: readonly BookedRemittance[];
}

/**
 * The remittances that count in the statements from one date to another. What of them goes to whom follows from the statements of the
 * days that they pay, and from all that was paid of these days before.
 */
export async function bookedRemittances(
  { archive, remittances }: BookedPorts,
  insurerId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<Booked> {
  const found = await remittances.readRemittances(insurerId, from, to);
  const paidOn = new Map<CalendarDate, readonly (readonly ProviderPayment[])[]>();
  const dates = new Set(found.flatMap(({ places }) => places.map(({ businessDate }) => businessDate)));
  for (const date of dates) {
    const [totals, clearings] = await Promise.all([
      archive.totalsOf(insurerId, date),
      remittances.readClearings(insurerId, date),
    ]);
    const nets = Object.entries(totals).map(([providerId, { debit, credit }]) => [providerId, debit - credit] as const);
    paidOn.set(date, paymentsOf(new Map(nets), clearings));
  }
  return {
    remitted: found.reduce((sum, { amount }) => sum + amount, 0),
    remittances: found.map(({ amount, places }) => ({
      ...{ insurerId, amount },
      payments: places.flatMap(({ businessDate, position }) => paidOn.get(businessDate)?.[position - 1] ?? []),
    })),
  };
}
