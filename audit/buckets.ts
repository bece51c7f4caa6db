import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Evidence } from './evidence.ts';

/** Evidence put aside until all there is has been read, so that a table of any size is judged in the memory of one bucket. */
export interface Buckets {
  readonly count: number;
  deal(evidence: readonly Evidence[]): void;
  /** all that was dealt to a bucket; nothing may be dealt any more */
  take(bucket: number): readonly Evidence[];
  clear(): void;
}

/** The bucket to which all evidence about one thing goes (FNV-1a). */
export function bucketOf(about: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < about.length; at++) hash = Math.imul(hash ^ about.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % count;
}

/** So much of a bucket is kept in memory before it is written away, in characters. */
const KEPT = 64 * 1_024;

/** Buckets in files of a folder of their own. */
export function bucketsInFiles(count: number): Buckets {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const pathOf = (bucket: number): string => join(folder, `${bucket}.ndjson`);
  const kept = Array.from({ length: count }, () => ({ lines: [] as string[], characters: 0 }));
  return {
    count,
    deal: (evidence) => {
      for (const one of evidence) {
        const bucket = bucketOf(one.about, count);
        const into = kept[bucket];
        const line = JSON.stringify(one);
        if (into === undefined) throw new Error(`there is no bucket ${bucket}`);
        into.lines.push(line);
        into.characters += line.length;
        if (into.characters < KEPT) continue;
        appendFileSync(pathOf(bucket), `${into.lines.join('\n')}\n`);
        kept[bucket] = { lines: [], characters: 0 };
      }
    },
    take: (bucket) => {
      const written = existsSync(pathOf(bucket)) ? readFileSync(pathOf(bucket), 'utf8').trimEnd().split('\n') : [];
      const lines = [...written, ...(kept[bucket]?.lines ?? [])];
      kept[bucket] = { lines: [], characters: 0 };
      return lines.map((line) => JSON.parse(line) as Evidence);
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
