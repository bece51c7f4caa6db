import type middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { problemKinds } from '../contracts/problem-codes.ts';
import { ConnectorError } from './connector-error.ts';
import type { GatewayEvent, GatewayResult } from './gateway-event.ts';
import { problemResult } from './problem.ts';
import { noteInRecord } from './request-record.ts';
import { asConnectorError } from './trouble.ts';

export type HttpHandler = (event: GatewayEvent, context: Context) => Promise<GatewayResult>;

/** Shortly before Lambda would end the function without an answer, the caller is told to repeat the request. */
export const shell: middy.PluginObject = {
  timeoutEarlyInMillis: 250,
  timeoutEarlyResponse: () => {
    throw new ConnectorError('connector.unavailable', 'The connector took too long; repeat the same request.');
  },
};

/** Answers whatever was thrown with a problem document. `judge` may know of something that weighs more than the error. */
export function problems<Event extends GatewayEvent>(
  judge: (event: Event, error: unknown) => Promise<unknown>,
): middy.MiddlewareObj<Event, GatewayResult> {
  return {
    onError: async (request) => {
      const error = asConnectorError(await judge(request.event, request.error));
      const ours = problemKinds[error.code].status >= 500;
      noteInRecord({ code: error.code, ...(ours && { cause: error.cause ?? error }) });
      request.response = problemResult(error, request.event.requestContext.requestId);
    },
  };
}
