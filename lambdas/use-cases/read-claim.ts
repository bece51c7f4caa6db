import { renderClaimState } from '../contracts/render-claim.ts';
import type { Answer, Call } from '../runtime/call.ts';
import type { FindClaimPorts } from './find-claim.ts';
import { findClaim } from './find-claim.ts';

/** How one submission to the caller stands. */
export async function readClaim(ports: FindClaimPorts, { caller, path }: Call<undefined>): Promise<Answer> {
  const { line, state } = await findClaim(ports, caller.partnerId, path['claimId'] ?? '');
  return { status: 200, body: renderClaimState(line, state) };
}
