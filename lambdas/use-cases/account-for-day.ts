import { acknowledgementTimer } from '../domain/acknowledgement.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { StatementSummary } from '../domain/statement-summary.ts';
import type { Booked, BookedPorts } from './booked-remittances.ts';
import { bookedRemittances } from './booked-remittances.ts';
import { postAccounts } from './post-accounts.ts';
import type { Timetable } from './ports.ts';
import type { ProviderAccounts } from './reconciliation-ports.ts';

/** What closing a day has to do with those who pay and are paid. */
export interface AccountPorts extends BookedPorts {
  readonly accounts: Pick<ProviderAccounts, 'lastAccountBefore' | 'putAccountDay'>;
  readonly timetable: Pick<Timetable, 'putTimer'>;
}

/**
 * What is done just before a statement is published: the accounts of its providers get the day, and its acknowledgement is put down to be
 * looked for. Twice is as good as once.
 */
export async function accountForDay(
  ports: AccountPorts,
  summary: StatementSummary,
  byProvider: Parameters<typeof postAccounts>[1]['byProvider'],
  booked: Booked,
): Promise<void> {
  const { insurerId, businessDate } = summary;
  await postAccounts(ports, { insurerId, businessDate, byProvider, booked });
  const timer = acknowledgementTimer(summary);
  if (timer !== undefined) await ports.timetable.putTimer(timer);
}

/** Days without business: accounts of providers move where one is paid. Fen remitted on each date; one without a remittance is absent. */
export async function accountForEmptyDays(
  ports: AccountPorts,
  insurerId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<ReadonlyMap<CalendarDate, Fen>> {
  const remitted = new Map<CalendarDate, Fen>();
  for (const { bookedOn } of await ports.remittances.readRemittances(insurerId, from, to)) remitted.set(bookedOn, 0);
  for (const businessDate of remitted.keys()) {
    const booked = await bookedRemittances(ports, insurerId, businessDate, businessDate);
    await postAccounts(ports, { insurerId, businessDate, byProvider: {}, booked });
    remitted.set(businessDate, booked.remitted);
  }
  return remitted;
}
