import type { StatementRecord } from './statement-record.ts';
import type { StatementColumn } from './statement-row.ts';
import { STATEMENT_COLUMNS } from './statement-row.ts';

const NUMBERS: ReadonlySet<StatementColumn> = new Set([
  ...(['line', 'planVersion', 'billed', 'priorPaid', 'insurer', 'patient', 'writeOff', 'amount'] as const),
]);

/**
 * A record as a line of NDJSON, without its end: the columns as keys, in their order. Numbers are numbers, `late` is a boolean, `reasons`
 * a list of codes, and what is empty in the CSV is null. This mapping belongs to the schema and is frozen with it.
 */
export function statementJson(record: StatementRecord): string {
  return JSON.stringify(
    Object.fromEntries(STATEMENT_COLUMNS.map((column) => [column, valueOf(column, record[column])])),
  );
}

function valueOf(column: StatementColumn, text: string): unknown {
  if (column === 'reasons') return text === '' ? [] : text.split(' ');
  if (column === 'late') return text === 'true';
  if (text === '') return null;
  return NUMBERS.has(column) ? Number(text) : text;
}
