import middy from '@middy/core';
import type { Route } from '../contracts/route.ts';
import { answerResult } from './answer-result.ts';
import type { PublicAnswer, PublicCall } from './call.ts';
import type { GatewayEvent, GatewayResult } from './gateway-event.ts';
import type { HttpHandler } from './http-shell.ts';
import { problems, shell } from './http-shell.ts';
import { observed } from './observed.ts';

export interface PublicDoor {
  readonly route: Pick<Route, 'operationId'>;
  readonly handle: (call: PublicCall) => PublicAnswer | Promise<PublicAnswer>;
}

/** The handler of a public route: nobody is asked who they are. Apart from `door`, so that it is bundled without the SDK. */
export function publicDoor({ route, handle }: PublicDoor): HttpHandler {
  const steps = middy<GatewayEvent, GatewayResult>(shell)
    .use([problems<GatewayEvent>(async (_, error) => error)])
    .handler(async (event) => {
      const { timeEpoch: now, requestId } = event.requestContext;
      return answerResult(await handle({ rawPath: event.rawPath, headers: event.headers, now, requestId }), requestId);
    });
  return (event, context) => observed(route, event, () => steps(event, context));
}
