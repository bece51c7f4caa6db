import { httpbis } from 'http-message-signatures';

/** The bytes that are signed (RFC 9421 section 2.5): `values` has every covered component in its order. */
export function signatureBase(values: ReadonlyMap<string, string>, params: string): Buffer {
  const lines = httpbis.createSignatureBase(
    { fields: [...values.keys()], componentParser: (name) => [values.get(name) ?? ''] },
    // every value comes from componentParser: the library would take them from a parsed URL, where they are not as sent
    { method: '', url: '', headers: {} },
  );
  return Buffer.from(httpbis.formatSignatureBase([...lines, ['"@signature-params"', [params]]]));
}
