import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { gatewayProblem } from './gateway-problem.ts';
import { proxyEvent, splitTarget } from './proxy-event.ts';
import type { ArrivedRequest } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';
import type { OutgoingResponse } from './proxy-response.ts';
import { routeTable } from './route-table.ts';
import type { GatewayRoute, RouteMatch } from './route-table.ts';

export interface GatewayParts {
  readonly routes: readonly GatewayRoute[];
  /** epoch milliseconds of the product's clock */
  readonly now: () => number;
  /** rejects where the function threw, crashed or ran out of time */
  readonly invoke: (target: string, event: APIGatewayProxyEventV2) => Promise<unknown>;
  /** told of every failed invocation: the caller is told nothing of it */
  readonly onFailure: (target: string, error: unknown) => void;
}

export type Gateway = (request: ArrivedRequest) => Promise<OutgoingResponse>;

/** API Gateway's part of the work, without the sockets. */
export function createGateway(parts: GatewayParts): Gateway {
  const match = routeTable(parts.routes);
  return async (request) => {
    const arrival = { requestId: randomUUID(), at: parts.now() };
    const { rawPath } = splitTarget(request.target);
    let found: RouteMatch | undefined;
    try {
      found = match(request.method, rawPath);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      const fault = { path: 'path', message: 'is not percent-encoded UTF-8' };
      return gatewayProblem('request.malformed', 'The path cannot be decoded.', arrival.requestId, [fault]);
    }
    if (!found) return gatewayProblem('route.unknown', `No route ${request.method} ${rawPath}.`, arrival.requestId);
    try {
      return proxyResponse(await parts.invoke(found.route.target, proxyEvent(request, found, arrival)));
    } catch (error) {
      parts.onFailure(found.route.target, error);
      return gatewayProblem('connector.defect', 'The function failed.', arrival.requestId);
    }
  };
}
