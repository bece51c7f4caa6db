import { parseStatementRecord } from './statement-record.ts';
import { LINE_END, STATEMENT_HEADER } from './statement-row.ts';
import type { StatementTally, StatementTotals } from './statement-totals.ts';
import { statementTally } from './statement-totals.ts';
import { PART_LINES } from './statement-manifest.ts';

/**
 * Characters of a part's CSV at most, header included. As NDJSON, which repeats the names of the columns, and as the text of a JSON
 * document, in which API Gateway is answered and each quote takes two bytes, 5,000 lines of them stay below the 6 MB of an answer.
 */
export const PART_CHARACTERS = 2_800_000;

/** A line number of ten digits, its comma and the end of the record: more than any has, so that parts are cut before lines are numbered. */
const BESIDE_RECORD = 13;

/** Where the parts of a run of records begin and end. Records come without numbers and ends. */
export function cutParts(records: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let [part, characters]: [string[], number] = [[], STATEMENT_HEADER.length];
  for (const record of records) {
    const length = record.length + BESIDE_RECORD;
    if (part.length === PART_LINES || (part.length > 0 && characters + length > PART_CHARACTERS)) {
      parts.push(part);
      [part, characters] = [[], STATEMENT_HEADER.length];
    }
    part.push(record);
    characters += length;
  }
  return part.length === 0 ? parts : [...parts, part];
}

/** The file of a part, whose first line has the number `firstLine`. */
export function partText(records: readonly string[], firstLine: number): string {
  let text = STATEMENT_HEADER;
  let line = firstLine;
  for (const record of records) text += `${line++},${record}${LINE_END}`;
  return text;
}

/** Reads the parts of a statement, in their order, as whoever gets them would: it takes nothing for granted. */
export interface PartReader {
  /** how many lines the part has, and what is wrong with it: at most `MOST_FAULTS` sentences */
  read(text: string): { readonly lines: number; readonly faults: readonly string[] };
  totals(): StatementTotals;
}

const MOST_FAULTS = 20;

export function partReader(): PartReader {
  const tally = statementTally();
  let expected = 1;
  return {
    read: (text) => {
      if (!text.startsWith(STATEMENT_HEADER)) return { lines: 0, faults: ['does not begin with the header'] };
      if (!text.endsWith(LINE_END)) return { lines: 0, faults: ['does not end with CR LF'] };
      const records = text.slice(STATEMENT_HEADER.length).split(LINE_END).slice(0, -1);
      const faults: string[] = [];
      for (const record of records) {
        const fault = faultOf(record, expected, tally);
        if (fault !== undefined && faults.length < MOST_FAULTS) faults.push(fault);
        expected += 1;
      }
      return { lines: records.length, faults };
    },
    totals: () => tally.totals(),
  };
}

/** Adds the record up where nothing is wrong with it. */
function faultOf(text: string, expected: number, tally: StatementTally): string | undefined {
  const record = parseStatementRecord(text);
  if ('fault' in record) return `line ${expected} ${record.fault}`;
  if (record.line !== String(expected)) return `line ${expected} is numbered ${record.line}`;
  tally.add(record);
  return undefined;
}

/** The texts of the records of a part, without their ends; the header is left out. */
export const recordsOf = (part: string): readonly string[] =>
  part.slice(STATEMENT_HEADER.length).split(LINE_END).slice(0, -1);
