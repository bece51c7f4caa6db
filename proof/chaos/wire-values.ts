/** What the SDK holds, as JSON that goes over the wire: bytes in base64, what is undefined left out. */
export function toWire(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toWire);
  if (typeof value !== 'object' || value === null) return value;
  const wire: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) if (part !== undefined) wire[name] = toWire(part);
  return wire;
}

/**
 * The way back, of a whole answer: bytes stand nowhere but in attributes of the type `B`. In the order of their names, because the engine
 * gives what is in a map in any order.
 */
export function fromWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromWire);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).sort(byName);
  const [first] = parts;
  if (parts.length === 1 && first?.[0] === 'B' && typeof first[1] === 'string')
    return { B: new Uint8Array(Buffer.from(first[1], 'base64')) };
  const held: Record<string, unknown> = {};
  for (const [name, part] of parts) held[name] = typeof part === 'object' ? fromWire(part) : part;
  return held;
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;
