import { reasonCodes } from '../../domain/reason.ts';
import type { Markup } from '../markup.ts';
import { escaped } from '../markup.ts';

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
