import type { ProblemCode } from '../../lambdas/contracts/problem-codes.ts';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import type { FieldError } from '../../lambdas/runtime/connector-error.ts';
import { problemResult } from '../../lambdas/runtime/problem.ts';
import { proxyResponse } from './proxy-response.ts';
import type { OutgoingResponse } from './proxy-response.ts';

/** A problem that no function answers: the request never reached one, or the function failed. */
export function gatewayProblem(
  code: ProblemCode,
  detail: string,
  requestId: string,
  errors?: readonly FieldError[],
): OutgoingResponse {
  return proxyResponse(problemResult(new ConnectorError(code, detail, errors ? { errors } : {}), requestId));
}
