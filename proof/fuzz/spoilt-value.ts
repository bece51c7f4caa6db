import type { Chance } from '../../bench/workload/decisions/chance.ts';

type Json = Record<string | number, unknown>;
type Path = readonly (string | number)[];

const LONG_LIST = 60;
const NEST_DEPTH = 40;

/** Values at the edges of what the contract says anywhere, and far beyond. */
const STRANGE: readonly unknown[] = [
  ...[0, -0, -1, 1, 1.5, 10_000, 10_001, 36_501, 9_999_999_999, 10_000_000_000, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308],
  ...[true, false, null, [], {}, [[]], [null], [{}], { a: { b: {} } }, { memberId: 'M-1', idNo: '1' }],
  ...['', ' ', '\u0000', '\ud800', '\u202e', '\u2028', 'e\u0301', '年', '💊', 'ﬁ', 'Ａ', '١', 'any', 'x'.repeat(65)],
  ...['x'.repeat(201), `9${'9'.repeat(30)}`, '0.0001', '0.00001', '99999.9999', '100000', '1e3', '01', '-1', '+1', '0'],
  ...['1900-01-01', '1899-12-31', '0000-00-00', '2024-02-29', '2025-02-29', '9999-12-31', '10000-01-01', '2026-6-1'],
  ...['9999-12-31T23:59:59Z', '2199-12-31T23:59:59.999999999+14:59', '1900-01-01T00:00:00-14:59'],
  ...['2026-06-30T23:59:60Z', '2026-06-15T24:00:00Z', '2026-06-15 10:00:00', '2026-W00', '2026-W53', '2099-W99'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '../..',
    '%2e%2e',
    '#',
    'FACT#0001',
    'a\nb',
    '=cmd|1',
    '<script>alert(1)',
  ],
];

const FIELDS = ['__proto__', 'constructor', 'surplus', 'lineNo', 'memberId', 'hasOwnProperty', '', '字段', 'a b', '0'];

/** The document with so many changes, each in a place of its own choosing. */
export function spoilt(document: unknown, changes: number, chance: Chance): unknown {
  let body = document;
  for (let n = 0; n < changes; n++) body = changedOnce(body, chance);
  return body;
}

function changedOnce(document: unknown, chance: Chance): unknown {
  const paths = pathsOf(document);
  if (paths.length === 0) return chance.pick(STRANGE);
  const path = chance.pick(paths);
  const copy = JSON.parse(JSON.stringify(document)) as Json;
  const parent = path.slice(0, -1).reduce<unknown>((value, step) => (value as Json)[step], copy) as Json;
  const last = path.at(-1) ?? '';
  const kind = chance.below(12);
  if (kind < 2) delete parent[last];
  else if (kind < 3) addField(parent[last], chance);
  else if (kind < 4) parent[last] = valueAt(document, chance.pick(paths));
  else if (kind < 5) parent[last] = longer(parent[last], chance);
  else if (kind < 7) parent[last] = nearby(parent[last], chance);
  else parent[last] = chance.pick(STRANGE);
  return copy;
}

/** As its own field even where it is called `__proto__`. */
function addField(value: unknown, chance: Chance): void {
  if (typeof value !== 'object' || value === null) return;
  const made = { value: chance.pick(STRANGE), enumerable: true, configurable: true, writable: true };
  if (Array.isArray(value)) value.push(made.value);
  else Object.defineProperty(value, chance.pick(FIELDS), made);
}

function longer(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    return Array.from({ length: chance.pick([2, LONG_LIST, 5 * LONG_LIST]) }, () => first);
  }
  if (typeof value === 'string') return value + chance.pick(['x', ' ', '\u0000', '字', '\ud83d', value, '\u0301']);
  let nested = value;
  for (let depth = 0; depth < NEST_DEPTH; depth++) nested = depth % 2 === 0 ? [nested] : { a: nested };
  return nested;
}

/** Off by one, off by a factor, of the other sign; of a text, of another length or case. */
function nearby(value: unknown, chance: Chance): unknown {
  if (typeof value === 'number')
    return chance.pick([value + 1, value - 1, -value, value * 10, value + 0.5, String(value)]);
  if (typeof value !== 'string') return chance.pick([null, !value, [value]]);
  const at = chance.below(value.length + 1);
  const cut = value.slice(0, at) + value.slice(at + 1);
  const other = value.slice(0, at) + String.fromCharCode(chance.between(32, 126)) + value.slice(at + 1);
  return chance.pick([cut, other, value.toUpperCase(), value.toLowerCase(), Number(value), ` ${value}`]);
}

function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return at.length === 0 ? [] : [at];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    pathsOf(one, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length === 0 ? inner : [at, ...inner];
}

const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (value as Json)[step], document);

/** A text that stands in for a parameter of a path or a query. */
export function spoiltText(text: string, chance: Chance): string {
  const strange = STRANGE.filter((one) => typeof one === 'string');
  return String(chance.happens(500) ? chance.pick(strange) : nearby(text, chance)).toWellFormed();
}
