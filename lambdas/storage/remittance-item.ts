import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Fen } from '../domain/money.ts';
import type { Clearing } from '../domain/remittance.ts';
import type { Item } from './keys.ts';
import { textOf } from './keys.ts';
import { clearingKey, remittanceKey, remittedKey } from './reconciliation-keys.ts';

/** A remittance as it was sent and answered, for whoever sends it again. */
export interface RemittanceRecord {
  readonly remittanceNo: string;
  readonly sent: unknown;
  readonly answer: unknown;
}

/** What a remittance paid of a day: the position among all that was paid of it. */
export interface PlacedClearing {
  readonly businessDate: CalendarDate;
  readonly position: number;
  readonly clearing: Clearing;
}

/** A remittance where it counts: in the statement of `bookedOn`. */
export interface Remitted {
  readonly remittanceNo: string;
  readonly bookedOn: CalendarDate;
  readonly amount: Fen;
  readonly places: readonly Pick<PlacedClearing, 'businessDate' | 'position'>[];
}

/** Thousands of lines are a few tens of kilobytes so, far from what an item may have. */
const packed = (content: unknown): Item => ({ c: { B: deflateRawSync(JSON.stringify(content)) } });

const contentOf = (item: Readonly<Item>): unknown =>
  JSON.parse(inflateRawSync(item['c']?.B ?? Buffer.alloc(0)).toString('utf8'));

export const remittanceItem = (insurerId: string, { remittanceNo, sent, answer }: RemittanceRecord): Item => ({
  ...remittanceKey(insurerId, remittanceNo),
  ...packed([sent, answer]),
});

export function parseRemittance(item: Readonly<Item>): RemittanceRecord {
  const [sent, answer] = contentOf(item) as readonly [unknown, unknown];
  return { remittanceNo: textOf(item, 'sk').slice('REMITTANCE#'.length), sent, answer };
}

export const remittedItem = (insurerId: string, { remittanceNo, bookedOn, amount, places }: Remitted): Item => ({
  ...remittedKey(insurerId, bookedOn, remittanceNo),
  r: { S: JSON.stringify([amount, places.map(({ businessDate, position }) => [businessDate, position])]) },
});

export function parseRemitted(item: Readonly<Item>): Remitted {
  const [, bookedOn = '', remittanceNo = ''] = textOf(item, 'sk').split('#');
  const [amount, places] = JSON.parse(textOf(item, 'r')) as [Fen, readonly (readonly [CalendarDate, number])[]];
  return {
    ...{ remittanceNo, bookedOn, amount },
    places: places.map(([businessDate, position]) => ({ businessDate, position })),
  };
}

type PackedClearing = readonly [
  remittanceNo: string,
  amount: number,
  lines: readonly (readonly [line: number, providerId: string, amount: number])[] | 0,
];

export function clearingItem(insurerId: string, { businessDate, position, clearing }: PlacedClearing): Item {
  const lines = clearing.lines?.map(({ line, providerId, amount }) => [line, providerId, amount] as const) ?? 0;
  const content: PackedClearing = [clearing.remittanceNo, clearing.amount, lines];
  return { ...clearingKey(insurerId, businessDate, position), ...packed(content) };
}

export function parseClearing(item: Readonly<Item>): Clearing {
  const [remittanceNo, amount, lines] = contentOf(item) as PackedClearing;
  if (lines === 0) return { remittanceNo, amount, lines: undefined };
  return { remittanceNo, amount, lines: lines.map(([line, providerId, paid]) => ({ line, providerId, amount: paid })) };
}
