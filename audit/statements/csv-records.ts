/** The columns of a statement's CSV, in their order. */
export const COLUMNS = [
  ...([
    'line',
    'type',
    'businessDate',
    'postedAt',
    'factId',
    'originalFactId',
    'originalBusinessDate',
    'late',
  ] as const),
  ...(['orderNo', 'providerId', 'providerKind', 'orderKind', 'memberId', 'coverageId', 'planId'] as const),
  ...(['planVersion', 'serviceDate', 'billed', 'priorPaid', 'insurer', 'patient', 'writeOff', 'direction'] as const),
  ...(['amount', 'claimId', 'insurerClaimNo', 'claimStatus', 'reasons'] as const),
] as const;
export type Column = (typeof COLUMNS)[number];

export type StatementRecord = Readonly<Record<Column, string>>;

export const HEADER = `${COLUMNS.join(',')}\r\n`;

/** The records of a part (RFC 4180, with a header); undefined where it is not such a file. A faulty record is undefined in its place. */
export function recordsIn(part: string): readonly (StatementRecord | undefined)[] | undefined {
  if (!part.startsWith(HEADER) || !part.endsWith('\r\n')) return undefined;
  const rows = fieldsIn(part.slice(HEADER.length));
  return rows.map((fields) => {
    if (fields.length !== COLUMNS.length) return undefined;
    return Object.fromEntries(
      COLUMNS.map((column, index) => [column, unmarked(fields[index] ?? '')]),
    ) as StatementRecord;
  });
}

/** One apostrophe stands before what a spreadsheet would calculate, and before an apostrophe. */
const unmarked = (field: string): string => (field.startsWith("'") ? field.slice(1) : field);

/** A field with its quotes, or one without any; then what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;

function fieldsIn(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const match = FIELD.exec(text);
    // what no field begins with spoils the rest: one row that has not enough of them
    if (match === null) return [...rows, []];
    const [, quoted, plain = '', end] = match;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
