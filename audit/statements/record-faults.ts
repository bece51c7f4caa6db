import type { Column, StatementRecord } from './csv-records.ts';

const WHOLE: readonly Column[] = ['line', 'billed', 'priorPaid', 'insurer', 'patient', 'writeOff', 'amount'];
const CLAIM_STATUSES: readonly string[] = ['unsubmitted', 'unknown', 'pending', 'accepted', 'rejected', 'dead'];

/** Where a record stands. `before`: when the one before it was posted that is not late. */
export interface RecordPlace {
  readonly line: number;
  readonly date: string;
  readonly before: string;
}

/** What is wrong with a record by itself and in its place; undefined: nothing. */
export function faultOfRecord(record: StatementRecord, { line, date, before }: RecordPlace): string | undefined {
  const wrong = WHOLE.find((column) => !/^(0|[1-9]\d{0,15})$/u.test(record[column]));
  if (wrong !== undefined) return `has no whole number in ${wrong}`;
  const [billed, priorPaid, insurer, patient, writeOff, amount] = (
    ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff', 'amount'] as const
  ).map((column) => Number(record[column])) as [number, number, number, number, number, number];
  if (record.line !== String(line)) return `is numbered ${record.line}`;
  if (billed !== priorPaid + insurer + patient + writeOff) return 'does not add up to what was billed';
  if (amount > insurer) return 'has a share above what all insurers pay';
  if (record.direction !== 'debit' && record.direction !== 'credit') return 'has no direction';
  if (record.providerKind !== 'hospital' && record.providerKind !== 'pharmacy') return 'has no kind of provider';
  if ((record.type === 'adjustment') !== (record.claimStatus === '')) return 'is an adjustment or a claim, not both';
  if (record.claimStatus !== '' && !CLAIM_STATUSES.includes(record.claimStatus)) return 'has no status of a claim';
  if (record.late === 'true') return record.businessDate < date ? undefined : 'is marked late and is not';
  if (record.late !== 'false' || record.businessDate !== date) return 'is of another day and not marked late';
  return record.postedAt < before ? 'was posted before the line above it' : undefined;
}
