import type { Answer, BytesAnswer, TextAnswer } from './call.ts';
import type { GatewayResult } from './gateway-event.ts';

/** What a use case answered, for the gateway. Nothing of a JSON answer may be kept by whoever passes it on. */
export function answerResult(answer: Answer | TextAnswer | BytesAnswer, requestId: string): GatewayResult {
  if ('text' in answer) {
    const { status, headers, text } = answer;
    return { statusCode: status, headers: { ...headers, 'connector-request-id': requestId }, body: text };
  }
  if ('bytes' in answer) {
    const { status, bytes, isText } = answer;
    const headers = { ...answer.headers, 'connector-request-id': requestId };
    const body = bytes.toString(isText ? 'utf8' : 'base64');
    return { statusCode: status, headers, body, isBase64Encoded: !isText };
  }
  const { status, body, replayed } = answer;
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
