import { vi } from 'vitest';
import * as z from 'zod';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import type { Route } from '../../lambdas/contracts/route.ts';
import type { Answer, Call } from '../../lambdas/runtime/call.ts';
import { door } from '../../lambdas/runtime/door.ts';
import type { HttpHandler } from '../../lambdas/runtime/http-shell.ts';
import { publicDoor } from '../../lambdas/runtime/public-door.ts';
import { lambdaContext } from '../../local/functions/lambda-context.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import type { OutgoingResponse } from '../../local/gateway/proxy-response.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { startConnector } from '../support/connector.ts';
import type { Connector } from '../support/connector.ts';
import { partnerRequest } from '../support/partner-request.ts';
import type { RequestOptions } from '../support/partner-request.ts';

export const postThing: Route = {
  operationId: 'postThing',
  method: 'POST',
  path: '/v1/things/{thingId}',
  handler: 'things',
  door: ['hospital'],
  bodyLimit: BODY_LIMIT_BYTES,
  throttle: { rate: 1, burst: 1 },
};

export const readThing: Route = { ...postThing, operationId: 'readThing', method: 'GET', bodyLimit: 0 };
export const openThing: Route = { ...readThing, operationId: 'openThing', path: '/things', door: 'public' };

export const thing = z.strictObject({
  orderNo: z.string().max(64),
  lines: z.array(z.strictObject({ amount: z.int(), name: z.string().optional() })).max(200),
  member: z
    .union([z.strictObject({ memberId: z.string() }), z.strictObject({ idNo: z.string(), name: z.string() })])
    .optional(),
});
export type Thing = z.output<typeof thing>;

/** What a request came to, as a partner sees it. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly code?: string;
    readonly errors?: readonly { readonly path: string; readonly message: string }[];
    readonly [name: string]: unknown;
  };
}

export interface TestDoors {
  readonly connector: Connector;
  /** how many calls got as far as the use case */
  handled: number;
  /** as set by the test: what stands behind POST /v1/things/{thingId} */
  handle: (call: Call<Thing>) => Promise<Answer>;
  reset(): void;
  send(partnerId: DemoPartnerId | undefined, content: unknown, options?: SendOptions): Promise<Seen>;
}

export interface SendOptions extends RequestOptions {
  readonly method?: string;
  readonly target?: string;
}

/** Doors of the test's own over the real engine: the shell by itself, whatever the product's routes are. */
export async function startDoors(): Promise<TestDoors> {
  const connector = await startConnector();
  const doors: TestDoors = {
    connector,
    handled: 0,
    handle: simply,
    reset() {
      doors.handled = 0;
      doors.handle = simply;
      connector.traffic.setFaults(undefined);
    },
    async send(partnerId, content, { method = 'POST', target = '/v1/things/T-1', ...options } = {}) {
      const credential = connector.credentials.find((one) => one.partnerId === partnerId);
      return seen(await gateway(partnerRequest(credential, connector.now(), method, target, content, options)));
    },
  };
  const handlers: Record<string, HttpHandler> = {
    'POST /v1/things/{thingId}': door({
      route: postThing,
      schema: thing,
      handle: (call) => {
        doors.handled++;
        return doors.handle(call);
      },
    }),
    'GET /v1/things/{thingId}': door({ route: readThing, handle: async ({ path }) => ({ status: 200, body: path }) }),
    'GET /things': publicDoor({ route: openThing, handle: ({ rawPath }) => ({ status: 200, body: { rawPath } }) }),
  };
  const gateway = createGateway({
    routes: Object.keys(handlers).map((routeKey) => ({ routeKey, target: routeKey })),
    now: () => connector.now(),
    invoke: async (target, event) => handlers[target]?.(event, lambdaContext('things', 29_000)),
    onFailure: (_, error) => {
      throw error;
    },
  });
  return doors;
}

const simply: TestDoors['handle'] = async (call) => ({ status: 201, body: { got: call.body.orderNo } });

export function seen({ status, headers, body }: OutgoingResponse): Seen {
  const named = Object.fromEntries(headers);
  const isJson = named['content-type']?.includes('json') === true;
  return { status, headers: named, body: isJson ? (JSON.parse(body.toString('utf8')) as Seen['body']) : {} };
}

/** What the functions write is read here, instead of filling the report of the tests. */
export function captureOutput(): { text: string } {
  const output = { text: '' };
  const keep = (chunk: unknown) => {
    output.text += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  return output;
}
