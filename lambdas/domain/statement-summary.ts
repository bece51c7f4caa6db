import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Fen } from './money.ts';

/** What is kept at hand of a published statement; all of it is in the manifest. Fen. */
export interface StatementSummary {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly version: 1;
  readonly sha256: string;
  readonly count: number;
  readonly debit: Fen;
  readonly credit: Fen;
  readonly net: Fen;
  readonly closing: Fen;
  readonly publishedAt: EpochMs;
}
