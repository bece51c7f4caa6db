import type { Chance } from '../../bench/workload/decisions/chance.ts';
import type { Memory } from './memory.ts';
import type { Resolve, Schema } from './schema.ts';

export interface Source {
  readonly chance: Chance;
  readonly memory: Memory;
  readonly resolve: Resolve;
}

const MOST_ENTRIES = 3;

/** What fits the patterns of the contract where neither an example nor anything known does. */
const TEXTS = [
  ...['2026-06-15', '2026-07-01', '2026-07-02', '1900-01-01', '2024-02-29', '2026-12-31', '9999-12-31'],
  ...['2026-07-02T23:59:59+08:00', '2026-07-03T00:00:00+08:00', '2026-06-15T10:00:00Z', '2199-12-31T23:59:59.999Z'],
  ...['1', '0.0001', '99999.9999', '2', '50', '2026-W27', 'X', 'a.b-c_d', '000', 'any', 'A', 'E11', 'Z41.1', '310000'],
  ...['湿疹', '=1+1', '@SUM(A1)', '<b>名</b>', 'O’Brien', '𠮷野', 'f'.repeat(64)],
];

/** Numbers that somebody gives out: a new one makes a new thing. */
const FRESH_NAMES = /^(orderNo|captureNo|reversalNo|returnNo|remittanceNo|prescriptionNo|coverageId|poolId)$/;

/** A value that the schema allows, of things that there are where it can be. */
export function validValue(schema: Schema, source: Source, name = ''): unknown {
  const { chance } = source;
  const found = source.resolve(schema);
  if (found.const !== undefined) return found.const;
  if (found.enum !== undefined) return chance.pick(found.enum);
  const choices = found.oneOf ?? found.anyOf;
  if (choices !== undefined) return validValue(chance.pick(choices), source, name);
  if (found.type === 'object') return validObject(found, source);
  if (found.type === 'array') {
    const least = found.minItems ?? 0;
    const count = chance.between(least, Math.max(least, Math.min(found.maxItems ?? MOST_ENTRIES, MOST_ENTRIES)));
    return Array.from({ length: count }, () => validValue(found.items ?? {}, source, name));
  }
  if (found.type === 'boolean') return chance.happens(500);
  if (found.type === 'integer' || found.type === 'number') return validNumber(found, source, name);
  return validText(found, source, name);
}

function validObject({ properties = {}, required = [] }: Schema, source: Source): Record<string, unknown> {
  const entries = Object.entries(properties)
    .filter(([name]) => required.includes(name) || source.chance.happens(400))
    .map(([name, schema]) => [name, validValue(schema, source, name)] as const);
  return Object.fromEntries(entries);
}

function validNumber(schema: Schema, { chance, memory }: Source, name: string): number {
  const { minimum = 0, maximum = 10_000, examples = [], example } = schema;
  const known = chance.happens(500) ? memory.recall(name, chance) : undefined;
  const fits = (one: unknown): one is number => typeof one === 'number' && one >= minimum && one <= maximum;
  if (fits(known)) return known;
  const given = [example, ...examples].filter(fits);
  const small = chance.between(minimum, Math.min(maximum, minimum + 20));
  return chance.pick([...given, ...given, small, small, minimum, maximum]);
}

function validText(schema: Schema, source: Source, name: string): string {
  const { chance, memory } = source;
  if (FRESH_NAMES.test(name) && chance.happens(400)) return freshName(chance);
  const pattern = new RegExp(schema.pattern ?? '', 'u');
  const fits = (one: unknown): one is string => typeof one === 'string' && pattern.test(one);
  const known = chance.happens(700) ? memory.recall(name, chance) : undefined;
  if (fits(known)) return known;
  const given = [schema.example, ...(schema.examples ?? [])].filter(fits);
  const others = TEXTS.filter(fits);
  const all = [...given, ...given, ...(others.length > 0 ? [chance.pick(others)] : [])];
  return all.length === 0 ? '' : chance.pick(all);
}

export const freshName = (chance: Chance): string => `F-${chance.below(2 ** 31).toString(36)}`;

/** The same document under other numbers: things that there are, and new ones. */
export function renumbered(document: unknown, source: Source, name = ''): unknown {
  if (Array.isArray(document)) return document.map((one) => renumbered(one, source, name));
  if (typeof document === 'object' && document !== null) {
    return Object.fromEntries(
      Object.entries(document).map(([field, value]) => [field, renumbered(value, source, field)] as const),
    );
  }
  const { chance, memory } = source;
  if (FRESH_NAMES.test(name) && chance.happens(450)) return freshName(chance);
  if (!/(No|Id|Date|^version|^sha256|^count|^net|^line)$/.test(name) || !chance.happens(300)) return document;
  const known = memory.recall(name, chance);
  return typeof known === typeof document ? known : document;
}
