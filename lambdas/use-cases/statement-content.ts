import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { shanghaiDate } from '../domain/calendar.ts';
import type { Manifest } from '../domain/statement-manifest.ts';
import { recordsOf } from '../domain/statement-part.ts';
import type { StatementRecord } from '../domain/statement-record.ts';
import { parseStatementRecord } from '../domain/statement-record.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { CHAIN_START, EMPTY_PART } from '../runtime/statement-digest.ts';
import type { ClosingDesk, ShelvedStatement, StatementsShelf } from './closing-ports.ts';
import type { ManifestPorts } from './sign-manifest.ts';
import { emptyStatement } from './sign-manifest.ts';

export interface StatementPorts extends ManifestPorts {
  readonly statements: Pick<StatementsShelf, 'readStatement' | 'readStatementsHead'>;
  readonly closing: Pick<ClosingDesk, 'readManifest'>;
}

/**
 * The statement of an insurer's day. A day before its first with business was empty, and its statement says so without having been
 * stored. Throws `statement.generating` for a day that is not closed, `statement.unknown` for one that has not been.
 */
export async function statementOf(
  ports: StatementPorts,
  insurerId: string,
  date: CalendarDate,
  now: EpochMs,
): Promise<Manifest> {
  const shelved = await ports.statements.readStatement(insurerId, date);
  if (shelved !== undefined) return manifestIn(ports, shelved);
  const head = await ports.statements.readStatementsHead(insurerId);
  if (head !== undefined && date < head.first) {
    const empty = await emptyStatement(ports, { insurerId, date, previous: CHAIN_START, remitted: 0 }, now);
    return manifestIn(ports, empty);
  }
  if (date > shanghaiDate(now)) {
    throw new ConnectorError('statement.unknown', 'This day has not been; its statement comes the day after.');
  }
  throw new ConnectorError('statement.generating', 'This day is not closed yet; ask again later.');
}

export async function manifestIn(
  { closing }: Pick<StatementPorts, 'closing'>,
  { summary: { insurerId, businessDate }, manifest }: ShelvedStatement,
): Promise<Manifest> {
  const text = manifest ?? (await closing.readManifest(insurerId, businessDate));
  if (text === undefined) throw new Error('the manifest of a published statement is gone');
  return JSON.parse(text) as Manifest;
}

/** The bytes of a part's CSV, gzipped as they are stored; those of a day without business are the header alone, as it is. */
export async function storedPart(
  { closing }: { readonly closing: Pick<ClosingDesk, 'readPart'> },
  { insurerId, businessDate, count }: Pick<Manifest, 'insurerId' | 'businessDate' | 'count'>,
  n: number,
): Promise<{ readonly gzipped: Buffer } | { readonly plain: Buffer }> {
  if (count === 0) return { plain: EMPTY_PART };
  const gzipped = await closing.readPart(insurerId, businessDate, n);
  if (gzipped === undefined) throw new Error('a part of a published statement is gone');
  return { gzipped };
}

/** Lines of a statement by their numbers; one that it does not have is absent. Each part that is needed is read once. */
export async function readStatementLines(
  ports: { readonly closing: Pick<ClosingDesk, 'readPart' | 'partBytes'> },
  manifest: Manifest,
  lines: readonly number[],
): Promise<ReadonlyMap<number, StatementRecord>> {
  const found = new Map<number, StatementRecord>();
  let before = 0;
  for (const part of manifest.parts) {
    const first = before + 1;
    before += part.lines;
    const wanted = lines.filter((line) => line >= first && line <= before);
    if (wanted.length === 0) continue;
    const stored = await storedPart(ports, manifest, part.n);
    const bytes = 'plain' in stored ? stored.plain : await ports.closing.partBytes(stored.gzipped);
    const records = recordsOf(bytes.toString('utf8'));
    for (const line of wanted) {
      const record = parseStatementRecord(records[line - first] ?? '');
      if ('fault' in record) throw new Error('a published part cannot be read');
      found.set(line, record);
    }
  }
  return found;
}
