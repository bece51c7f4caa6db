import type { Context } from 'aws-lambda';
import { routes, unknownRoute } from '../../lambdas/contracts/routes.ts';
import type { Trigger } from '../../lambdas/contracts/triggers.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { INVOCATIONS_AT_ONCE, turnstile } from '../../local/functions/turnstile.ts';
import type { GatewayRoute } from '../../local/gateway/route-table.ts';

interface HandlerModule {
  readonly handler: (event: unknown, context: Context) => Promise<unknown>;
}

const TIMEOUT_MS = 29_000;

const inTurn = turnstile(INVOCATIONS_AT_ONCE);

export const routesInProcess: readonly GatewayRoute[] = [
  ...Object.values(routes).map(({ method, path, handler }) => ({ routeKey: `${method} ${path}`, target: handler })),
  { routeKey: unknownRoute.routeKey, target: unknownRoute.handler },
];

/** Calls the handler of a source file, unbundled, so that a test can be stepped through. Only JSON gets in and out. */
export async function invokeInProcess(
  target: string,
  event: unknown,
  on: Trigger['on'] | 'http' = 'http',
): Promise<unknown> {
  return inTurn(async () => {
    // after the variables are set: a handler's module reads them when it is loaded
    const { handler } = (await import(`../../lambdas/handlers/${on}/${target}.ts`)) as HandlerModule;
    const result = await handler(JSON.parse(JSON.stringify(event)), lambdaContext(target, TIMEOUT_MS));
    return JSON.parse(JSON.stringify(result ?? null)) as unknown;
  });
}

/** Runs a function of a schedule, as of `now` (epoch milliseconds): `runSchedule('due', connector.now())`. */
export async function runSchedule(handler: string, now: number): Promise<void> {
  await invokeInProcess(handler, { time: new Date(now).toISOString() }, 'schedule');
}
