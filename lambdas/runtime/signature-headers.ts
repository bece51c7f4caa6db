import type { InnerList, Item, Parameters } from 'structured-headers';
import { isInnerList, parseDictionary, serializeInnerList } from 'structured-headers';
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

/** The partner's own. What others have signed on the way, such as a proxy, stands beside it and is theirs to verify. */
const LABEL = 'sig1';
const MAX_LABELS = 8;
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

function labelled(header: string, value: string): Item | InnerList {
  if (value.length > MAX_HEADER_LENGTH) throw malformed(`${header} is longer than ${MAX_HEADER_LENGTH} characters`);
  const members = parsed(header, value);
  if (members.size > MAX_LABELS) throw malformed(`${header} holds more than ${MAX_LABELS} labels`);
  const member = members.get(LABEL);
  if (member === undefined || timesLabelled(value) > 1) throw malformed(`${header} must hold the label ${LABEL} once`);
  return member;
}

/** A dictionary keeps the last of two members with one name; whose request it is must not hang on that. */
function timesLabelled(value: string): number {
  const withoutStrings = value.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return withoutStrings.split(',').filter((part) => /^[ \t]*sig1(?![\w.*-])/.test(part)).length;
}

function readInput(member: Item | InnerList): InnerList {
  if (!isInnerList(member)) throw malformed('signature-input must hold a list of components');
  if (member[0].length > MAX_COMPONENTS)
    throw malformed(`signature-input covers more than ${MAX_COMPONENTS} components`);
  return member;
}

function readSignature([value, parameters]: Item | InnerList): Buffer {
  if (!(value instanceof ArrayBuffer) || parameters.size > 0) throw malformed('signature must be one byte sequence');
  return Buffer.from(value);
}

function componentName([name, parameters]: Item, index: number, items: readonly Item[]): string {
  if (typeof name !== 'string') throw malformed('a component of signature-input is not a string');
  if (parameters.size > 0) throw badComponent(name, 'is not supported with parameters');
  if (items.findIndex(([other]) => other === name) !== index) throw badComponent(name, 'may be covered only once');
  return name;
}

const MAX_QUOTED_LENGTH = 64;

/** The sender's own word is cut, because it comes back before anybody knows who sent it. */
export function badComponent(name: string, fault: string): ConnectorError {
  return new ConnectorError('signature.components', `The component "${name.slice(0, MAX_QUOTED_LENGTH)}" ${fault}.`);
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

function parsed(header: string, value: string): Map<string, Item | InnerList> {
  try {
    return parseDictionary(value);
  } catch (cause) {
    throw malformed(`${header} is not a dictionary of structured fields`, cause);
  }
}

function malformed(detail: string, cause?: unknown): ConnectorError {
  return new ConnectorError('signature.malformed', `${detail}.`, { cause });
}
