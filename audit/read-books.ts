import { readBookedLine } from './books/booked-line.ts';
import { readIndexPlace } from './books/index-place.ts';
import { readClaimException, readClaimTimer } from './claims/claim-evidence.ts';
import { readDisputed } from './disputes/dispute-evidence.ts';
import type { Evidence } from './evidence.ts';
import type { InvariantId } from './invariants.ts';
import { readTakenWebhook } from './judge-answers.ts';
import { readAccountDay, readClearing, readRemittance, readRemitted } from './remittances/remittance-evidence.ts';
import { readAcknowledged, readChainHead } from './statements/chain-evidence.ts';
import { readLateNote } from './statements/late-note.ts';
import { keyParts } from './stored-item.ts';
import type { Item } from './table/item.ts';
import { placeOf, UnreadableItem } from './table/item.ts';

/** An item that is not as docs/table-format.md says, and the invariant that cannot be judged for it. */
export interface Unread extends Evidence {
  readonly kind: 'unread';
  readonly invariant: InvariantId;
  readonly says: string;
}

interface Reader {
  readonly read: (item: Item) => Evidence | readonly Evidence[] | undefined;
  readonly invariant: InvariantId;
}

const NOTHING = { read: () => undefined };

const BOOK: Reader = { read: readBookedLine, invariant: 'facts-gap-free' };

/** By the kinds of partition and sort key, those of books, claims, statements and payments. */
const READERS: Readonly<Record<string, Reader>> = {
  'ORDER FACT': { read: readIndexPlace, invariant: 'facts-gap-free' },
  'ORDER LINE': { read: readIndexPlace, invariant: 'facts-gap-free' },
  'WEBHOOK WEBHOOK': { read: readTakenWebhook, invariant: 'answers-kept' },
  'EXCEPTION EXCEPTION': { read: readClaimException, invariant: 'claims-end' },
  'STATEMENTS HEAD': { read: readChainHead, invariant: 'statement-chain' },
  'STATEMENTS DAY': { ...NOTHING, invariant: 'statements-tie' },
  'STATEMENTS CLOSE': { ...NOTHING, invariant: 'statements-tie' },
  'STATEMENTS LATE': { read: readLateNote, invariant: 'statements-tie' },
  'STATEMENTS TAKEN': { read: readLateNote, invariant: 'statements-tie' },
  'STATEMENTS ACK': { read: readAcknowledged, invariant: 'statements-tie' },
  'STATEMENTS DISPUTE': { read: readDisputed, invariant: 'ledger-balanced' },
  'STATEMENTS REMITTANCE': { read: readRemittance, invariant: 'ledger-balanced' },
  'STATEMENTS REMITTED': { read: readRemitted, invariant: 'ledger-balanced' },
  'STATEMENTS CLEARED': { read: readClearing, invariant: 'ledger-balanced' },
  // the insurer's marks are read before anything else (insurer-standing.ts)
  'BREAKER BREAKER': { ...NOTHING, invariant: 'claims-end' },
  'BREAKER SWEEP': { ...NOTHING, invariant: 'claims-end' },
};

const DUE_CLAIM: Reader = { read: readClaimTimer, invariant: 'claims-end' };
const ACCOUNT: Reader = { read: readAccountDay, invariant: 'ledger-balanced' };

/** Whether an item is a published statement, which is read together with its files. */
export const isStatement = (item: Item): boolean =>
  item['pk']?.S?.startsWith('STATEMENTS#') === true && item['sk']?.S?.startsWith('STATEMENT#') === true;

/** What an item says of books, claims, statements and payments; undefined where its kind is none of these. */
export function readBooks(item: Item): readonly Evidence[] | undefined {
  const reader = readerOf(item);
  if (reader === undefined) return undefined;
  try {
    const read = reader.read(item);
    return read === undefined ? [] : Array.isArray(read) ? (read as readonly Evidence[]) : [read as Evidence];
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    const unread: Unread = { about: placeOf(item), kind: 'unread', invariant: reader.invariant, says: error.message };
    return [unread];
  }
}

function readerOf(item: Item): Reader | undefined {
  const [partition = '', of] = keyParts(item, 'pk');
  const [sort = ''] = keyParts(item, 'sk');
  if (partition === 'BOOK') return BOOK;
  if (partition === 'ACCOUNT') return ACCOUNT;
  if (partition === 'DUE' && of === 'claim') return DUE_CLAIM;
  return READERS[`${partition} ${sort}`];
}
