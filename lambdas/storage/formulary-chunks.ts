import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FormularyEntry } from '../domain/formulary.ts';

/** An entry as an insurer publishes it. */
export interface NamedEntry extends FormularyEntry {
  readonly name: string;
}

/** The content of one version, ready to be stored: what decisions need apart from the names, which only people read. */
export interface PackedFormulary {
  /** equal for equal content, in whatever order and form it came */
  readonly digest: string;
  readonly entryCount: number;
  readonly entries: readonly Buffer[];
  readonly names: readonly Buffer[];
}

type Row = readonly [code: string, maxUnitPrice: number, tier: string, maxDaysSupply: number, marks: number];

const OTC = 1;
const PROHIBITED = 2;

/** Before compression, which never adds to it by more than a few bytes: an item may have 400 KB with its key. */
const MAX_CHUNK_BYTES = 380 * 1_024;

/** Packs a version by code. A mark that is `false` says what an absent one says. */
export function packFormulary(entries: readonly NamedEntry[]): PackedFormulary {
  const sorted = entries.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const rows = sorted.map((entry) => JSON.stringify(rowOf(entry)));
  const names = sorted.map(({ name }) => JSON.stringify(name));
  const digest = createHash('sha256').update(rows.join()).update('\n').update(names.join()).digest('base64url');
  return { digest, entryCount: entries.length, entries: chunksOf(rows), names: chunksOf(names) };
}

/** What decisions need of a version, from all of its chunks of entries. */
export function unpackEntries(chunks: readonly Uint8Array[]): ReadonlyMap<string, FormularyEntry> {
  const entries = new Map<string, FormularyEntry>();
  const tiers = new Map<string, string>();
  for (const chunk of chunks) {
    for (const row of unpackChunk(chunk) as readonly Row[]) {
      const [code, maxUnitPrice, tier, maxDaysSupply, marks] = row;
      if (!tiers.has(tier)) tiers.set(tier, tier);
      entries.set(code, {
        code,
        maxUnitPrice: maxUnitPrice < 0 ? undefined : maxUnitPrice,
        // one text for all items of a tier
        tier: tier === '' ? undefined : tiers.get(tier),
        maxDaysSupply: maxDaysSupply === 0 ? undefined : maxDaysSupply,
        otc: (marks & OTC) !== 0,
        prohibited: (marks & PROHIBITED) !== 0,
      });
    }
  }
  return entries;
}

/** One chunk: rows of entries, or the names of the entries in the order of the rows. */
export function unpackChunk(chunk: Uint8Array): readonly unknown[] {
  return JSON.parse(inflateRawSync(chunk).toString('utf8')) as readonly unknown[];
}

function rowOf({ code, maxUnitPrice, tier, maxDaysSupply, otc, prohibited }: NamedEntry): Row {
  const marks = (otc === true ? OTC : 0) + (prohibited === true ? PROHIBITED : 0);
  return [code, maxUnitPrice ?? -1, tier ?? '', maxDaysSupply ?? 0, marks];
}

function chunksOf(texts: readonly string[]): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let [chunk, bytes]: [string[], number] = [[], 0];
  const close = (): void => {
    if (chunk.length > 0) chunks.push(deflateRawSync(`[${chunk.join()}]`));
    [chunk, bytes] = [[], 0];
  };
  for (const text of texts) {
    const length = Buffer.byteLength(text) + 1;
    if (bytes + length > MAX_CHUNK_BYTES) close();
    chunk.push(text);
    bytes += length;
  }
  close();
  return chunks;
}
