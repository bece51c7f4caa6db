import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { addDays, shanghaiDate } from '../domain/calendar.ts';
import type { ChainLink } from '../domain/statement-manifest.ts';
import type { AccountPorts } from './account-for-day.ts';
import { accountForEmptyDays } from './account-for-day.ts';
import type { ManifestPorts } from './sign-manifest.ts';
import { emptyStatement, linkOf } from './sign-manifest.ts';
import type { ClosingDesk, StatementsHead, StatementsShelf } from './closing-ports.ts';
import { MOST_AT_ONCE } from './closing-ports.ts';
import { CHAIN_START } from '../runtime/statement-digest.ts';

export interface EmptyDaysPorts extends ManifestPorts {
  readonly statements: Pick<
    StatementsShelf,
    'firstBusinessDay' | 'markBegun' | 'publishStatements' | 'readStatement' | 'readStatementsHead'
  >;
  readonly closing: Pick<ClosingDesk, 'hasIndexedFacts' | 'hasLateNotes'>;
  readonly settling: AccountPorts;
}

export interface DaysToClose {
  readonly insurerId: string;
  readonly head: StatementsHead;
  readonly from: CalendarDate;
  readonly through: CalendarDate;
}

/** The index is asked about days of the last week: what it knew of longer and no book, the sweep has entered there by then. */
const INDEX_DAYS = 7;

/**
 * Closes the days without business that come next, as many as one write takes; whether it closed any, or somebody else did. A day with
 * lines, or one of which the index knows facts that no book has, ends them; so does anything late, which belongs into the next day.
 */
export async function closeEmptyDays(ports: EmptyDaysPorts, days: DaysToClose, now: EpochMs): Promise<boolean> {
  const { statements, closing } = ports;
  const { insurerId, head, from } = days;
  if (await closing.hasLateNotes(insurerId, from)) return false;
  const last = await lastEmptyDay(ports, days, now);
  if (last < from) return false;
  await statements.markBegun(insurerId, last);
  // once more: a line that is not there now comes too late for these days, and its follower sees that they have begun
  const business = await statements.firstBusinessDay(insurerId, from, last);
  const end = business === undefined ? last : addDays(business, -1);
  if (end < from) return false;
  let link = await previousLink(ports, insurerId, head.published);
  const shelved = [];
  const remitted = await accountForEmptyDays(ports.settling, insurerId, from, end);
  for (let date = from; date <= end; date = addDays(date, 1)) {
    const one = await emptyStatement(
      ports,
      { insurerId, date, previous: link, remitted: remitted.get(date) ?? 0 },
      now,
    );
    shelved.push(one);
    link = linkOf(one.summary);
  }
  await statements.publishStatements(head.published, shelved);
  return true;
}

/** The day before `from`, where that has business. */
async function lastEmptyDay(
  { statements, closing }: EmptyDaysPorts,
  { insurerId, from, through }: DaysToClose,
  now: EpochMs,
): Promise<CalendarDate> {
  const most = addDays(from, MOST_AT_ONCE - 1);
  const end = most < through ? most : through;
  const business = await statements.firstBusinessDay(insurerId, from, end);
  const last = business === undefined ? end : addDays(business, -1);
  const recent = addDays(shanghaiDate(now), -INDEX_DAYS);
  for (let date = from > recent ? from : recent; date <= last; date = addDays(date, 1)) {
    if (await closing.hasIndexedFacts(insurerId, date)) return addDays(date, -1);
  }
  return last;
}

/** What the first statement of a chain goes on from is a file of nothing but its header, and nothing owed. */
export async function previousLink(
  { statements }: { readonly statements: Pick<StatementsShelf, 'readStatement'> },
  insurerId: string,
  published: CalendarDate | undefined,
): Promise<ChainLink> {
  if (published === undefined) return CHAIN_START;
  const shelved = await statements.readStatement(insurerId, published);
  if (shelved === undefined) throw new Error('a published statement is gone');
  return linkOf(shelved.summary);
}
