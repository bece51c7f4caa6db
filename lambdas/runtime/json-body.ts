import { isUtf8 } from 'node:buffer';
import { ConnectorError } from './connector-error.ts';

/** The deepest document of the contract, a plan, nests 6 deep. */
const MAX_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Which of the media types that a route takes a body has; parameters other than the charset are not read, so they are refused. */
export function requireMediaType<Type extends string>(contentType: string | undefined, types: readonly Type[]): Type {
  const [, named] = /^([a-z]+\/[a-z-]+) *(?:; *charset="?utf-8"? *)?$/i.exec(contentType ?? '') ?? [];
  const found = types.find((type) => type === named?.toLowerCase());
  if (found !== undefined) return found;
  throw new ConnectorError('request.media-type', `content-type must be ${types.join(' or ')}.`);
}

/** An integer as it is written: `1000`, and neither `1000.0` nor `1e3` nor `-0`. */
const INTEGER_LITERAL = /^(?:0|-?[1-9]\d*)$/;

/** What a text says as JSON, or what it is refused for; the refusal never quotes it. */
export type JsonRead = { readonly value: unknown } | { readonly fault: string };

/** A body as text; JSON is UTF-8 and nothing else. */
export function bodyText(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8');
  return bytes.toString('utf8');
}

/** Parses a body that is one JSON document, as strictly as `readJson`. */
export function parseJson(bytes: Buffer): unknown {
  const read = readJson(bodyText(bytes));
  if ('fault' in read) throw malformed(read.fault);
  return read.value;
}

/**
 * Reads one JSON document. Beside what is not JSON it refuses what two readers could read differently: a name twice in an object, and
 * `__proto__`. A number that is not written as an integer becomes `NaN`, so that the schema names its field: 999.9999999999999999
 * would otherwise have become 1000 before anybody looked.
 */
export function readJson(text: string): JsonRead {
  const { names, depth, onlyIntegers } = scan(text);
  if (depth > MAX_DEPTH) return { fault: `nests deeper than ${MAX_DEPTH}` };
  let value: unknown;
  try {
    value = onlyIntegers ? JSON.parse(text) : JSON.parse(text, integersOnly as Reviver);
  } catch {
    return { fault: 'is not JSON' };
  }
  const kept = { names: 0, proto: false };
  countNames(value, kept);
  if (kept.proto) return { fault: 'names a field __proto__' };
  return kept.names === names ? { value } : { fault: 'names a field twice in one object' };
}

interface Scan {
  /** how many names its objects hold: one for every colon outside a string */
  readonly names: number;
  /** how deep it nests, as far as was looked: no further than one level too deep */
  readonly depth: number;
  readonly onlyIntegers: boolean;
}

/** What a JSON text shows before it is parsed. */
function scan(text: string): Scan {
  let [names, depth, deepest, onlyIntegers] = [0, 0, 0, true];
  for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    else if (char === ':') names++;
    else if (char === '}' || char === ']') depth--;
    else if (char === '.' || char === '-' || ((char === 'e' || char === 'E') && isDigit(text[at - 1])))
      onlyIntegers = false;
    else if (char === '{' || char === '[') deepest = Math.max(deepest, ++depth);
  }
  return { names, depth: deepest, onlyIntegers };
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';

/** The reviver of the standard library's types does not know of the third argument yet. */
type Reviver = (name: string, value: unknown) => unknown;

function integersOnly(_: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === 'number' && !INTEGER_LITERAL.test(source ?? '') ? Number.NaN : value;
}

/** Where the string that begins at `start` ends; the end of the text where it does not. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

/** How many names are left after parsing, when the later of two equal ones has replaced the earlier. */
function countNames(value: unknown, kept: { names: number; proto: boolean }): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const element of value) countNames(element, kept);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    kept.names++;
    if (name === '__proto__') kept.proto = true;
    countNames(member, kept);
  }
}

function malformed(what: string): ConnectorError {
  return new ConnectorError('request.malformed', `The body ${what}.`, {
    errors: [{ path: '', message: `the body ${what}` }],
  });
}
