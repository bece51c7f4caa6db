import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An item as the table gives it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** An item that is not as docs/table-format.md says. */
export class UnreadableItem extends Error {
  override readonly name = 'UnreadableItem';
}

export function textIn(item: Item, name: string): string {
  const text = item[name]?.S;
  if (text === undefined) throw new UnreadableItem(`${placeOf(item)} has no text ${name}`);
  return text;
}

export function numberIn(item: Item, name: string): number {
  const value = Number(item[name]?.N ?? Number.NaN);
  if (!Number.isSafeInteger(value)) throw new UnreadableItem(`${placeOf(item)} has no integer ${name}`);
  return value;
}

/** The key of an item as one text. */
export const placeOf = ({ pk, sk }: Item): string => `${pk?.S ?? '?'} ${sk?.S ?? '?'}`;

/** A list at a position of a list, of which a packed text is made. */
export function listAt(list: readonly unknown[], position: number): readonly unknown[] {
  const entry = list[position];
  if (!Array.isArray(entry)) throw new UnreadableItem(`there is no list at ${position}`);
  return entry as readonly unknown[];
}

export function textAt(list: readonly unknown[], position: number): string {
  const entry = list[position];
  if (typeof entry !== 'string') throw new UnreadableItem(`there is no text at ${position}`);
  return entry;
}

export function numberAt(list: readonly unknown[], position: number): number {
  const entry = list[position];
  if (!Number.isSafeInteger(entry)) throw new UnreadableItem(`there is no integer at ${position}`);
  return entry as number;
}

/** Where 0 stands for nothing. */
export const textUnlessZero = (list: readonly unknown[], position: number): string | undefined =>
  list[position] === 0 || list[position] === undefined ? undefined : textAt(list, position);

/** One of a closed list, by its position. */
export function nameAt<Name extends string>(names: readonly Name[], position: number): Name {
  const name = names[position];
  if (name === undefined) throw new UnreadableItem(`there is no ${position} among ${names.join(', ')}`);
  return name;
}
