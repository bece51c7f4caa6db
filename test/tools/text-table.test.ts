import { describe, expect, it } from 'vitest';
import { left, right, termTable, textTable } from '../../tools/workbench/text-table.ts';

describe('a table of a terminal', () => {
  it('gives a Chinese character two columns, so that what follows stands below its heading', () => {
    const rows = [
      ['图文复诊', 'consult'],
      ['café', 'drugs'],
      ['ＡＢ', 'tests'],
    ];
    expect(textTable([left('item'), left('benefit')], rows).split('\n')).toEqual([
      'item      benefit',
      '图文复诊  consult',
      'café      drugs',
      'ＡＢ      tests',
    ]);
  });

  it('puts figures to the right', () => {
    const table = textTable(
      [right('line'), left('item'), right('billed')],
      [
        ['1', '药', '5.00'],
        ['10', '', '1205.00'],
      ],
    );
    expect(table).toBe(['line  item   billed', '   1  药       5.00', '  10        1205.00'].join('\n'));
  });

  it('has its headings alone where there are no rows, and no trailing spaces', () => {
    expect(textTable([left('limit'), left('scope')], [])).toBe('limit  scope');
    expect(
      termTable([
        ['plan', '甲'],
        ['coverage', ''],
      ]),
    ).toBe('plan      甲\ncoverage');
    expect(termTable([])).toBe('');
  });
});
