import { randomUUID } from 'node:crypto';
import type { GatewayEvent, GatewayResult } from '../../lambdas/runtime/gateway-event.ts';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { proxyEvent, splitTarget } from '../../local/gateway/proxy-event.ts';
import { routeTable } from '../../local/gateway/route-table.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { routesInProcess } from '../../test/support/in-process-functions.ts';
import { partnerRequest } from '../../test/support/partner-request.ts';
import { webhookRequest } from '../../test/support/webhook-request.ts';
import { BENCH_NOW } from './orders.ts';

/** A request as its partner sends it. */
export interface Sent {
  readonly from: Credential;
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly target: string;
  readonly content?: unknown;
  /** when it is signed and arrives */
  readonly at?: number;
}

const match = routeTable(routesInProcess);
/** made once, so that it is not part of what is measured */
export const context = lambdaContext('bench', 24 * 3_600_000);

/** The event that a function gets of a request, signed with a fresh nonce. It can be handled once. */
export function signedEvent({ from, method, target, content, at = BENCH_NOW }: Sent): GatewayEvent {
  const request = partnerRequest(from, at, method, target, content);
  const found = match(method, splitTarget(target).rawPath);
  if (found === undefined) throw new Error(`${method} ${target} has no route`);
  return proxyEvent(request, found, { requestId: randomUUID(), at });
}

/** The same of an event that a pharmacy sends as a webhook, with a fresh id. */
export function webhookEvent(from: Credential, content: unknown): GatewayEvent {
  const request = webhookRequest(from, BENCH_NOW, content);
  const found = match(request.method, request.target);
  if (found === undefined) throw new Error('webhooks have no route');
  return proxyEvent(request, found, { requestId: randomUUID(), at: BENCH_NOW });
}

/** Loads the handler behind a target; only after the stage is set, because it reads its variables when it is loaded. */
export async function handlerOf(name: string): Promise<HttpHandler> {
  const { handler } = (await import(`../../lambdas/handlers/http/${name}.ts`)) as { readonly handler: HttpHandler };
  return handler;
}

/** Runs a handler and makes sure that it answered as expected: a figure of failures would be none. */
export async function handled(
  handler: HttpHandler,
  event: GatewayEvent,
  status: number,
  replayed = false,
): Promise<GatewayResult> {
  const result = await handler(event, context);
  const wasReplayed = result.headers?.['connector-replayed'] !== undefined;
  if (result.statusCode !== status || wasReplayed !== replayed) {
    throw new Error(`${event.rawPath} was answered ${result.statusCode}, replayed: ${wasReplayed}: ${result.body}`);
  }
  return result;
}
