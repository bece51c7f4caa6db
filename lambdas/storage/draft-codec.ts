import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Trial } from '../domain/trial-balance.ts';
import type { LateNote } from './late-lines.ts';

/** What a slice was found to have, taken from the book itself and not from the records made of it: what these are held against. */
export interface DraftSummary {
  readonly lines: number;
  readonly parts: number;
  /** fen */
  readonly debit: number;
  readonly credit: number;
  readonly lateCount: number;
  readonly unsubmittedCount: number;
  /** the ledger's entries of all lines, by account */
  readonly trial: readonly (readonly [account: string, debit: number, credit: number])[];
  /** late lines that it has taken up */
  readonly late: readonly LateNote[];
}

/** The lines of a slice as they will be written, without their numbers: frozen, whatever happens to their claims later. */
export interface Draft {
  readonly summary: DraftSummary;
  readonly records: readonly string[];
}

const LENGTH_BYTES = 4;
const LINE_END = '\n';

/** Its summary can be read without the records: four bytes with its length stand before it. */
export function packDraft({ summary, records }: Draft): Buffer {
  const head = zstdCompressSync(JSON.stringify(summary));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, zstdCompressSync(records.join(LINE_END))]);
}

export function unpackSummary(bytes: Buffer): DraftSummary {
  const end = LENGTH_BYTES + bytes.readUInt32BE();
  return JSON.parse(zstdDecompressSync(bytes.subarray(LENGTH_BYTES, end)).toString('utf8')) as DraftSummary;
}

export function unpackDraft(bytes: Buffer): Draft {
  const text = zstdDecompressSync(bytes.subarray(LENGTH_BYTES + bytes.readUInt32BE())).toString('utf8');
  return { summary: unpackSummary(bytes), records: text === '' ? [] : text.split(LINE_END) };
}

export function trialOf(summaries: readonly DraftSummary[]): Trial {
  const trial: Trial = new Map();
  for (const [account, debit, credit] of summaries.flatMap((one) => one.trial)) {
    const sums = trial.get(account as Parameters<Trial['get']>[0]) ?? { debit: 0, credit: 0 };
    sums.debit += debit;
    sums.credit += credit;
    trial.set(account as Parameters<Trial['get']>[0], sums);
  }
  return trial;
}
