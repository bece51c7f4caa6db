import { acknowledgementDue } from '../domain/acknowledgement.ts';
import type { AcknowledgementBook } from './reconciliation-ports.ts';

/** Whether nobody has acknowledged the statement of which a timer reminds. */
export async function missAcknowledgement(
  { readAcknowledgement }: Pick<AcknowledgementBook, 'readAcknowledgement'>,
  timerId: string,
): Promise<boolean> {
  const { insurerId, businessDate } = acknowledgementDue(timerId);
  return (await readAcknowledgement(insurerId, businessDate)) === undefined;
}
