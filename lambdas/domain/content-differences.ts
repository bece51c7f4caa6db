/**
 * The paths at which two JSON documents differ, such as `lines[0].amount`, whatever the order of their fields; a field that is
 * `undefined` is absent. Empty: they say the same.
 */
export function contentDifferences(one: unknown, other: unknown, path = ''): readonly string[] {
  if (one === other) return [];
  if (!isStructure(one) || !isStructure(other) || Array.isArray(one) !== Array.isArray(other)) return [path];
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].flatMap((field) =>
    contentDifferences(ownField(one, field), ownField(other, field), step(path, one, field)),
  );
}

function step(path: string, parent: object, field: string): string {
  if (Array.isArray(parent)) return `${path}[${field}]`;
  return path === '' ? field : `${path}.${field}`;
}

function ownField(value: Readonly<Record<string, unknown>>, field: string): unknown {
  return Object.hasOwn(value, field) ? value[field] : undefined;
}

function isStructure(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
