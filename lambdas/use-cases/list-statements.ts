import { statementsQuery } from '../contracts/statements-query.ts';
import type { CalendarDate, EpochMs } from '../domain/calendar.ts';
import { dayNumber, firstOfDays, shanghaiDate } from '../domain/calendar.ts';
import type { Manifest } from '../domain/statement-manifest.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { FieldError } from '../runtime/connector-error.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { fieldErrors } from '../runtime/field-errors.ts';
import type { ClosingDesk, StatementsShelf } from './closing-ports.ts';
import { manifestIn } from './statement-content.ts';

export interface ListStatementsPorts {
  readonly statements: Pick<StatementsShelf, 'readStatements'>;
  readonly closing: Pick<ClosingDesk, 'readManifest'>;
}

const MOST_DAYS = 92;
const DEFAULT_DAYS = 31;
/** An answer of a function is 6 MB at most, as the text of a JSON document, in which each quote takes two bytes. */
const MOST_BYTES = 4_000_000;

/** The manifests of the caller's days that are published, the oldest first; as many as fit, and from where to go on. */
export async function listStatements(
  ports: ListStatementsPorts,
  { caller: { partnerId }, query, now }: Call<undefined>,
): Promise<Answer> {
  const { from, to } = datesAsked(query, now);
  const statements: Manifest[] = [];
  let bytes = 0;
  for await (const shelved of ports.statements.readStatements(partnerId, from, to)) {
    const manifest = await manifestIn(ports, shelved);
    bytes += Buffer.byteLength(JSON.stringify(manifest));
    if (bytes > MOST_BYTES && statements.length > 0) {
      return { status: 200, body: { from, to, statements, next: manifest.businessDate } };
    }
    statements.push(manifest);
  }
  return { status: 200, body: { from, to, statements } };
}

function datesAsked(
  query: Readonly<Record<string, string>>,
  now: EpochMs,
): { readonly from: CalendarDate; readonly to: CalendarDate } {
  const parsed = statementsQuery.safeParse(query);
  if (!parsed.success) throw malformed(fieldErrors(parsed.error.issues));
  const to = parsed.data.to ?? shanghaiDate(now);
  const from = parsed.data.from ?? firstOfDays(to, DEFAULT_DAYS);
  if (from > to) throw malformed([{ path: 'from', message: 'must not be after `to`, which is today where left out' }]);
  if (dayNumber(to) - dayNumber(from) >= MOST_DAYS) {
    throw malformed([{ path: 'from', message: `must be at most ${MOST_DAYS - 1} days before \`to\`` }]);
  }
  return { from, to };
}

const malformed = (errors: readonly FieldError[]): ConnectorError =>
  new ConnectorError('request.malformed', 'The query is malformed.', { errors });
