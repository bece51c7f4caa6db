/** A JSON value in the form of RFC 8785, of whole numbers only: names in the order of their code units, no white space. */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object') throw new TypeError('not a value of JSON with whole numbers');
  const members = Object.entries(value as Readonly<Record<string, unknown>>);
  const inOrder = members.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${inOrder.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join()}}`;
}
