import type { EnrolmentReport } from '../contracts/enrolment-answer.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { EnrolmentBook } from './ports.ts';

/** How far a file has been worked off, for the insurer that sent it: 200. */
export async function readEnrolment(
  { enrolments }: { readonly enrolments: Pick<EnrolmentBook, 'readReport'> },
  { caller, path }: Call<undefined>,
): Promise<Answer> {
  const { enrolmentId = '' } = path;
  const found = await enrolments.readReport(enrolmentId);
  if (found?.record.insurerId !== caller.partnerId) {
    throw new ConnectorError('enrolment.unknown', 'There is no such enrolment of yours.');
  }
  const { file, progress, isDone } = found.record;
  const { received, accepted, refused: refusedCount, place } = progress;
  const body: EnrolmentReport = {
    ...{ enrolmentId, status: isDone ? 'done' : 'running', received, accepted, refusedCount },
    refused: found.refused.map((row) => ({ ...row })),
    ...{ bytesRead: place.offset, bytes: file?.bytes ?? null },
  };
  return { status: 200, body };
}
