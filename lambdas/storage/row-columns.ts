type Row = readonly unknown[];

/** Rows of one width, field by field. A field that is the same in every row is kept once, as a list of one. */
export function columnsOf(rows: readonly Row[]): readonly Row[] {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, field) => rows.map((row) => row[field]));
  return [[rows.length], ...columns.map((column) => (isSame(column) ? column.slice(0, 1) : column))];
}

function isSame([first, ...others]: Row): boolean {
  return others.every((value) => value === first || (isList(value) && JSON.stringify(value) === JSON.stringify(first)));
}

const isList = (value: unknown): boolean => typeof value === 'object';

/** The rows of columns that `columnsOf` made. Their fields are what was given to it, so the caller knows their type. */
export function rowsOf([count = [], ...columns]: readonly Row[]): readonly Row[] {
  return Array.from({ length: Number(count[0]) }, (_, row) =>
    columns.map((column) => (column.length === 1 ? column[0] : column[row])),
  );
}
