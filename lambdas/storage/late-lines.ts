import type { BookLine } from '../domain/book-line.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { parseBookLine, keyOfLine } from './book-item.ts';
import type { BookEntry } from './closing-book.ts';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { keyText, lateLineKey, lateLinesBefore, statementsPartition, takenLineKey, textOf } from './keys.ts';
import { itemsBetween } from './query-pages.ts';
import { readItems } from './read-items.ts';

/** A line that came when its date may have been closed already: whether it did is in the draft of that date. */
export type LateNote = Pick<BookLine, 'insurerId' | 'businessDate' | 'postedAt' | 'factId'>;

/** What was noted as late of dates before one, and no statement has taken up, in the order of posting; page by page. */
export async function* readLateNotes(insurerId: string, before: CalendarDate): AsyncGenerator<readonly LateNote[]> {
  let page: LateNote[] = [];
  const notes = itemsBetween(statementsPartition(insurerId), lateLinesBefore(''), lateLinesBefore(before));
  for await (const item of notes) {
    const [, businessDate = '', posted = '', factId = ''] = textOf(item, 'sk').split('#');
    page.push({ insurerId, businessDate, postedAt: postedAtOf(posted), factId });
    if (page.length < PAGE) continue;
    yield await withoutTaken(page);
    page = [];
  }
  if (page.length > 0) yield await withoutTaken(page);
}

/** Whether anything is noted as late of dates before one. */
export async function hasLateNotes(insurerId: string, before: CalendarDate): Promise<boolean> {
  const notes = itemsBetween(statementsPartition(insurerId), lateLinesBefore(''), lateLinesBefore(before));
  for await (const _ of notes) return true;
  return false;
}

const PAGE = 100;

const postedAtOf = (text: string): EpochMs => Number.parseInt(text, 36);

/** A stream may tell of a fact once more, after a statement has taken its line up. */
async function withoutTaken(notes: readonly LateNote[]): Promise<readonly LateNote[]> {
  const keyOf = (note: LateNote) => takenLineKey(note.insurerId, note.businessDate, note.postedAt, note.factId);
  const taken = await readItems(notes.map(keyOf));
  return notes.filter((note) => !taken.has(keyText(keyOf(note))));
}

/** The lines themselves, as they stand in the book. */
export async function readLateEntries(notes: readonly LateNote[]): Promise<readonly BookEntry[]> {
  const items = await readItems(notes.map(keyOfLine));
  return notes.flatMap((note) => {
    const item = items.get(keyText(keyOfLine(note)));
    return item === undefined ? [] : [{ line: parseBookLine(item), item }];
  });
}

/** The note is done with. `taken`: a statement has the line, and no other one may get it. Twice is as good as once. */
export async function settleLateNote(
  { insurerId, businessDate, postedAt, factId }: LateNote,
  { taken }: { readonly taken: boolean },
): Promise<void> {
  const TableName = tableName();
  if (taken) {
    const Item = { ...takenLineKey(insurerId, businessDate, postedAt, factId) };
    await dynamoDb().send(new PutItemCommand({ TableName, Item }));
  }
  const Key = { ...lateLineKey(insurerId, businessDate, postedAt, factId) };
  await dynamoDb().send(new DeleteItemCommand({ TableName, Key }));
}
