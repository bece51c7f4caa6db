import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import type { DisputedContent } from '../domain/dispute.ts';
import type { Fen } from '../domain/money.ts';
import type { ProviderTotals } from '../domain/settlement-account.ts';
import type { StatementRecord } from '../domain/statement-record.ts';

/** What a published statement says as a whole. */
export interface PublishedDay {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly version: number;
  readonly sha256: string;
  readonly count: number;
  readonly debit: Fen;
  readonly net: Fen;
}

/** A line of a published statement, as its insurer has it. */
export interface PublishedLine extends DisputedContent {
  readonly line: number;
}

/** Published statements, as those who refer to them need them. */
export interface StatementArchive {
  /** throws `statement.unknown` for a day that has not been, `statement.generating` for one that is not closed */
  readonly statementOf: (insurerId: string, date: CalendarDate, now: EpochMs) => Promise<PublishedDay>;
  /** undefined where it is not published */
  readonly publishedDay: (insurerId: string, date: CalendarDate) => Promise<PublishedDay | undefined>;
  /** what a statement comes to for each provider; none where it is not published */
  readonly totalsOf: (insurerId: string, date: CalendarDate) => Promise<Readonly<Record<string, ProviderTotals>>>;
  /** of a published statement; a line that it does not have is absent */
  readonly linesOf: (
    insurerId: string,
    date: CalendarDate,
    lines: readonly number[],
  ) => Promise<ReadonlyMap<number, PublishedLine>>;
}

/** A line as it stands in the file. */
export function publishedLine(record: StatementRecord): PublishedLine {
  const { line, factId, claimId, providerId, orderNo, direction, amount } = record;
  return {
    ...{ line: Number(line), factId, claimId, providerId, orderNo },
    ...{ direction: direction === 'credit' ? 'credit' : 'debit', amount: Number(amount) },
  };
}
