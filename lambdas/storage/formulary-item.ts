import type { Item, ItemKey } from './keys.ts';
import { formularyChunkKey, formularyKey, numberOf, textOf } from './keys.ts';

/** What is known of a formulary without its content: whose it is and which versions it has. */
export interface FormularyHead {
  readonly formularyId: string;
  readonly insurerId: string;
  readonly revision: number;
  readonly versions: readonly FormularyVersion[];
}

export interface FormularyVersion {
  readonly version: number;
  /** which of all publications it was */
  readonly publication: number;
  /** epoch milliseconds */
  readonly publishedAt: number;
  readonly entryCount: number;
  readonly digest: string;
  /** how many items hold the entries, and how many their names */
  readonly entryChunks: number;
  readonly nameChunks: number;
}

type PackedVersion = readonly [
  version: number,
  publication: number,
  publishedAt: number,
  entryCount: number,
  digest: string,
  entryChunks: number,
  nameChunks: number,
];

export function formularyHeadItem({ formularyId, insurerId, revision, versions }: FormularyHead): Item {
  const packed = versions.map((one): PackedVersion => {
    const { version, publication, publishedAt, entryCount, digest, entryChunks, nameChunks } = one;
    return [version, publication, publishedAt, entryCount, digest, entryChunks, nameChunks];
  });
  return {
    ...formularyKey(formularyId),
    insurer: { S: insurerId },
    r: { N: String(revision) },
    versions: { S: JSON.stringify(packed) },
  };
}

export function parseFormularyHead(formularyId: string, item: Item): FormularyHead {
  const packed = JSON.parse(textOf(item, 'versions')) as PackedVersion[];
  return {
    formularyId,
    insurerId: textOf(item, 'insurer'),
    revision: numberOf(item, 'r'),
    versions: packed.map(
      ([version, publication, publishedAt, entryCount, digest, entryChunks, nameChunks]): FormularyVersion => ({
        ...{ version, publication, publishedAt, entryCount, digest, entryChunks, nameChunks },
      }),
    ),
  };
}

/** Where the entries of a version are, without their names. */
export function entryKeys(formularyId: string, { digest, entryChunks }: FormularyVersion): readonly ItemKey[] {
  return Array.from({ length: entryChunks }, (_, position) =>
    formularyChunkKey(formularyId, 'ENTRIES', digest, position),
  );
}
