import { inflateRawSync } from 'node:zlib';
import type { Evidence } from '../evidence.ts';
import { aboutDay, aboutInsurer } from '../statements/statement-evidence.ts';
import { jsonIn, keyParts, listIn } from '../stored-item.ts';
import type { Item } from '../table/item.ts';
import { listAt, numberAt, placeOf, textAt, textIn, UnreadableItem } from '../table/item.ts';

/** A remittance as it was sent and answered. */
export interface Remittance extends Evidence {
  readonly kind: 'remittance';
  readonly remittanceNo: string;
  readonly sent: { readonly items: readonly { readonly businessDate: string; readonly amount: number }[] };
  readonly answer: {
    readonly statementDate: string;
    readonly amount: number;
    readonly suspense: number;
    readonly cleared: readonly { readonly businessDate: string; readonly amount: number }[];
  };
}

/** That a remittance counts in the statement of a day, and where it pays. */
export interface Remitted extends Evidence {
  readonly kind: 'remitted';
  readonly remittanceNo: string;
  readonly bookedOn: string;
  readonly amount: number;
  readonly places: readonly { readonly date: string; readonly position: number }[];
}

/** What was paid of a day by one remittance. `lines` null: of the day as a whole. */
export interface Clearing extends Evidence {
  readonly kind: 'clearing';
  readonly date: string;
  /** from 1 on, in the order in which the day was paid */
  readonly position: number;
  readonly remittanceNo: string;
  readonly amount: number;
  readonly lines: readonly { readonly line: number; readonly providerId: string; readonly amount: number }[] | null;
}

/** A day of a provider's account with an insurer. */
export interface AccountDay extends Evidence {
  readonly kind: 'account-day';
  readonly providerId: string;
  readonly date: string;
  readonly count: number;
  readonly debit: number;
  readonly credit: number;
  readonly paid: number;
  readonly opening: number;
  readonly closing: number;
}

/** Reads `REMITTANCE#<no>`. */
export function readRemittance(item: Item): Remittance {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, remittanceNo = ''] = keyParts(item, 'sk');
  const packed = packedIn(item);
  const [sent, answer] = [packed[0] as Remittance['sent'], packed[1] as Remittance['answer']];
  return { about: aboutInsurer(insurerId), kind: 'remittance', remittanceNo, sent, answer };
}

/** Reads `REMITTED#<date>#<no>`. */
export function readRemitted(item: Item): Remitted {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, bookedOn = '', remittanceNo = ''] = keyParts(item, 'sk');
  const packed = listIn(textIn(item, 'r'));
  const places = listAt(packed, 1);
  return {
    ...{ about: aboutInsurer(insurerId), kind: 'remitted', remittanceNo, bookedOn, amount: numberAt(packed, 0) },
    places: places.map((_, index) => {
      const place = listAt(places, index);
      return { date: textAt(place, 0), position: numberAt(place, 1) };
    }),
  };
}

/** Reads `CLEARED#<date>#<position>`: evidence about the insurer, and about the day whose lines it may name. */
export function readClearing(item: Item): readonly Clearing[] {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, date = '', position = ''] = keyParts(item, 'sk');
  const packed = packedIn(item);
  const rows = packed[2] === 0 ? null : listAt(packed, 2);
  const lines =
    rows &&
    rows.map((_, index) => {
      const row = listAt(rows, index);
      return { line: numberAt(row, 0), providerId: textAt(row, 1), amount: numberAt(row, 2) };
    });
  const content = { remittanceNo: textAt(packed, 0), amount: numberAt(packed, 1), lines };
  return [aboutInsurer(insurerId), aboutDay(insurerId, date)].map((about) => ({
    ...{ about, kind: 'clearing', date, position: Number(position), ...content },
  }));
}

/** Reads `ACCOUNT#<provider>`, `<insurer>#<date>`. */
export function readAccountDay(item: Item): AccountDay {
  const [, providerId = ''] = keyParts(item, 'pk');
  const [insurerId = '', date = ''] = keyParts(item, 'sk');
  const packed = listIn(textIn(item, 'a'));
  return {
    ...{ about: aboutInsurer(insurerId), kind: 'account-day', providerId, date, count: numberAt(packed, 0) },
    ...{ debit: numberAt(packed, 1), credit: numberAt(packed, 2), paid: numberAt(packed, 3) },
    ...{ opening: numberAt(packed, 4), closing: numberAt(packed, 5) },
  };
}

function packedIn(item: Item): readonly unknown[] {
  const bytes = item['c']?.B;
  const value = bytes && jsonIn(inflateRawSync(bytes).toString('utf8'));
  if (!Array.isArray(value)) throw new UnreadableItem(`${placeOf(item)} holds no packed list`);
  return value as readonly unknown[];
}
