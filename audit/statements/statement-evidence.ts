import type { Evidence } from '../evidence.ts';
import type { StatementRecord } from './csv-records.ts';
import type { DayTotals } from './day-tally.ts';
import type { Manifest } from './manifest.ts';

/** One line of a published statement, dealt to its order. */
export interface StatementLine extends Evidence {
  readonly kind: 'statement-line';
  readonly insurerId: string;
  /** of the statement, which of a late line is a later one than that of the fact */
  readonly statementDate: string;
  readonly record: StatementRecord;
}

/** What the lines of a statement come to for whoever pays them, a part at a time, dealt to the day. */
export interface StatementRows extends Evidence {
  readonly kind: 'statement-rows';
  readonly rows: readonly (readonly [line: number, providerId: string, isCredit: boolean, amount: number])[];
}

/** What is kept at hand of a statement, beside its manifest. */
export interface StatementSummary {
  readonly insurerId: string;
  readonly businessDate: string;
  readonly version: number;
  readonly sha256: string;
  readonly count: number;
  readonly debit: number;
  readonly credit: number;
  readonly net: number;
  readonly closing: number;
}

/** A published statement, and what its files were found to have. */
export interface StatementDay extends Evidence {
  readonly kind: 'statement-day';
  readonly insurerId: string;
  readonly date: string;
  readonly summary: StatementSummary;
  /** null: there is none, or it is no manifest */
  readonly manifest: Manifest | null;
  readonly found: {
    readonly totals: DayTotals;
    readonly parts: Manifest['parts'];
    readonly sha256: string;
    /** what is wrong with files and records, the first few */
    readonly faults: readonly string[];
  };
}

/** What a statement hands on, dealt to its insurer. */
export interface StatementLink extends Evidence {
  readonly kind: 'statement-link';
  readonly date: string;
  readonly link: Pick<
    Manifest,
    'opening' | 'closing' | 'net' | 'remitted' | 'sha256' | 'previousSha256' | 'byProvider'
  > | null;
}

export const aboutDay = (insurerId: string, date: string): string => `statement ${insurerId} ${date}`;
export const aboutInsurer = (insurerId: string): string => `insurer ${insurerId}`;
