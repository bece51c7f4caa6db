import { createHash } from 'node:crypto';
import { parseDictionary } from 'structured-headers';
import { ConnectorError } from './connector-error.ts';

const MAX_HEADER_LENGTH = 1_024;

/** Refuses a body whose `sha-256` (RFC 9530) is not the one in the header; other algorithms beside it are not looked at. */
export function checkContentDigest(header: string | undefined, body: Buffer): void {
  const expected = readSha256(header ?? '');
  if (!createHash('sha256').update(body).digest().equals(expected)) {
    throw new ConnectorError('signature.digest', 'content-digest is not the SHA-256 of the body as it arrived.');
  }
}

function readSha256(header: string): Buffer {
  if (header.length > MAX_HEADER_LENGTH) throw unreadable();
  let value: unknown;
  try {
    value = parseDictionary(header).get('sha-256')?.[0];
  } catch (cause) {
    throw unreadable(cause);
  }
  if (!(value instanceof ArrayBuffer)) throw unreadable();
  return Buffer.from(value);
}

function unreadable(cause?: unknown): ConnectorError {
  return new ConnectorError('signature.digest', 'content-digest must hold sha-256 as a byte sequence.', { cause });
}
