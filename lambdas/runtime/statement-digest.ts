import { createHash } from 'node:crypto';
import type { ChainLink } from '../domain/statement-manifest.ts';
import { STATEMENT_HEADER } from '../domain/statement-row.ts';

/** Hexadecimal, as manifests have digests. */
export const sha256Hex = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** The file of a day without business. */
export const EMPTY_PART: Buffer = Buffer.from(STATEMENT_HEADER);
const EMPTY_SHA256 = sha256Hex(EMPTY_PART);

/** What the first statement of a chain goes on from: a file of nothing but its header, and nothing owed. */
export const CHAIN_START: ChainLink = { closing: 0, sha256: EMPTY_SHA256 };

/** How the only part of a day without business stands in the manifest. */
export const emptyPart = { n: 1, lines: 0, bytes: EMPTY_PART.length, sha256: EMPTY_SHA256 } as const;

export interface PartsDigest {
  add(bytes: Buffer): void;
  /** of all bytes, in their order */
  sha256(): string;
}

export function partsDigest(): PartsDigest {
  const hash = createHash('sha256');
  return { add: (bytes) => void hash.update(bytes), sha256: () => hash.digest('hex') };
}
