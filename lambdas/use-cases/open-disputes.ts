import type { DisputeRequest, DisputesAnswer } from '../contracts/dispute.ts';
import { renderDispute } from '../contracts/dispute.ts';
import { contentDifferences } from '../domain/content-differences.ts';
import type { Dispute, DisputeRef, Objection } from '../domain/dispute.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { FieldError } from '../runtime/connector-error.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { OrderPorts } from './ports.ts';
import type { DisputeRegister } from './reconciliation-ports.ts';
import { dateOf } from './read-statement.ts';
import type { PublishedDay, PublishedLine, StatementArchive } from './statement-archive.ts';

export interface OpenDisputesPorts {
  readonly archive: Pick<StatementArchive, 'statementOf' | 'linesOf'>;
  readonly disputes: Pick<DisputeRegister, 'readDisputes' | 'openDisputes'>;
  readonly pause: OrderPorts['pause'];
}

/** Only the same insurer, disputing the same lines at the same moment, can stand in the way. */
const MAX_ATTEMPTS = 5;

/**
 * Opens a dispute of each line that is named, all or none. A line is disputed once: the same again is answered as before, and another
 * content under it is a conflict.
 */
export async function openDisputes(
  { archive, disputes, pause }: OpenDisputesPorts,
  { caller, path, body, now, admission }: Call<readonly DisputeRequest[]>,
): Promise<Answer> {
  const day = await archive.statementOf(caller.partnerId, dateOf(path), now);
  const { insurerId, businessDate } = day;
  const refs = body.map(({ line }): DisputeRef => ({ insurerId, businessDate, line }));
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = await disputes.readDisputes(refs);
    requireSame(body, before);
    const fresh = body.filter((_, index) => before[index] === undefined);
    const lines = fresh.length === 0 ? new Map<number, PublishedLine>() : await linesOf(archive, day, body, fresh);
    const all = body.map((sent, index) => before[index] ?? opened(day, sent, lines, now));
    const opening = all.filter((_, index) => before[index] === undefined);
    if (opening.length === 0) return { ...answer(day, all), replayed: true };
    if (await disputes.openDisputes(admission, opening)) return answer(day, all);
    await pause(attempt);
  }
  throw new ConnectorError('connector.busy', 'These lines are being disputed; repeat the same request.');
}

const objectionOf = ({ code, expectedAmount, note }: DisputeRequest): Objection => ({ code, expectedAmount, note });

function requireSame(sent: readonly DisputeRequest[], before: readonly (Dispute | undefined)[]): void {
  const errors = sent.flatMap((one, index): readonly FieldError[] => {
    const known = before[index];
    if (known === undefined) return [];
    return contentDifferences(known.objection, objectionOf(one)).map((field) => ({
      path: `[${index}].${field}`,
      message: 'is not what this line was disputed with before',
    }));
  });
  if (errors.length === 0) return;
  throw new ConnectorError('dispute.conflict', 'A line was disputed before with other content.', { errors });
}

async function linesOf(
  archive: Pick<StatementArchive, 'linesOf'>,
  { insurerId, businessDate }: PublishedDay,
  sent: readonly DisputeRequest[],
  fresh: readonly DisputeRequest[],
): Promise<ReadonlyMap<number, PublishedLine>> {
  const wanted = fresh.map(({ line }) => line);
  const lines = await archive.linesOf(insurerId, businessDate, wanted);
  const errors = sent.flatMap(({ line }, index) =>
    wanted.includes(line) && !lines.has(line)
      ? [{ path: `[${index}].line`, message: 'is no line of this statement' }]
      : [],
  );
  if (errors.length > 0)
    throw new ConnectorError('statement.line-unknown', 'The statement has no such line.', { errors });
  return lines;
}

function opened(
  { insurerId, businessDate }: PublishedDay,
  sent: DisputeRequest,
  lines: ReadonlyMap<number, PublishedLine>,
  now: number,
): Dispute {
  const line = lines.get(sent.line);
  if (line === undefined) throw new Error('a line that was found is gone');
  const ref = { insurerId, businessDate, line: sent.line };
  const { factId, claimId, providerId, orderNo, direction, amount } = line;
  const content = { factId, claimId, providerId, orderNo, direction, amount };
  return { ref, objection: objectionOf(sent), content, openedAt: now, resolution: undefined };
}

/** As they were opened, whatever became of them since: so a repeated request is answered with the same bytes. */
function answer({ businessDate }: PublishedDay, all: readonly Dispute[]): Answer {
  const disputes = all.map((one) => renderDispute({ ...one, resolution: undefined }));
  return { status: 201, body: { businessDate, disputes } satisfies DisputesAnswer };
}
