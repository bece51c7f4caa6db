import { readStatement } from '../storage/statements-shelf.ts';
import type { StatementArchive } from '../use-cases/statement-archive.ts';
import { publishedLine } from '../use-cases/statement-archive.ts';
import { manifestIn, readStatementLines, statementOf } from '../use-cases/statement-content.ts';
import { statementPorts } from './statement-ports.ts';

/** Published statements behind the use cases that refer to them. */
export const statementArchive: StatementArchive = {
  statementOf: (insurerId, date, now) => statementOf(statementPorts, insurerId, date, now),
  publishedDay: async (insurerId, date) => (await readStatement(insurerId, date))?.summary,
  totalsOf: async (insurerId, date) => {
    const shelved = await readStatement(insurerId, date);
    return shelved === undefined ? {} : (await manifestIn(statementPorts, shelved)).byProvider;
  },
  linesOf: async (insurerId, date, lines) => {
    const shelved = await readStatement(insurerId, date);
    if (shelved === undefined || lines.length === 0) return new Map();
    const records = await readStatementLines(statementPorts, await manifestIn(statementPorts, shelved), lines);
    return new Map([...records].map(([line, record]) => [line, publishedLine(record)]));
  },
};
