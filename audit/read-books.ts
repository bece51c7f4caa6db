import { readBookedLine } from './books/booked-line.ts';
import { readIndexPlace } from './books/indexed-place.ts';
import { readClaimException, readClaimTimer } from './claims/claim-evidence.ts';
import { readDisputed } from './disputes/dispute-evidence.ts';
import type { Evidence } from './evidence.ts';
import { readTakenWebhook } from './judge-answers.ts';
import { readAccountDay, readClearing, readRemittance, readRemitted } from './remittances/remittance-evidence.ts';
import { readAcknowledged, readChainHead } from './statements/chain-evidence.ts';
import { readLateNote } from './statements/late-note.ts';
import { keyParts } from './stored-item.ts';
import type { Item } from './table/item.ts';

type Reader = (item: Item) => readonly Evidence[];

const NOTHING: Reader = () => [];

/** By the kinds of partition and sort key. What is named here and says nothing is known to say nothing. */
const READERS: Readonly<Record<string, Reader>> = {
  'ORDER FACT': (item) => [readIndexPlace(item)],
  'ORDER LINE': (item) => [readIndexPlace(item)],
  'WEBHOOK WEBHOOK': (item) => [readTakenWebhook(item)],
  'EXCEPTION EXCEPTION': readClaimException,
  'STATEMENTS HEAD': (item) => [readChainHead(item)],
  'STATEMENTS DAY': NOTHING,
  'STATEMENTS CLOSE': NOTHING,
  'STATEMENTS LATE': (item) => [readLateNote(item)],
  'STATEMENTS TAKEN': (item) => [readLateNote(item)],
  'STATEMENTS ACK': (item) => [readAcknowledged(item)],
  'STATEMENTS DISPUTE': (item) => [readDisputed(item)],
  'STATEMENTS REMITTANCE': (item) => [readRemittance(item)],
  'STATEMENTS REMITTED': (item) => [readRemitted(item)],
  'STATEMENTS CLEARED': readClearing,
  // read with its files
  'STATEMENTS STATEMENT': NOTHING,
  // read before anything else (read-insurers.ts)
  'BREAKER BREAKER': NOTHING,
  'BREAKER SWEEP': NOTHING,
};

/** Whether an item is a published statement, which is read together with its files. */
export const isStatement = (item: Item): boolean =>
  item['pk']?.S?.startsWith('STATEMENTS#') === true && item['sk']?.S?.startsWith('STATEMENT#') === true;

/** What an item says of books, claims, statements and payments; undefined where its kind is none of these. */
export function readBooks(item: Item): readonly Evidence[] | undefined {
  const [partition = '', of] = keyParts(item, 'pk');
  const [sort = ''] = keyParts(item, 'sk');
  if (partition === 'BOOK') return [readBookedLine(item)];
  if (partition === 'ACCOUNT') return [readAccountDay(item)];
  if (partition === 'DUE') return of === 'claim' ? [readClaimTimer(item)] : [];
  return READERS[`${partition} ${sort}`]?.(item);
}
