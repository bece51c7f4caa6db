import { reasonCodes } from '../../domain/reason.ts';

/** Text that is already HTML; everything else is escaped when it meets the page. */
export interface Markup {
  readonly markup: string;
}

type Piece = Markup | string | number | false | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

function pieceText(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  return 'markup' in piece ? piece.markup : piece.map(pieceText).join('');
}

/** markup`<p>${text}</p>`: what is put in is escaped, unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts = strings.map((text, index) => text + (index < pieces.length ? pieceText(pieces[index]) : ''));
  return { markup: parts.join('') };
}

/** A sentence with `code` in backticks; reason codes lead to their entry. */
export function prose(text: string): Markup {
  const parts = text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? `<code>${escaped(part)}</code>` : linked(escaped(part))));
  return { markup: parts.join('') };
}

function linked(text: string): string {
  return text.replace(/\b[A-Z]\d{3}\b/g, (code) =>
    code in reasonCodes ? `<a href="#reason-${code}">${code}</a>` : code,
  );
}

const LINE_WIDTH = 84;

/** JSON as people lay it out: what fits on a line stays on it. */
export function jsonText(value: unknown, indent = ''): string {
  const flat = flatJson(value);
  if (typeof value !== 'object' || value === null || flat.length + indent.length <= LINE_WIDTH) return flat;
  const inner = `${indent}  `;
  const rows = Array.isArray(value)
    ? value.map((entry) => `${inner}${jsonText(entry, inner)}`)
    : Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${jsonText(entry, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${rows.join(',\n')}\n${indent}${close}`;
}

function flatJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`;
  const fields = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${flatJson(entry)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
