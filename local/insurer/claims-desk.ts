import { setTimeout as sleep } from 'node:timers/promises';
import type { ClaimAnswer, ClaimRegister, HeldClaim } from './claim-register.ts';
import type { InsurerMode } from './insurer-modes.ts';

/** `silence`: the connection is left open until the caller gives up. */
export type DeskAnswer = { readonly status: number; readonly body: unknown; readonly retryAfter?: number } | 'silence';

const BUSY_SECONDS = 120;

export interface DeskRequest {
  readonly method: string;
  readonly insurerId: string;
  /** of `{claimsUrl}/{claimId}`; undefined for `{claimsUrl}` itself */
  readonly claimId: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: Buffer;
}

export interface DeskOptions {
  readonly register: ClaimRegister;
  readonly mode: (insurerId: string) => InsurerMode;
  readonly slowMs: number;
  /** its answer, or the same answer once more, by the asynchronous way */
  readonly answerAgain: (insurerId: string, claim: HeldClaim) => void;
}

/** The insurer's side of claim submission (docs/local-mode.md). A claim that is held is answered as it was the first time. */
export function claimsDesk(options: DeskOptions): (request: DeskRequest) => Promise<DeskAnswer> {
  const { register, slowMs, answerAgain } = options;
  return async (request) => {
    const mode = options.mode(request.insurerId);
    if (mode === 'down') return { status: 503, body: { error: 'the insurer is down' } };
    if (mode === 'busy') return { status: 429, body: { error: 'later' }, retryAfter: BUSY_SECONDS };
    if (mode === 'slow') await sleep(slowMs);
    if (request.method === 'GET' && request.claimId !== undefined) {
      const held = register.find(request.claimId);
      return held ? { status: 200, body: held.answer } : { status: 404, body: { error: 'no such claim' } };
    }
    if (request.method !== 'POST' || request.claimId !== undefined)
      return { status: 404, body: { error: 'no such address' } };

    const claim = parseClaim(request.body);
    if (!claim) return { status: 400, body: { error: 'not a claim' } };
    if (request.idempotencyKey !== claim.claimId)
      return { status: 400, body: { error: 'Idempotency-Key is not the claimId' } };
    const held = register.submit(claim.claimId, claim, (sequence) => decide(mode, sequence));
    if (mode === 'timeout-after-commit') return 'silence';
    if (mode === 'duplicate-answer' || mode === 'pending') answerAgain(request.insurerId, held);
    return { status: 200, body: mode === 'pending' ? { status: 'pending' } : held.answer };
  };
}

function decide(mode: InsurerMode, sequence: number): ClaimAnswer {
  return mode === 'reject'
    ? { status: 'rejected', reason: 'simulated rejection' }
    : { status: 'accepted', insurerClaimNo: `IC-${String(sequence).padStart(8, '0')}` };
}

function parseClaim(body: Buffer): { readonly claimId: string } | undefined {
  try {
    const claim = JSON.parse(body.toString('utf8')) as { claimId?: unknown } | null;
    return typeof claim?.claimId === 'string' ? { ...claim, claimId: claim.claimId } : undefined;
  } catch {
    return undefined;
  }
}
