import type { ProblemKind } from '../contracts/problem-codes.ts';
import { problemKinds } from '../contracts/problem-codes.ts';
import type { ConnectorError } from './connector-error.ts';
import type { GatewayResult } from './gateway-event.ts';

/** How long to wait where `retry` is `after`; an outage of DynamoDB or a burst of throttling is mostly over by then. */
const RETRY_AFTER_SECONDS = 2;

/** An error as `application/problem+json` (RFC 9457). `type` leads to the code's entry in the API reference. */
export function problemResult(error: ConnectorError, requestId: string): GatewayResult {
  const kind: ProblemKind = problemKinds[error.code];
  const document = {
    ...error.extension,
    type: `/docs#problem-${error.code}`,
    title: kind.title,
    status: kind.status,
    detail: error.message,
    code: error.code,
    requestId,
    retry: kind.retry,
    ...(error.errors !== undefined && { errors: error.errors }),
  };
  return {
    statusCode: kind.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'connector-request-id': requestId,
      ...(kind.retry === 'after' && { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    },
    body: JSON.stringify(document),
  };
}
