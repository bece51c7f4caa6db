import { renderPaymentAdvice } from '../contracts/payment-advice.ts';
import { paymentAdviceQuery } from '../contracts/settlement-account.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { addDays, shanghaiDate } from '../domain/calendar.ts';
import type { AccountMovement, PaymentAdviceRow, Week } from '../domain/settlement-account.ts';
import { accountMovements, adviceRows, isoWeek } from '../domain/settlement-account.ts';
import type { Call, TextAnswer } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { BookedPorts } from './booked-remittances.ts';
import { bookedRemittances } from './booked-remittances.ts';
import type { StatementsShelf } from './closing-ports.ts';
import type { ProviderAccounts } from './reconciliation-ports.ts';
import { queryAsked } from './query-asked.ts';
import type { StatementArchive } from './statement-archive.ts';

export interface PaymentAdvicePorts extends BookedPorts {
  readonly archive: Pick<StatementArchive, 'totalsOf'>;
  readonly accounts: Pick<ProviderAccounts, 'accountDays' | 'accountsOn'>;
  readonly statements: Pick<StatementsShelf, 'readStatementsHead'>;
}

/**
 * What a week comes to between an insurer and each of its providers, or between a provider and each of its insurers, netted, as a file.
 * It is the same for ever, so there is none before all of the week's statements are published.
 */
export async function readPaymentAdvice(
  ports: PaymentAdvicePorts,
  { caller, query, now }: Call<undefined>,
): Promise<TextAnswer> {
  const { week: name } = queryAsked(paymentAdviceQuery, query);
  const week = isoWeek(name);
  if (week === undefined || week.from > shanghaiDate(now))
    throw new ConnectorError('statement.unknown', 'There is no such week, or it has not begun.');
  const isInsurer = caller.kind === 'insurer';
  const rows = isInsurer
    ? await rowsOfInsurer(ports, caller.partnerId, week, now)
    : await rowsOfProvider(ports, caller.partnerId, week, now);
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="payment-advice-${name}.csv"`,
    'cache-control': 'private, no-store',
  };
  return { status: 200, headers, text: renderPaymentAdvice(name, week, rows) };
}

async function rowsOfProvider(
  ports: PaymentAdvicePorts,
  providerId: string,
  week: Week,
  now: EpochMs,
): Promise<readonly PaymentAdviceRow[]> {
  const insurers = (await ports.accounts.accountsOn(providerId, shanghaiDate(now))).map(({ insurerId }) => insurerId);
  await requireClosed(ports, insurers, week, now);
  return adviceRows(await ports.accounts.accountDays(providerId, week.from, week.to));
}

/** From the statements themselves, which have all providers together. */
async function rowsOfInsurer(
  ports: PaymentAdvicePorts,
  insurerId: string,
  week: Week,
  now: EpochMs,
): Promise<readonly PaymentAdviceRow[]> {
  await requireClosed(ports, [insurerId], week, now);
  const movements: AccountMovement[] = [];
  for (let businessDate = week.from; businessDate <= week.to; businessDate = addDays(businessDate, 1)) {
    const totals = await ports.archive.totalsOf(insurerId, businessDate);
    movements.push(...accountMovements({ insurerId, businessDate }, totals, []));
  }
  const { remittances } = await bookedRemittances(ports, insurerId, week.from, week.to);
  const payments = remittances.flatMap((one) => one.payments);
  movements.push(...accountMovements({ insurerId, businessDate: week.to }, {}, payments));
  return adviceRows(movements);
}

async function requireClosed(
  { statements }: PaymentAdvicePorts,
  insurers: readonly string[],
  { to }: Week,
  now: EpochMs,
): Promise<void> {
  const published: (CalendarDate | undefined)[] = [];
  for (const insurerId of insurers) published.push((await statements.readStatementsHead(insurerId))?.published);
  if (to < shanghaiDate(now) && published.every((date) => date !== undefined && date >= to)) return;
  throw new ConnectorError('statement.generating', 'Not every statement of this week is published yet.');
}
