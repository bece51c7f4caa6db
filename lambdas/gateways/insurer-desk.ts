import { insurerAnswer } from '../contracts/claim-answer.ts';
import type { ClaimFailure, ClaimOutcome } from '../domain/claim.ts';
import type { ConnectorSigner } from '../runtime/connector-signature.ts';
import { signedHeaders } from '../runtime/outgoing-signature.ts';
import type { OutgoingRequest, Reach } from './outgoing-request.ts';
import { outgoing } from './outgoing-request.ts';

/** Where an insurer takes claims, and asks to be asked about them. What comes of a call is an outcome; none rejects for the network. */
export interface InsurerDesk {
  /** `body`: the claim as JSON, the same in every attempt */
  submit(claimsUrl: string, claimId: string, body: string, now: number): Promise<ClaimOutcome>;
  ask(claimsUrl: string, claimId: string, now: number): Promise<ClaimOutcome | 'never-arrived'>;
}

/** An answer is a status, a number and a reason. */
const BODY_LIMIT_BYTES = 16 * 1024;
const NOT_FOUND = 404;

export function insurerDesk(signer: () => Promise<ConnectorSigner>, reach: Reach): InsurerDesk {
  const send = outgoing(reach, BODY_LIMIT_BYTES);

  async function call(request: OutgoingRequest, now: number): Promise<ClaimOutcome> {
    const headers = await signedHeaders(request, await signer(), now);
    const sent = await send({ ...request, headers });
    if ('obstacle' in sent) return { failure: sent.obstacle };
    const { status, retryAfter, body } = sent;
    return status >= 200 && status < 300 ? answerIn(body) : { failure: status, retryAfter };
  }

  return {
    submit: (url, claimId, body, now) =>
      call({ method: 'POST', url, headers: { ...own, ...json, 'idempotency-key': claimId }, body }, now),
    ask: async (claimsUrl, claimId, now) => {
      const url = addressOf(claimsUrl, claimId);
      const outcome = await call({ method: 'GET', url, headers: { ...own, accept: 'application/json' } }, now);
      return 'failure' in outcome && outcome.failure === NOT_FOUND ? 'never-arrived' : outcome;
    },
  };
}

const own = { 'user-agent': 'direct-billing-connector' };
const json = { 'content-type': 'application/json', 'accept': 'application/json' };

/** `{claimsUrl}/{claimId}`, before a query if the address has one. */
function addressOf(claimsUrl: string, claimId: string): string {
  const url = new URL(claimsUrl);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/${encodeURIComponent(claimId)}`;
  return url.href;
}

/** What says neither yes nor no is no answer: the claim is asked about again. */
function answerIn(body: Buffer | undefined): ClaimOutcome {
  const none: ClaimFailure = { failure: 'no-answer' };
  if (body === undefined) return none;
  try {
    const { success, data } = insurerAnswer.safeParse(JSON.parse(body.toString('utf8')));
    return success ? { answer: data } : none;
  } catch {
    return none;
  }
}
