import type { Condition, Operand, Path, Update } from './expression.ts';

/** As it stands on the wire: `{ S: '…' }`, `{ N: '…' }`, … */
export type Value = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, Value>>;

/** What an expression's names and values stand for. */
export interface Names {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Value>>;
}

/** What DynamoDB says of a request that cannot be carried out on what stands. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
}

const named = (path: Path, { names }: Names): string[] => path.map((part) => names[part] ?? part);

function at(item: Item, path: Path, names: Names): Value | undefined {
  const [first = '', ...rest] = named(path, names);
  let value: Value | undefined = item[first];
  for (const part of rest) value = (value?.['M'] as Item | undefined)?.[part];
  return value;
}

function valueOf(operand: Operand, item: Item, names: Names): Value | undefined {
  switch (operand.kind) {
    case 'path':
      return at(item, operand.path, names);
    case 'value': {
      const value = names.values[operand.name];
      if (value === undefined) throw new InvalidRequest(`the value ${operand.name} is not given`);
      return value;
    }
    case 'if_not_exists':
      return at(item, operand.path, names) ?? valueOf(operand.otherwise, item, names);
    case 'sum': {
      const [left, right] = [valueOf(operand.left, item, names), valueOf(operand.right, item, names)];
      if (left === undefined || right === undefined) throw new InvalidRequest('a sum of what is not there');
      return { N: String(numberOf(left) + operand.sign * numberOf(right)) };
    }
  }
}

function numberOf(value: Value): number {
  const number = Number(value['N']);
  if (!Number.isSafeInteger(number)) throw new InvalidRequest(`${JSON.stringify(value)} is no whole number`);
  return number;
}

export function holds(condition: Condition, item: Item, names: Names): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, item, names));
    case 'or':
      return condition.parts.some((part) => holds(part, item, names));
    case 'not':
      return !holds(condition.part, item, names);
    case 'exists':
      return (at(item, condition.path, names) !== undefined) === condition.wanted;
    case 'begins_with': {
      const [text, prefix] = [at(item, condition.path, names)?.['S'], valueOf(condition.prefix, item, names)?.['S']];
      return typeof text === 'string' && typeof prefix === 'string' && text.startsWith(prefix);
    }
    case 'between': {
      const value = valueOf(condition.value, item, names);
      return (
        compare(value, '>=', valueOf(condition.from, item, names)) &&
        compare(value, '<=', valueOf(condition.to, item, names))
      );
    }
    case 'compare':
      return compare(valueOf(condition.left, item, names), condition.by, valueOf(condition.right, item, names));
  }
}

/** Values of two kinds are different, and none comes before the other. */
function compare(left: Value | undefined, by: string, right: Value | undefined): boolean {
  if (left === undefined || right === undefined) return by === '<>' && left !== right;
  const [[kind, one] = [], [otherKind, other] = []] = [Object.entries(left)[0], Object.entries(right)[0]];
  if (kind !== otherKind) return by === '<>';
  if (by === '=' || by === '<>') return (JSON.stringify(one) === JSON.stringify(other)) === (by === '=');
  const order = kind === 'N' ? Math.sign(Number(one) - Number(other)) : byBytes(String(one), String(other));
  return by === '<' ? order < 0 : by === '<=' ? order <= 0 : by === '>' ? order > 0 : order >= 0;
}

/** Texts are in the order of their UTF-8 bytes; those of one plane are in that of their code units as well. */
export const byBytes = (one: string, other: string): number =>
  one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));

/** The item as an update leaves it; nothing of the one that stands is changed. */
export function updated(update: Update, before: Item, names: Names): Item {
  let after: Item = before;
  // all is reckoned from what stood
  const sets = update.sets.map(({ path, to }) => ({ path, value: valueOf(to, before, names) }));
  for (const { path, value } of sets) {
    if (value === undefined) throw new InvalidRequest('what is to be set is not there');
    after = withValue(after, named(path, names), value);
  }
  for (const path of update.removes) after = withValue(after, named(path, names), undefined);
  for (const { path, value } of update.adds) {
    const given = valueOf({ kind: 'value', name: value }, before, names);
    if (given !== undefined) after = withValue(after, named(path, names), added(at(before, path, names), given));
  }
  return after;
}

function added(before: Value | undefined, given: Value): Value {
  if (before === undefined) return given;
  if ('N' in given) return { N: String(numberOf(before) + numberOf(given)) };
  const [[kind, members] = []] = Object.entries(given);
  if (kind === undefined || !kind.endsWith('S') || !(kind in before))
    throw new InvalidRequest('what is added is of another kind');
  return { [kind]: [...new Set([...(before[kind] as string[]), ...(members as string[])])].sort() };
}

function withValue(item: Item, [name = '', ...rest]: readonly string[], value: Value | undefined): Item {
  if (rest.length === 0) {
    if (value !== undefined) return { ...item, [name]: value };
    const { [name]: _, ...others } = item;
    return others;
  }
  const map = item[name]?.['M'] as Item | undefined;
  if (map === undefined) {
    if (value === undefined) return item;
    throw new InvalidRequest('The document path provided in the update expression is invalid for update');
  }
  return { ...item, [name]: { M: withValue(map, rest, value) } };
}
