import { createHash } from 'node:crypto';
import type { ClaimMessage, ClaimRef } from '../contracts/claim-id.ts';
import { claimRefText, parseClaimRef } from '../contracts/claim-id.ts';
import type { OrderedMessage } from '../gateways/work-queue.ts';
import { sendOrderedWork } from '../gateways/work-queue.ts';
import { parseFactId, statementShard } from '../storage/fact-item.ts';
import type { ClaimQueue } from '../use-cases/claim-ports.ts';

/** So many claims of one insurer are under way at once at most; those of an order are in one lane, and keep their order. */
const LANES = 8;
const MINUTE_MS = 60_000;

/** The queue behind the use cases that have claims submitted. */
export const claimQueue: ClaimQueue = {
  sendClaims: (refs, { askFirst, turn }) =>
    sendOrderedWork(
      'claims',
      refs.map((ref) => messageOf(ref, askFirst, turn)),
    ),
  sendWithinReach: (insurerId, now) => {
    const content: ClaimMessage = { insurerWithinReach: insurerId };
    const id = nameOf(`${insurerId}#${Math.floor(now / MINUTE_MS)}`);
    return sendOrderedWork('claims', [{ group: insurerId, id, content }]);
  },
};

/** A claim whose timer is over has its turn. */
export async function sendDueClaim(id: string, now: number): Promise<boolean> {
  await claimQueue.sendClaims([parseClaimRef(id)], { askFirst: false, turn: String(now) });
  return true;
}

function messageOf(ref: ClaimRef, askFirst: boolean, turn: string): OrderedMessage {
  const claim = claimRefText(ref);
  const { orderId = '' } = parseFactId(ref.factId) ?? {};
  const content: ClaimMessage = { claim, askFirst };
  return { group: `${ref.insurerId}.${statementShard(orderId) % LANES}`, id: nameOf(`${claim}#${turn}`), content };
}

/** Short enough to be the id of a message, whatever it is made from. */
const nameOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
