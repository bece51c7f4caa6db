import type { AcknowledgementAnswer, AcknowledgementRequest } from '../contracts/acknowledgement.ts';
import type { Acknowledgement } from '../domain/acknowledgement.ts';
import { markDifferences } from '../domain/acknowledgement.ts';
import { shanghaiInstant } from '../domain/calendar.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { AcknowledgementBook } from './reconciliation-ports.ts';
import { dateOf } from './read-statement.ts';
import type { PublishedDay, StatementArchive } from './statement-archive.ts';

export interface AcknowledgePorts {
  readonly archive: Pick<StatementArchive, 'statementOf'>;
  readonly acknowledgements: AcknowledgementBook;
}

/** Keeps that an insurer has the statement, and the very one: 409 where a figure is not the statement's. The first time counts. */
export async function acknowledgeStatement(
  { archive, acknowledgements }: AcknowledgePorts,
  { caller, path, body, now, admission }: Call<AcknowledgementRequest>,
): Promise<Answer> {
  const day = await archive.statementOf(caller.partnerId, dateOf(path), now);
  const wrong = markDifferences(day, body);
  if (wrong.length > 0) {
    throw new ConnectorError('statement.mismatch', 'These are not the figures of the statement.', {
      errors: wrong.map((field) => ({ path: field, message: 'is not that of the statement' })),
    });
  }
  if (await acknowledgements.writeAcknowledgement(admission, day, { acknowledgedAt: now }))
    return { status: 200, body: receipt(day, { acknowledgedAt: now }) };
  const before = await acknowledgements.readAcknowledgement(day.insurerId, day.businessDate);
  if (before === undefined) throw new Error('an acknowledgement is gone');
  return { status: 200, body: receipt(day, before), replayed: true };
}

function receipt(day: PublishedDay, { acknowledgedAt }: Acknowledgement): AcknowledgementAnswer {
  const { businessDate, version, sha256, count, net } = day;
  return { businessDate, version, sha256, count, net, acknowledgedAt: shanghaiInstant(acknowledgedAt) };
}
