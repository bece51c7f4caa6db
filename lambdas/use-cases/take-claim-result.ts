import type { ClaimResultRequest } from '../contracts/claim-answer.ts';
import { renderClaimState } from '../contracts/render-claim.ts';
import { afterResult } from '../domain/claim.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { FindClaimPorts } from './find-claim.ts';
import { findClaim } from './find-claim.ts';
import type { RecordPorts } from './record-claim.ts';
import { recordClaim } from './record-claim.ts';

export type ResultPorts = FindClaimPorts & RecordPorts;

/**
 * Takes an insurer's answer that came by itself. The first final one stands: the same again changes nothing, another one is refused, and
 * is an exception. It is taken whatever we know of the claim: an insurer may be faster than our own record.
 */
export async function takeClaimResult(
  ports: ResultPorts,
  { caller, path, body: answer, now, admission }: Call<ClaimResultRequest>,
): Promise<Answer> {
  const found = await findClaim(ports, caller.partnerId, path['claimId'] ?? '');
  await admission;
  const { claim, outcome } = await recordClaim(ports, found, (state) => afterResult(state, answer, now), now, answer);
  const body = renderClaimState(claim.line, claim.state);
  if (outcome === 'contradicted') {
    throw new ConnectorError('claim.answered', 'Your answer is not the final one that you gave before, which stands.', {
      extension: { existing: body },
    });
  }
  return { status: 200, body, replayed: outcome === 'same' };
}
