import { cellText, csvFields } from './csv-text.ts';
import { isCalendarDate } from './calendar.ts';
import { LINE_TYPES } from './book-line.ts';
import { ORDER_KINDS } from './order.ts';
import type { StatementColumn } from './statement-row.ts';
import { STATEMENT_COLUMNS } from './statement-row.ts';

/** The columns of one record that every field of which has its form. */
export type StatementRecord = Readonly<Record<StatementColumn, string>>;

const COUNT = /^(0|[1-9]\d{0,15})$/;
const IDENTIFIER = /^[A-Za-z0-9_.-]{1,64}$/;
const OPTIONAL_IDENTIFIER = /^[A-Za-z0-9_.-]{0,64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/;
const CLAIM_STATUS = /^(|unsubmitted|unknown|pending|accepted|rejected|dead)$/;
const REASONS = /^([A-Z]\d{3}( [A-Z]\d{3})*)?$/;

const matches = (form: RegExp) => (value: string) => form.test(value);
const oneOf = (...values: readonly string[]) => {
  const known = new Set(values);
  return (value: string) => known.has(value);
};

// a day's records have a handful of dates between them
const dates = new Map<string, boolean>();
function isDate(value: string): boolean {
  let known = dates.get(value);
  if (known === undefined) {
    if (dates.size > 1_000) dates.clear();
    dates.set(value, (known = isCalendarDate(value)));
  }
  return known;
}

const forms: Readonly<Record<StatementColumn, (value: string) => boolean>> = {
  line: matches(COUNT),
  type: oneOf(...LINE_TYPES),
  businessDate: isDate,
  postedAt: matches(INSTANT),
  factId: matches(IDENTIFIER),
  originalFactId: matches(OPTIONAL_IDENTIFIER),
  originalBusinessDate: (value) => value === '' || isDate(value),
  late: oneOf('true', 'false'),
  orderNo: matches(IDENTIFIER),
  providerId: matches(IDENTIFIER),
  providerKind: oneOf('hospital', 'pharmacy'),
  orderKind: oneOf(...ORDER_KINDS),
  memberId: matches(OPTIONAL_IDENTIFIER),
  coverageId: matches(OPTIONAL_IDENTIFIER),
  planId: matches(OPTIONAL_IDENTIFIER),
  planVersion: (value) => value === '' || COUNT.test(value),
  serviceDate: isDate,
  billed: matches(COUNT),
  priorPaid: matches(COUNT),
  insurer: matches(COUNT),
  patient: matches(COUNT),
  writeOff: matches(COUNT),
  direction: oneOf('debit', 'credit'),
  amount: matches(COUNT),
  claimId: matches(IDENTIFIER),
  insurerClaimNo: () => true,
  claimStatus: matches(CLAIM_STATUS),
  reasons: matches(REASONS),
};

/** Reads a record, given without its end; of one that is not of the schema, the first column at fault. */
export function parseStatementRecord(record: string): StatementRecord | { readonly fault: string } {
  const fields = csvFields(record);
  if (fields === undefined) return { fault: 'is not a record of a CSV file (RFC 4180)' };
  if (fields.length !== STATEMENT_COLUMNS.length) {
    return { fault: `has ${fields.length} fields instead of ${STATEMENT_COLUMNS.length}` };
  }
  const columns: Partial<Record<StatementColumn, string>> = {};
  for (const [index, column] of STATEMENT_COLUMNS.entries()) {
    const value = cellText(fields[index] ?? '');
    if (!forms[column](value)) return { fault: `has something in ${column} that the schema does not know` };
    columns[column] = value;
  }
  const whole = columns as StatementRecord;
  const { billed, priorPaid, insurer, patient, writeOff } = whole;
  // an adjustment moves a share from the insurer to the provider, and bills nothing
  if (whole.type === 'adjustment') return whole;
  if (Number(billed) !== Number(priorPaid) + Number(insurer) + Number(patient) + Number(writeOff)) {
    return { fault: 'does not add up: billed = priorPaid + insurer + patient + writeOff' };
  }
  if (Number(whole.amount) > Number(insurer)) {
    return { fault: 'has an amount above what all insurers pay' };
  }
  return whole;
}
