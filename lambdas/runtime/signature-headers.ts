import type { Item, Parameters } from 'structured-headers';
import { isInnerList, parseItem, parseList, serializeInnerList } from 'structured-headers';
import { ConnectorError } from './connector-error.ts';

/** What the two headers of a signature say, read but not yet believed. */
export interface SignatureClaim {
  /** names of the covered components, each once, without parameters */
  readonly components: readonly string[];
  /** epoch seconds */
  readonly created: number;
  /** epoch seconds */
  readonly expires: number | undefined;
  readonly nonce: string;
  readonly keyId: string;
  readonly alg: string;
  /** the value of `@signature-params` */
  readonly params: string;
  readonly signature: Buffer;
}

/** The one label there may be: a second signature would make it unclear whose request it is. */
const LABEL = 'sig1=';
const MAX_HEADER_LENGTH = 4_096;
const MAX_COMPONENTS = 32;
const NONCE = /^[\x20-\x7e]{1,128}$/;
const KNOWN_PARAMETERS = new Set(['created', 'expires', 'nonce', 'keyid', 'alg', 'tag']);

/** Reads `signature-input` and `signature` (RFC 9421 section 4). */
export function readSignatureHeaders(headers: Readonly<Record<string, string | undefined>>): SignatureClaim {
  const [input, signature] = [headers['signature-input'], headers['signature']];
  if (input === undefined || signature === undefined) {
    throw new ConnectorError('signature.missing', 'The headers signature-input and signature are required.');
  }
  const [items, parameters] = readInput(labelled('signature-input', input));
  return {
    components: items.map(componentName),
    ...readParameters(parameters),
    params: serializeInnerList([items, parameters]),
    signature: readSignature(labelled('signature', signature)),
  };
}

function labelled(header: string, value: string): string {
  const text = value.trim();
  if (!text.startsWith(LABEL)) throw malformed(`${header} must hold one signature with the label sig1`);
  if (text.length > MAX_HEADER_LENGTH) throw malformed(`${header} is longer than ${MAX_HEADER_LENGTH} characters`);
  return text.slice(LABEL.length);
}

function readInput(text: string): [Item[], Parameters] {
  const list = parsed('signature-input', () => parseList(text));
  const [member] = list;
  if (list.length !== 1 || member === undefined || !isInnerList(member)) {
    throw malformed('signature-input must hold one list of components');
  }
  if (member[0].length > MAX_COMPONENTS)
    throw malformed(`signature-input covers more than ${MAX_COMPONENTS} components`);
  return member;
}

function readSignature(text: string): Buffer {
  const [value, parameters] = parsed('signature', () => parseItem(text));
  if (!(value instanceof ArrayBuffer) || parameters.size > 0) throw malformed('signature must be one byte sequence');
  return Buffer.from(value);
}

function componentName([name, parameters]: Item, index: number, items: readonly Item[]): string {
  if (typeof name !== 'string') throw malformed('a component of signature-input is not a string');
  if (parameters.size > 0) throw new ConnectorError('signature.components', 'A component may not have parameters.');
  if (items.findIndex(([other]) => other === name) !== index) {
    throw new ConnectorError('signature.components', 'A component may be covered only once.');
  }
  return name;
}

function readParameters(parameters: Parameters): Omit<SignatureClaim, 'components' | 'params' | 'signature'> {
  for (const name of parameters.keys()) {
    if (!KNOWN_PARAMETERS.has(name)) throw malformed('signature-input has an unknown parameter');
  }
  const expires = parameters.get('expires');
  const nonce = textOf(parameters.get('nonce'), 'nonce');
  if (!NONCE.test(nonce)) throw malformed('nonce must be 1 to 128 printable characters');
  return {
    created: secondsOf(parameters.get('created'), 'created'),
    expires: expires === undefined ? undefined : secondsOf(expires, 'expires'),
    nonce,
    keyId: textOf(parameters.get('keyid'), 'keyid'),
    alg: textOf(parameters.get('alg'), 'alg'),
  };
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw malformed(`signature-input needs the parameter ${name} as a string`);
  return value;
}

function secondsOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw malformed(`signature-input needs the parameter ${name} as an integer`);
  }
  return value;
}

function parsed<Value>(header: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (cause) {
    throw malformed(`${header} is not a structured field`, cause);
  }
}

function malformed(detail: string, cause?: unknown): ConnectorError {
  return new ConnectorError('signature.malformed', `${detail}.`, { cause });
}
