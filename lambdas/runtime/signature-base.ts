import { httpbis } from 'http-message-signatures';

/** The bytes that are signed (RFC 9421 section 2.5): `values` has every covered component in its order. */
export function signatureBase(values: ReadonlyMap<string, string>, params: string): Buffer {
  // the library would take the values from a parsed URL, where they are not as sent, so that it is only asked for the format
  const lines = [...values, ['@signature-params', params] as const];
  return Buffer.from(httpbis.formatSignatureBase(lines.map(([name, value]) => [name, [value]])));
}
