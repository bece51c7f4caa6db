import { recordsOf } from '../domain/statement-part.ts';
import { parseStatementRecord } from '../domain/statement-record.ts';
import { statementJson } from '../domain/statement-json.ts';
import { prefers } from '../runtime/accepted-type.ts';
import type { BytesAnswer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { ClosingDesk } from './closing-ports.ts';
import { dateOf } from './read-statement.ts';
import type { StatementPorts } from './statement-content.ts';
import { statementOf, storedPart } from './statement-content.ts';

export interface PartPorts extends StatementPorts {
  readonly closing: Pick<ClosingDesk, 'readManifest' | 'readPart' | 'partBytes' | 'gzipped'>;
}

const CSV = 'text/csv; charset=utf-8; header=present';
const NDJSON = 'application/x-ndjson';

/** A part of a statement, the same bytes on every pull: as CSV, or as NDJSON where the caller would rather have that. */
export async function readStatementPart(ports: PartPorts, call: Call<undefined>): Promise<BytesAnswer> {
  const { caller, path, now, accept, acceptEncoding } = call;
  const manifest = await statementOf(ports, caller.partnerId, dateOf(path), now);
  const part = manifest.parts.find(({ n }) => String(n) === path['n']);
  if (part === undefined) throw new ConnectorError('statement.part-unknown', 'The statement has no such part.');
  const stored = await storedPart(ports, manifest, part.n);
  const isZipped = acceptsGzip(acceptEncoding);
  const isJson = prefers(NDJSON, 'text/csv', accept);
  if (!isJson && isZipped && 'gzipped' in stored) return answer(stored.gzipped, { isJson, isZipped });
  const csv = 'plain' in stored ? stored.plain : await ports.closing.partBytes(stored.gzipped);
  const bytes = isJson ? Buffer.from(asJson(csv.toString('utf8'))) : csv;
  return answer(isZipped ? await ports.closing.gzipped(bytes) : bytes, { isJson, isZipped });
}

function answer(bytes: Buffer, { isJson, isZipped }: { isJson: boolean; isZipped: boolean }): BytesAnswer {
  return {
    status: 200,
    // as it comes from the gateway, text may stand as it is; what is compressed goes in base64
    isText: !isZipped,
    bytes,
    headers: {
      'content-type': isJson ? NDJSON : CSV,
      'cache-control': 'private, no-store',
      'vary': 'accept, accept-encoding',
      'x-content-type-options': 'nosniff',
      ...(isZipped && { 'content-encoding': 'gzip' }),
    },
  };
}

function asJson(csv: string): string {
  const lines = recordsOf(csv).map((text) => {
    const record = parseStatementRecord(text);
    if ('fault' in record) throw new Error('a published part cannot be read');
    return `${statementJson(record)}\n`;
  });
  return lines.join('');
}

/** `gzip`, `gzip;q=0.5`, `*`; not `gzip;q=0`. */
function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const weights = new Map(
    (acceptEncoding ?? '').split(',').map((one) => {
      const [coding = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
      return [coding, Number(parameters.find((name) => name.startsWith('q='))?.slice(2) ?? 1)] as const;
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
