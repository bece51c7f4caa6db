import type { DisputeListAnswer } from '../contracts/dispute.ts';
import { DEFAULT_DISPUTES, disputeListQuery, renderDispute } from '../contracts/dispute.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { DisputeRegister } from './reconciliation-ports.ts';
import { queryAsked } from './query-asked.ts';
import { dateOf } from './read-statement.ts';
import type { StatementArchive } from './statement-archive.ts';

export interface ListDisputesPorts {
  readonly archive: Pick<StatementArchive, 'statementOf'>;
  readonly disputes: Pick<DisputeRegister, 'readDisputesOf'>;
}

/** The disputes of a statement as they stand, by line. */
export async function listDisputes(
  { archive, disputes }: ListDisputesPorts,
  { caller, path, query, now }: Call<undefined>,
): Promise<Answer> {
  const { after = '0', limit } = queryAsked(disputeListQuery, query);
  const { insurerId, businessDate } = await archive.statementOf(caller.partnerId, dateOf(path), now);
  const asked = { after: Number(after), limit: Number(limit ?? DEFAULT_DISPUTES) };
  const page = await disputes.readDisputesOf(insurerId, businessDate, asked);
  const last = page.disputes.at(-1)?.ref.line;
  const body: DisputeListAnswer = {
    businessDate,
    disputes: page.disputes.map(renderDispute),
    ...(page.isMore && last !== undefined && { next: last }),
  };
  return { status: 200, body };
}
