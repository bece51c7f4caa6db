import type { Answer, PublicAnswer } from './call.ts';
import type { GatewayResult } from './gateway-event.ts';

/** What a use case answered, for the gateway. Nothing of it may be kept by whoever passes it on. */
export function answerResult({ status, body, replayed }: Answer, requestId: string): GatewayResult {
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'connector-request-id': requestId,
      ...(replayed === true && { 'connector-replayed': 'true' }),
    },
    body: JSON.stringify(body),
  };
}

export function publicResult(answer: PublicAnswer, requestId: string): GatewayResult {
  if (!('text' in answer)) return answerResult(answer, requestId);
  return {
    statusCode: answer.status,
    headers: { ...answer.headers, 'connector-request-id': requestId },
    body: answer.text,
  };
}
