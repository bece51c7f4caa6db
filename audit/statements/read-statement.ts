import { gunzipSync } from 'node:zlib';
import type { Evidence } from '../evidence.ts';
import type { StatementObjects } from '../statement-objects.ts';
import { manifestObject, partObject } from '../statement-objects.ts';
import type { Item } from '../table/item.ts';
import { aboutOrder, jsonIn, keyParts, orderOfId } from '../stored-item.ts';
import { textIn } from '../table/item.ts';
import type { StatementRecord } from './csv-records.ts';
import { HEADER, recordsIn } from './csv-records.ts';
import { dayTally } from './day-tally.ts';
import type { Manifest } from './manifest.ts';
import { sha256Of } from './manifest.ts';
import { faultOfRecord } from './record-faults.ts';
import type { StatementDay, StatementLine, StatementRows, StatementSummary } from './statement-evidence.ts';
import { aboutDay, aboutInsurer } from './statement-evidence.ts';

const MOST_FAULTS = 20;

/**
 * Reads `STATEMENTS#<insurer>`, `STATEMENT#<date>` with its files, a part at a time: its lines are evidence about their orders, what
 * they come to about the day, and what the day hands on about the insurer.
 */
export async function* readStatement(item: Item, objects: StatementObjects): AsyncGenerator<readonly Evidence[]> {
  const [, insurerId = ''] = keyParts(item, 'pk');
  const [, date = ''] = keyParts(item, 'sk');
  const summary = jsonIn(textIn(item, 's')) as StatementSummary;
  const manifest = await manifestOf(item, objects, insurerId, date);
  const tally = dayTally();
  const parts: Manifest['parts'][number][] = [];
  const bytesOfParts: Uint8Array[] = [];
  const faults: string[] = [];
  const fault = (says: string) => void (faults.length < MOST_FAULTS && faults.push(says));
  let [line, before] = [0, ''];
  for (const { n } of manifest?.parts ?? []) {
    const stored = summary.count === 0 ? undefined : await objects.read(partObject(insurerId, date, n));
    const bytes = summary.count === 0 ? Buffer.from(HEADER) : unpacked(stored);
    const records = bytes && recordsIn(bytes.toString('utf8'));
    if (bytes === undefined || records === undefined) {
      fault(`part ${n} is not there, or is no CSV file of these columns`);
      continue;
    }
    bytesOfParts.push(bytes);
    parts.push({ n, lines: records.length, bytes: bytes.length, sha256: sha256Of(bytes) });
    const sound: StatementRecord[] = [];
    for (const record of records) {
      line += 1;
      const wrong = record === undefined ? 'is no record' : faultOfRecord(record, { line, date, before });
      if (wrong !== undefined) fault(`line ${line} ${wrong}`);
      if (record === undefined) continue;
      if (record.late === 'false') before = record.postedAt;
      tally.add(record);
      sound.push(record);
    }
    yield [rowsOf(insurerId, date, sound), ...sound.map((record) => lineOf(insurerId, date, record))];
  }
  const found = { totals: tally.totals(), parts, sha256: sha256Of(...bytesOfParts), faults };
  const day: StatementDay = {
    ...{ about: aboutDay(insurerId, date), kind: 'statement-day', insurerId, date, summary, manifest, found },
  };
  yield [day, { about: aboutInsurer(insurerId), kind: 'statement-link', ...{ date, link: linkOf(manifest) } }];
}

async function manifestOf(item: Item, objects: StatementObjects, insurerId: string, date: string) {
  const kept = item['m']?.S;
  const bytes = kept === undefined ? await objects.read(manifestObject(insurerId, date)) : undefined;
  const text = kept ?? (bytes && Buffer.from(bytes).toString('utf8'));
  return text === undefined ? null : (jsonIn(text) as Manifest);
}

function unpacked(stored: Uint8Array | undefined): Buffer | undefined {
  try {
    return stored && gunzipSync(stored);
  } catch {
    return undefined;
  }
}

const lineOf = (insurerId: string, statementDate: string, record: StatementRecord): StatementLine => ({
  ...{ about: aboutOrder(orderOfId(record.factId)), kind: 'statement-line', insurerId, statementDate, record },
});

const rowsOf = (insurerId: string, date: string, records: readonly StatementRecord[]): StatementRows => ({
  ...{ about: aboutDay(insurerId, date), kind: 'statement-rows' },
  rows: records.map((one) => [Number(one.line), one.providerId, one.direction === 'credit', Number(one.amount)]),
});

function linkOf(manifest: Manifest | null) {
  if (manifest === null) return null;
  const { opening, closing, net, remitted, sha256, previousSha256, byProvider } = manifest;
  return { opening, closing, net, remitted, sha256, previousSha256, byProvider };
}
