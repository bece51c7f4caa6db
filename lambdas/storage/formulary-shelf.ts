import type { Formularies, Formulary } from '../domain/formulary.ts';
import { unpackEntries } from './formulary-chunks.ts';
import type { FormularyHead, FormularyVersion } from './formulary-item.ts';
import { entryKeys, parseFormularyHead } from './formulary-item.ts';
import { headShelf } from './head-shelf.ts';
import type { Item } from './keys.ts';
import { formularyKey, keyText } from './keys.ts';
import { readItems } from './read-items.ts';

const MAX_FORMULARIES = 200;

/** Of all versions on the shelf together; at 0.2 KB each (`npm run bench`) they take some 50 MB of a function. */
const MAX_ENTRIES = 250_000;

const formularyHeads = headShelf({ keyOf: formularyKey, parse: parseFormularyHead, places: MAX_FORMULARIES });

/** Versions never change, so what has been read once is kept, without names; the one longest on the shelf makes room. */
const versions = new Map<string, Formulary>();
let entriesKept = 0;

/**
 * Formularies as they stood after so many publications, each in the highest version published until then. Each must exist by then:
 * a plan that names one is published after it. Costs no read as long as nothing is published.
 */
export async function formulariesAt(formularyIds: Iterable<string>, publications: number): Promise<Formularies> {
  const heads = await formularyHeads(formularyIds, publications);
  const found = await Promise.all(
    [...heads].map(async ([formularyId, head]) => versionOnShelf(formularyId, latest(formularyId, head, publications))),
  );
  return new Map(found.map((formulary) => [formulary.formularyId, formulary]));
}

/** docs/plans.md B: the highest version published when the order arrived. */
function latest(formularyId: string, head: FormularyHead | undefined, publications: number): FormularyVersion {
  const published = (head?.versions ?? []).filter(({ publication }) => publication <= publications);
  const [first, ...others] = published;
  if (first === undefined) throw new Error(`formulary ${formularyId} is missing`);
  return others.reduce((highest, one) => (one.version > highest.version ? one : highest), first);
}

async function versionOnShelf(formularyId: string, version: FormularyVersion): Promise<Formulary> {
  const name = `${formularyId} ${version.version}`;
  const shelved = versions.get(name);
  if (shelved !== undefined) return shelved;
  const keys = entryKeys(formularyId, version);
  const items = await readItems(keys);
  const entries = unpackEntries(keys.map((key) => contentOf(items.get(keyText(key)), name)));
  const formulary = { formularyId, version: version.version, entries };
  putOnShelf(name, formulary);
  return formulary;
}

function contentOf(item: Item | undefined, name: string): Uint8Array {
  const content = item?.['c']?.B;
  if (content === undefined) throw new Error(`formulary ${name} lacks a part of its content`);
  return content;
}

function putOnShelf(name: string, formulary: Formulary): void {
  // another request may have read it meanwhile
  entriesKept += formulary.entries.size - (versions.get(name)?.entries.size ?? 0);
  versions.set(name, formulary);
  for (const [oldest, { entries }] of versions) {
    if (entriesKept <= MAX_ENTRIES || oldest === name) return;
    versions.delete(oldest);
    entriesKept -= entries.size;
  }
}
