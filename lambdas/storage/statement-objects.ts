import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { CalendarDate } from '../domain/calendar.ts';
import type { ClosingSlice } from '../domain/closing.ts';
import type { Draft, DraftSummary } from './draft-codec.ts';
import { packDraft, unpackDraft, unpackSummary } from './draft-codec.ts';
import { getObject, putOnce } from './object-store.ts';

const [compressed, expanded] = [promisify(gzip), promisify(gunzip)];

const BUCKET = 'statements';

/** Freezes a slice, unless it is frozen, and gives the draft that stands. */
export async function freezeDraft(slice: ClosingSlice, draft: Draft): Promise<Draft> {
  const put = await putOnce(BUCKET, draftKey(slice), packDraft(draft), { contentType: 'application/zstd' });
  return put === 'written' ? draft : present(await readDraft(slice), 'a draft');
}

export async function readDraft(slice: ClosingSlice): Promise<Draft | undefined> {
  const found = await getObject(BUCKET, draftKey(slice));
  return found && unpackDraft(found.content);
}

/** What was found in a slice that is frozen. */
export async function readDraftSummary(slice: ClosingSlice): Promise<DraftSummary> {
  const found = await getObject(BUCKET, draftKey(slice));
  return unpackSummary(present(found, 'a draft').content);
}

/** Stores a part, unless it is stored. The text of what stands is read when it is checked. */
export async function writePart(insurerId: string, date: CalendarDate, n: number, text: string): Promise<void> {
  const meta = { contentType: 'text/csv; charset=utf-8', contentEncoding: 'gzip' };
  await putOnce(BUCKET, partKey(insurerId, date, n), await compressed(text), meta);
}

/** A part as it is stored, gzipped. */
export async function readPart(insurerId: string, date: CalendarDate, n: number): Promise<Buffer | undefined> {
  return (await getObject(BUCKET, partKey(insurerId, date, n)))?.content;
}

/** The bytes of a stored part. */
export const partBytes = async (stored: Buffer): Promise<Buffer> => expanded(stored);

export const gzipped = async (bytes: Buffer): Promise<Buffer> => compressed(bytes);

/** Stores the manifest, unless there is one, and gives the one that stands. */
export async function writeManifest(insurerId: string, date: CalendarDate, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const put = await putOnce(BUCKET, manifestKey(insurerId, date), bytes, { contentType: 'application/json' });
  return put === 'written' ? text : present(await readManifest(insurerId, date), 'a manifest');
}

export async function readManifest(insurerId: string, date: CalendarDate): Promise<string | undefined> {
  return (await getObject(BUCKET, manifestKey(insurerId, date)))?.content.toString('utf8');
}

const draftKey = ({ insurerId, businessDate, slice }: ClosingSlice): string =>
  `drafts/${insurerId}/${businessDate}/${numbered(slice)}.zst`;

const partKey = (insurerId: string, date: CalendarDate, n: number): string =>
  `parts/${insurerId}/${date}/${numbered(n)}.csv.gz`;

const manifestKey = (insurerId: string, date: CalendarDate): string => `manifests/${insurerId}/${date}.json`;

const numbered = (n: number): string => String(n).padStart(5, '0');

function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`${what} is gone that was there`);
  return value;
}
