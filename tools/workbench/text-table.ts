import stringWidth from 'string-width';

export interface Column {
  readonly heading: string;
  readonly side: 'left' | 'right';
}

/** Words stand to the left of a column, figures to the right. */
export const left = (heading: string): Column => ({ heading, side: 'left' });
export const right = (heading: string): Column => ({ heading, side: 'right' });

const GAP = '  ';

/** Rows under their headings. A Chinese character takes two columns of a terminal, and the widths allow for that. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const headings = columns.map(({ heading }) => heading);
  return aligned(
    columns.map(({ side }) => side),
    [headings, ...rows],
  );
}

/** Terms and what they stand for, without headings. */
export function termTable(rows: readonly (readonly [string, string])[]): string {
  return aligned(['left', 'left'], rows);
}

function aligned(sides: readonly Column['side'][], lines: readonly (readonly string[])[]): string {
  const widths = sides.map((_, at) => Math.max(0, ...lines.map((cells) => stringWidth(cells[at] ?? ''))));
  return lines
    .map((cells) => sides.map((side, at) => padded(cells[at] ?? '', widths[at] ?? 0, side)).join(GAP))
    .map((line) => line.trimEnd())
    .join('\n');
}

function padded(cell: string, width: number, side: Column['side']): string {
  const space = ' '.repeat(width - stringWidth(cell));
  return side === 'right' ? space + cell : cell + space;
}
