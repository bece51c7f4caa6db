/** What a spreadsheet would take for the beginning of a formula; and the mark itself, so that reading back is exact. */
const FORMULA_START = new Set(["'", '=', '+', '-', '@', '\t', '\r']);
const MARK = "'";
const NEEDS_QUOTES = /[",\r\n]/;
const QUOTE = '"';

/**
 * A text as a field of a CSV file (RFC 4180). One that a spreadsheet would calculate is marked by an apostrophe before it. Control
 * characters become spaces, so that a record is always one line of the file.
 */
export function csvCell(text: string): string {
  if (text === '') return text;
  const marked = FORMULA_START.has(text.charAt(0)) ? `${MARK}${text}` : text;
  const plain = CONTROL.test(marked) ? marked.replace(EVERY_CONTROL, ' ') : marked;
  return NEEDS_QUOTES.test(plain) ? `${QUOTE}${plain.replaceAll(QUOTE, QUOTE + QUOTE)}${QUOTE}` : plain;
}

const CONTROL = /\p{Cc}/u;
const EVERY_CONTROL = /\p{Cc}/gu;

/** What `csvCell` was given, of the content of a field. */
export const cellText = (content: string): string => (content.startsWith(MARK) ? content.slice(1) : content);

/** The contents of the fields of one record, given without its end; undefined where RFC 4180 does not allow it. */
export function csvFields(record: string): readonly string[] | undefined {
  // the usual record has no quotes, and a file has millions of them
  if (!record.includes(QUOTE)) return record.split(',');
  const fields: string[] = [];
  for (let at = 0; at <= record.length;) {
    const end = record[at] === QUOTE ? quotedEnd(record, at) : plainEnd(record, at);
    if (end === undefined || (end < record.length && record[end] !== ',')) return undefined;
    const content = record.slice(at, end);
    fields.push(content.startsWith(QUOTE) ? content.slice(1, -1).replaceAll(QUOTE + QUOTE, QUOTE) : content);
    at = end + 1;
  }
  return fields;
}

/** Just behind the quote that closes the field. */
function quotedEnd(record: string, from: number): number | undefined {
  for (let at = from + 1; at < record.length; at++) {
    if (record[at] !== QUOTE) continue;
    if (record[at + 1] !== QUOTE) return at + 1;
    at++;
  }
  return undefined;
}

function plainEnd(record: string, from: number): number | undefined {
  const comma = record.indexOf(',', from);
  const end = comma < 0 ? record.length : comma;
  return record.slice(from, end).includes(QUOTE) ? undefined : end;
}
