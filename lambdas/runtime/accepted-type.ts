/**
 * Whether a caller would rather have HTML than JSON (RFC 9110, 12.5.1). Only where it names HTML, and JSON not as high: whoever accepts
 * anything gets JSON, like everywhere else.
 */
export const prefersHtml = (accept: string | undefined): boolean => prefers('text/html', 'application/json', accept);

/** Whether a caller names a media type, and the usual one not as high. */
export function prefers(type: string, usual: string, accept: string | undefined): boolean {
  const weights = new Map((accept ?? '').toLowerCase().split(',').map(weighted));
  return (weights.get(type) ?? 0) > (weights.get(usual) ?? 0);
}

function weighted(range: string): readonly [type: string, weight: number] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const weight = Number(parameters.find((one) => one.startsWith('q='))?.slice(2) ?? 1);
  return [type, Number.isNaN(weight) ? 0 : weight];
}
