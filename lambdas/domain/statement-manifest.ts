import type { CalendarDate } from './calendar.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Fen } from './money.ts';
import type { StatementTotals } from './statement-totals.ts';

/** What the columns are and mean, in both formats. */
export const STATEMENT_SCHEMA = 'direct-billing-statement/1';

/** Lines of a part at most. */
export const PART_LINES = 5_000;

/** One file of a statement, as CSV; the same lines can be had as NDJSON. */
export interface StatementPart {
  readonly n: number;
  readonly format: 'text/csv';
  readonly lines: number;
  /** of the uncompressed CSV, with its header */
  readonly bytes: number;
  /** hexadecimal, of the same bytes */
  readonly sha256: string;
  readonly href: string;
}

export interface ManifestSignature {
  readonly alg: 'ed25519';
  readonly keyId: string;
  /** base64, of the canonical JSON (RFC 8785) of the manifest without `signature` */
  readonly value: string;
}

export interface UnsignedManifest extends StatementTotals {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly version: 1;
  readonly supersedes: null;
  readonly schema: typeof STATEMENT_SCHEMA;
  /** fen that the insurer owed when the day before was closed */
  readonly opening: Fen;
  /** `opening` + `net` − `remitted` */
  readonly closing: Fen;
  /** fen of the remittances booked on this date */
  readonly remitted: Fen;
  /** of the uncompressed CSV parts, concatenated */
  readonly sha256: string;
  /** the same of the statement of the day before */
  readonly previousSha256: string;
  readonly parts: readonly StatementPart[];
}

export interface Manifest extends UnsignedManifest {
  readonly signature: ManifestSignature;
}

/** What a statement takes over from the one before it. */
export interface ChainLink {
  readonly closing: Fen;
  readonly sha256: string;
}

export interface ManifestContent {
  readonly insurerId: string;
  readonly businessDate: CalendarDate;
  readonly previous: ChainLink;
  readonly totals: StatementTotals;
  readonly remitted: Fen;
  readonly parts: readonly Omit<StatementPart, 'href' | 'format'>[];
  readonly sha256: string;
}

export function manifestOf(content: ManifestContent): UnsignedManifest {
  const { insurerId, businessDate, previous, totals, remitted, parts, sha256 } = content;
  const { count, debit, credit, net, byType, byProvider, byPlan, lateCount, unsubmittedCount } = totals;
  return {
    ...{ insurerId, businessDate, version: 1, supersedes: null, schema: STATEMENT_SCHEMA },
    ...{ opening: previous.closing, closing: previous.closing + net - remitted },
    ...{ count, debit, credit, net, remitted, byType, byProvider, byPlan, lateCount, unsubmittedCount },
    ...{ sha256, previousSha256: previous.sha256 },
    parts: parts.map(({ n, lines, bytes, sha256: digest }) => ({
      ...{ n, format: 'text/csv', lines, bytes, sha256: digest, href: partHref(businessDate, n) },
    })),
  };
}

export const partHref = (businessDate: CalendarDate, n: number): string => `/v1/statements/${businessDate}/parts/${n}`;

/** What is signed. */
export function signedText(manifest: UnsignedManifest | Manifest): string {
  return canonicalJson({ ...manifest, signature: undefined });
}
