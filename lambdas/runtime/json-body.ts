import { isUtf8 } from 'node:buffer';
import { ConnectorError } from './connector-error.ts';

const JSON_MEDIA_TYPE = /^application\/json *(?:; *charset="?utf-8"? *)?$/i;
/** The deepest document of the contract, a plan, nests 6 deep. */
const MAX_DEPTH = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export function requireJson(contentType: string | undefined): void {
  if (contentType === undefined || !JSON_MEDIA_TYPE.test(contentType)) {
    throw new ConnectorError('request.media-type', 'content-type must be application/json.');
  }
}

/** An integer as it is written: `1000`, and neither `1000.0` nor `1e3` nor `-0`. */
const INTEGER_LITERAL = /^(?:0|-?[1-9]\d*)$/;

/**
 * Parses a JSON body. Beside what is not JSON it refuses what two readers could read differently: a name twice in an object, and
 * `__proto__`. A number that is not written as an integer becomes `NaN`, so that the schema names its field: 999.9999999999999999
 * would otherwise have become 1000 before anybody looked. Messages never quote the body.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8');
  const text = bytes.toString('utf8');
  const { names, onlyIntegers } = scan(text);
  let value: unknown;
  try {
    value = onlyIntegers ? JSON.parse(text) : JSON.parse(text, integersOnly as Reviver);
  } catch {
    throw malformed('is not JSON');
  }
  if (namesKept(value) !== names) throw malformed('names a field twice in one object');
  return value;
}

interface Scan {
  /** how many names its objects hold: one for every colon outside a string */
  readonly names: number;
  readonly onlyIntegers: boolean;
}

/** What a JSON text shows before it is parsed. Refuses what is nested too deeply. */
function scan(text: string): Scan {
  let [names, depth, onlyIntegers] = [0, 0, true];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    else if (char === ':') names++;
    else if (char === '}' || char === ']') depth--;
    else if (char === '.' || char === '-' || ((char === 'e' || char === 'E') && isDigit(text[at - 1])))
      onlyIntegers = false;
    else if ((char === '{' || char === '[') && ++depth > MAX_DEPTH) throw malformed(`nests deeper than ${MAX_DEPTH}`);
  }
  return { names, onlyIntegers };
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
function namesKept(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let names = 0;
  if (Array.isArray(value)) {
    for (const element of value) names += namesKept(element);
    return names;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') throw malformed('names a field __proto__');
    names += 1 + namesKept(member);
  }
  return names;
}

function malformed(what: string): ConnectorError {
  return new ConnectorError('request.malformed', `The body ${what}.`, {
    errors: [{ path: '', message: `the body ${what}` }],
  });
}
