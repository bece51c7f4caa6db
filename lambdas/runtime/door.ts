import middy from '@middy/core';
import type * as z from 'zod';
import type { ListSchema } from '../contracts/list-schema.ts';
import type { Route } from '../contracts/route.ts';
import type { Admitted } from './admission.ts';
import { admit, requireDoor } from './admission.ts';
import { answerResult } from './answer-result.ts';
import type { Answer, BytesAnswer, Call, TextAnswer } from './call.ts';
import type { GatewayEvent, GatewayResult } from './gateway-event.ts';
import type { HttpHandler } from './http-shell.ts';
import { problems, shell } from './http-shell.ts';
import { fileBody, listBody } from './list-body.ts';
import { observed } from './observed.ts';
import { partners } from './partner-directory.ts';
import type { BodyReader } from './request-content.ts';
import { objectBody, requestContent } from './request-content.ts';
import { noteInRecord } from './request-record.ts';

export interface Door<Body> {
  readonly route: Route;
  /** of the body; a route without one takes no body */
  readonly schema?: z.ZodType<Body> | undefined;
  readonly handle: (call: Call<Body>) => Promise<Answer | TextAnswer | BytesAnswer>;
}

/** A route whose body is a list, as JSON or as NDJSON. */
export interface ListDoor<Entry> {
  readonly route: Route;
  readonly list: ListSchema<Entry>;
  readonly handle: (call: Call<readonly Entry[]>) => Promise<Answer>;
}

export interface FileDoor {
  readonly route: Route;
  readonly handle: (call: Call<Buffer | undefined>) => Promise<Answer>;
}

/** What the steps leave for each other. It rides on the event, of which there is one for each request. */
interface DoorEvent<Body> extends GatewayEvent {
  admitted?: Admitted;
  call?: Call<Body>;
}

type Step<Body> = middy.MiddlewareObj<DoorEvent<Body>, GatewayResult>;

/** The handler of a signed route. */
export function door<Body = undefined>({ route, schema, handle }: Door<Body>): HttpHandler {
  return signedDoor(route, schema && objectBody(schema), handle);
}

export function listDoor<Entry>({ route, list, handle }: ListDoor<Entry>): HttpHandler {
  return signedDoor(route, listBody(list), handle);
}

/** A route whose body is a file of lines, which nobody has looked into yet; undefined where none is sent. */
export function fileDoor({ route, handle }: FileDoor): HttpHandler {
  return signedDoor(route, fileBody, handle);
}

/** No step answers early: each admits the request to the next or throws. */
function signedDoor<Body>(
  route: Route,
  read: BodyReader<Body> | undefined,
  handle: (call: Call<Body>) => Promise<Answer | TextAnswer | BytesAnswer>,
): HttpHandler {
  const steps = middy<DoorEvent<Body>, GatewayResult>(shell)
    .use([problems(replayFirst<Body>), signature<Body>(route), partnerKind<Body>(route), content<Body>(read)])
    .handler(async (event) => {
      const call = present(event.call);
      const answer = await handle(call);
      await call.admission;
      noteInRecord({ replayed: 'replayed' in answer && answer.replayed === true });
      return answerResult(answer, call.requestId);
    });
  return (event, context) => observed(route, event, () => steps(event, context));
}

/** A nonce used before wins over whatever else is wrong: nothing about a replayed request is anybody's business. */
async function replayFirst<Body>({ admitted }: DoorEvent<Body>, error: unknown): Promise<unknown> {
  try {
    await admitted?.admission;
    return error;
  } catch (refusal) {
    return refusal;
  }
}

function signature<Body>(route: Route): Step<Body> {
  return {
    before: async ({ event }) => {
      event.admitted = await admit(event, route, partners);
      noteInRecord({ partnerId: event.admitted.caller.partnerId });
    },
  };
}

function partnerKind<Body>(route: Route): Step<Body> {
  return {
    before: ({ event }) => {
      requireDoor(present(event.admitted).caller, route.door);
    },
  };
}

function content<Body>(read: BodyReader<Body> | undefined): Step<Body> {
  return {
    before: ({ event }) => {
      const { caller, admission, body } = present(event.admitted);
      const { timeEpoch: now, requestId } = event.requestContext;
      const query = (event.queryStringParameters ?? {}) as Readonly<Record<string, string>>;
      const { accept, 'accept-encoding': acceptEncoding } = event.headers;
      const asked = { query, accept, acceptEncoding };
      event.call = { caller, admission, now, requestId, ...asked, ...requestContent(event, body, read) };
    },
  };
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a step of the door is missing');
  return value;
}
