import { gunzipSync, gzipSync } from 'node:zlib';
import { bucketOf } from '../buckets.ts';
import type { Evidence } from '../evidence.ts';

/** Files of an audit, between its steps: each is written once, and gone a week later. */
export interface AuditFiles {
  readonly put: (name: string, content: Uint8Array) => Promise<void>;
  /** undefined: there is none */
  readonly get: (name: string) => Promise<Uint8Array | undefined>;
}

/** A bucket did not answer: the step is taken again, because what it would leave out nobody would miss. */
export class AuditFileOutage extends Error {
  override readonly name = 'AuditFileOutage';
}

/** The same call, whose failure is an outage and never taken for a fault of what is read. */
export const orOutage =
  <Given extends readonly unknown[], Result>(call: (...given: Given) => Promise<Result>) =>
  async (...given: Given): Promise<Result> => {
    try {
      return await call(...given);
    } catch (error) {
      throw new AuditFileOutage('a bucket did not answer', { cause: error });
    }
  };

/** What was put aside by one step that came to its end: names of files are made of it. */
export interface EvidencePart {
  /** another one for every attempt, so that what a step left behind that was cut off is never read */
  readonly part: string;
  /** how often it wrote what it had in hand */
  readonly writes: number;
}

export interface EvidenceWriter {
  deal(evidence: readonly Evidence[]): Promise<void>;
  close(): Promise<EvidencePart>;
}

/** Characters held in memory at once, of all buckets together. */
const HELD = 32 * 1024 * 1024;
const AT_ONCE = 16;

/** Deals evidence to the files of `buckets` buckets. */
export function evidenceWriter(files: AuditFiles, run: string, part: string, buckets: number): EvidenceWriter {
  const held = new Map<number, string[]>();
  let [characters, writes] = [0, 0];
  const write = async (): Promise<void> => {
    const all = [...held];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      await Promise.all(
        some.map(([bucket, lines]) => files.put(evidenceFile(run, bucket, part, writes), gzipSync(lines.join('\n')))),
      );
    }
    held.clear();
    characters = 0;
    writes += 1;
  };
  return {
    deal: async (evidence) => {
      for (const one of evidence) {
        const bucket = bucketOf(one.about, buckets);
        const lines = held.get(bucket) ?? [];
        held.set(bucket, lines);
        const line = JSON.stringify(one);
        lines.push(line);
        characters += line.length;
      }
      if (characters >= HELD) await write();
    },
    close: async () => {
      if (held.size > 0) await write();
      return { part, writes };
    },
  };
}

/** All that was dealt to a bucket. */
export async function evidenceIn(
  files: AuditFiles,
  run: string,
  bucket: number,
  parts: readonly EvidencePart[],
): Promise<readonly Evidence[]> {
  const evidence: Evidence[] = [];
  const names = parts.flatMap(({ part, writes }) =>
    Array.from({ length: writes }, (_, write) => evidenceFile(run, bucket, part, write)),
  );
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const contents = await Promise.all(names.slice(from, from + AT_ONCE).map((name) => files.get(name)));
    for (const content of contents) {
      // what had nothing for this bucket wrote none
      if (content === undefined) continue;
      for (const line of gunzipSync(content).toString('utf8').split('\n')) evidence.push(JSON.parse(line) as Evidence);
    }
  }
  return evidence;
}

const evidenceFile = (run: string, bucket: number, part: string, write: number): string =>
  `${run}/evidence/${bucket}/${part}-${write}.ndjson.gz`;
