import type { Figure } from './figure.ts';

const HEADINGS = ['figure', 'value', 'goal', '', 'unit'] as const;

/** Figures as lines of a table, each column as wide as its widest cell. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return lines.join('\n');
}

function cellsOf({ name, value, unit, goal, ok }: Figure): readonly string[] {
  return [name, String(value), goal ?? '', goal === null ? '' : ok ? 'ok' : 'MISSED', unit];
}
