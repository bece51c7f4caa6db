import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { routes, unknownRoute } from '../../lambdas/contracts/routes.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { INVOCATIONS_AT_ONCE, turnstile } from '../../local/functions/turnstile.ts';
import type { GatewayRoute } from '../../local/gateway/route-table.ts';

interface HandlerModule {
  readonly handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;
}

const TIMEOUT_MS = 29_000;

const inTurn = turnstile(INVOCATIONS_AT_ONCE);

export const routesInProcess: readonly GatewayRoute[] = [
  ...Object.values(routes).map(({ method, path, handler }) => ({ routeKey: `${method} ${path}`, target: handler })),
  { routeKey: unknownRoute.routeKey, target: unknownRoute.handler },
];

/** Calls the handler of a source file, unbundled, so that a test can be stepped through. Only JSON gets in and out. */
export async function invokeInProcess(target: string, event: APIGatewayProxyEventV2): Promise<unknown> {
  return inTurn(async () => {
    // after the variables are set: a handler's module reads them when it is loaded
    const { handler } = (await import(`../../lambdas/handlers/http/${target}.ts`)) as HandlerModule;
    const given = JSON.parse(JSON.stringify(event)) as APIGatewayProxyEventV2;
    const result = await handler(given, lambdaContext(target, TIMEOUT_MS));
    return JSON.parse(JSON.stringify(result ?? null)) as unknown;
  });
}
