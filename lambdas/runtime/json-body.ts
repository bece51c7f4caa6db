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

/**
 * Parses a JSON body. Beside what is not JSON it refuses what two readers could read differently: a name twice in an object, and
 * `__proto__`. Messages never quote the body.
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed('is not UTF-8');
  const text = bytes.toString('utf8');
  const names = countNames(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('is not JSON');
  }
  if (namesKept(value) !== names) throw malformed('names a field twice in one object');
  return value;
}

/** How many names the objects of a JSON text hold: one for every colon outside a string. Refuses what is nested too deeply. */
function countNames(text: string): number {
  let [names, depth] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = stringEnd(text, at);
    else if (char === ':') names++;
    else if (char === '}' || char === ']') depth--;
    else if ((char === '{' || char === '[') && ++depth > MAX_DEPTH) throw malformed(`nests deeper than ${MAX_DEPTH}`);
  }
  return names;
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
