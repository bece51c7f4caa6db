import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { routes, unknownRoute } from '../../lambdas/contracts/routes.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import type { GatewayRoute } from '../../local/gateway/route-table.ts';

interface HandlerModule {
  readonly handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;
}

const TIMEOUT_MS = 29_000;

/**
 * Lambda gives each invocation an environment, and so an SDK client, of its own. Here all share one, whose time-outs also count the
 * wait for one of its 50 sockets; so a crowd is let in by so many at a time.
 */
const MAX_AT_ONCE = 40;
let running = 0;
const waiting: (() => void)[] = [];

export const routesInProcess: readonly GatewayRoute[] = [
  ...Object.values(routes).map(({ method, path, handler }) => ({ routeKey: `${method} ${path}`, target: handler })),
  { routeKey: unknownRoute.routeKey, target: unknownRoute.handler },
];

/** Calls the handler of a source file, unbundled, so that a test can be stepped through. Only JSON gets in and out. */
export async function invokeInProcess(target: string, event: APIGatewayProxyEventV2): Promise<unknown> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    // after the variables are set: a handler's module reads them when it is loaded
    const { handler } = (await import(`../../lambdas/handlers/http/${target}.ts`)) as HandlerModule;
    const result = await handler(
      JSON.parse(JSON.stringify(event)) as APIGatewayProxyEventV2,
      lambdaContext(target, TIMEOUT_MS),
    );
    return JSON.parse(JSON.stringify(result ?? null)) as unknown;
  } finally {
    // the place is handed on, so that nobody slips in between
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}
