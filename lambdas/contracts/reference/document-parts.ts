import * as z from 'zod';
import type { ZodOpenApiHeaderObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../identifier-form.ts';
import { calendarDate, identifier } from '../primitives.ts';
import type { problemAnswer } from '../problem-answer.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { problemKinds } from '../problem-codes.ts';
import type { Route } from '../route.ts';
import { MAX_VERSION } from '../version-address.ts';
import { WEBHOOK_ID } from '../webhook-id-form.ts';

export const responseHeaders = {
  'connector-request-id': {
    description: 'Our number of this request; quote it when you ask us about it.',
    schema: { type: 'string' },
  },
  'connector-replayed': {
    description: '`true` where this is the answer to a request that was repeated.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Retry-After': {
    description: 'Seconds to wait before the same request is repeated.',
    schema: { type: 'integer', minimum: 1 },
  },
  'Link': { description: 'Of a page for people: where it goes on (`rel="next"`).', schema: { type: 'string' } },
  'ETag': { description: 'Send it back as `If-None-Match`.', schema: { type: 'string' } },
} satisfies Record<string, ZodOpenApiHeaderObject>;

export const headerRef = (name: keyof typeof responseHeaders) => ({ $ref: `#/components/headers/${name}` }) as const;

/** Headers that a caller sends with a signed request, beside `Signature` itself, which is the security scheme. */
export const requestHeaders = {
  SignatureInput: {
    name: 'Signature-Input',
    in: 'header',
    required: true,
    description: 'What `sig1` covers, with `created`, `nonce`, `keyid` and `alg` (RFC 9421).',
    schema: { type: 'string' },
    example:
      'sig1=("@method" "@authority" "@path" "@query");created=1795226702;nonce="b3k2pp5k7z";keyid="hospital-a/2026";alg="ed25519"',
  },
  ContentDigest: {
    name: 'Content-Digest',
    in: 'header',
    required: true,
    description: 'SHA-256 of the bytes of the body (RFC 9530); covered by the signature.',
    schema: { type: 'string' },
    example: 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Not needed: the number of the order is the key. If you send it, the signature must cover it.',
    schema: { type: 'string' },
  },
  ConnectorPartner: {
    name: 'Connector-Partner',
    in: 'header',
    required: true,
    description: 'Your partner id: by whose secret the webhook is signed.',
    schema: { type: 'string', pattern: IDENTIFIER.source },
    example: 'pharmacy-a',
  },
  WebhookId: {
    name: 'Webhook-Id',
    in: 'header',
    required: true,
    description: 'Names the event, the same in every delivery of it: 1 to 128 visible ASCII characters.',
    schema: { type: 'string', pattern: WEBHOOK_ID.source },
    example: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  },
  WebhookTimestamp: {
    name: 'Webhook-Timestamp',
    in: 'header',
    required: true,
    description: 'When this delivery was signed, in seconds since 1970; at most 300 s from our clock.',
    schema: { type: 'integer', minimum: 1 },
    example: 1795230300,
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the copy that you have.',
    schema: { type: 'string' },
  },
} as const;

export type RequestHeader = keyof typeof requestHeaders;

export const parameterRef = (name: RequestHeader) => ({ $ref: `#/components/parameters/${name}` }) as const;

const pathParameters: Readonly<Record<string, z.ZodType>> = {
  orderNo: identifier.meta({ description: 'Your number of the order.', example: 'HX20261121000123' }),
  authorizationId: identifier.meta({
    description: 'Our number of the authorization.',
    example: 'ZFas4hABT_YwX1HCPNnMJ.1',
  }),
  formularyId: identifier.meta({ description: 'Your id of the formulary.', example: 'core' }),
  planId: identifier.meta({ description: 'Your id of the plan.', example: 'ehealth-direct' }),
  version: z.int().min(1).max(MAX_VERSION).meta({ description: 'The version, without leading zeros.', example: 3 }),
  claimId: identifier.meta({ description: 'The id that we gave the claim.', example: 'ZFas4hABT_YwX1HCPNnMJ.1' }),
  poolId: identifier.meta({ description: 'Your id of the pool.', example: 'relief-2026' }),
  businessDate: calendarDate.meta({ description: 'A business date, in Asia/Shanghai.', example: '2026-11-21' }),
  n: z.int().min(1).meta({ description: 'The number of the part, from 1 on.', example: 1 }),
  prescriptionNo: identifier.meta({ description: 'Your number of the prescription.', example: 'RX-881' }),
  memberId: identifier.meta({ description: 'The number under which insurers enrolled the member.', example: 'M-1001' }),
  enrolmentId: identifier.meta({ description: 'Our number of the file.', example: 'x2Fz4vN8QmS7yT1bK0cLwe' }),
  coverageId: identifier.meta({ description: 'Your number of the coverage.', example: 'C-2026-1' }),
};

/** What stands in the path, and what may be asked in the query. */
export function parametersOf(
  route: Route,
  query: z.ZodObject | undefined,
): { requestParams?: { path?: z.ZodObject; query?: z.ZodObject } } {
  const path = pathParametersOf(route);
  if (path === undefined && query === undefined) return {};
  return { requestParams: { ...(path && { path }), ...(query && { query }) } };
}

function pathParametersOf(route: Route): z.ZodObject | undefined {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  if (names.length === 0) return undefined;
  const shape = names.map((name) => {
    const schema = pathParameters[name];
    if (schema === undefined) throw new Error(`no description of the path parameter ${name}`);
    return [name, schema] as const;
  });
  return z.object(Object.fromEntries(shape));
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

/** One response a status, with the codes it may carry: for people in the description, for machines as an enumeration. */
export function problemResponses(
  codes: readonly ProblemCode[],
  fault: Fault,
): Record<string, ZodOpenApiResponseObject> {
  const byStatus = Map.groupBy(codes, (code) => problemKinds[code].status);
  const responses = [...byStatus].map(([status, ofStatus]) => {
    const waits = ofStatus.some((code) => problemKinds[code].retry === 'after');
    const response: ZodOpenApiResponseObject = {
      description: ofStatus.map((code) => `\`${code}\`: ${problemKinds[code].title}.`).join('\n\n'),
      headers: {
        'connector-request-id': headerRef('connector-request-id'),
        ...(waits && { 'Retry-After': headerRef('Retry-After') }),
      },
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Problem' },
              { type: 'object', properties: { code: { type: 'string', enum: [...ofStatus] } } },
            ],
          },
          example: problemExample(ofStatus[0] ?? 'connector.defect', fault),
        },
      },
    };
    return [String(status), response] as const;
  });
  return Object.fromEntries(responses);
}

function problemExample(code: ProblemCode, fault: Fault): z.infer<typeof problemAnswer> {
  const { status, title, retry } = problemKinds[code];
  const malformed = code === 'request.malformed';
  return {
    type: `/docs#problem-${code}`,
    title,
    status,
    detail: malformed ? 'One field is wrong.' : `${title}.`,
    code,
    requestId: 'Kx3yhgXwFiAEJ8w=',
    retry,
    ...(malformed && { errors: [{ ...fault }] }),
  };
}

/** The field that the examples of a malformed request name: every address or body of ours has an identifier. */
export function exampleFault(route: Route): Fault {
  if (route.proof === 'standard-webhooks') return { path: 'data.orderNo', message: IDENTIFIER_FAULT };
  const path = /\{(\w+)\}/.exec(route.path)?.[1] ?? 'member.memberId';
  return { path, message: IDENTIFIER_FAULT };
}
