import * as z from 'zod';
import type {
  ZodOpenApiContentObject,
  ZodOpenApiObject,
  ZodOpenApiOperationObject,
  ZodOpenApiPathItemObject,
  ZodOpenApiResponseObject,
} from 'zod-openapi';
import { createDocument } from 'zod-openapi';
import { calendarDate, instant } from './primitives.ts';
import { conventions } from './reference/conventions.ts';
import * as parts from './reference/document-parts.ts';
import { describeSchemas } from './reference/describe-schemas.ts';
import type { Operation } from './reference/operation.ts';
import { requestBody } from './reference/request-body.ts';
import { operations, problemCodesOf } from './reference/operations.ts';
import { schemaNotes } from './reference/schema-notes.ts';
import type { Route } from './route.ts';
import type { RouteName } from './routes.ts';
import { routes } from './routes.ts';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const TAGS = [
  { name: 'Hospital', description: 'Who is covered, what an order would be paid, settling it, reading it.' },
  { name: 'Pharmacy', description: 'What happens to an order of drugs, from the till to the doorstep and back.' },
  { name: 'Insurer', description: 'Publishing plans and enrolling members.' },
  { name: 'Service', description: 'The connector itself. Not signed.' },
];

/** The OpenAPI 3.1 document, made from the schemas by which requests are checked and from the routes that are deployed. */
export function openApiDocument(version: string): OpenApiDocument {
  const document = createDocument(description(version), { override: markDates });
  describeSchemas(document);
  return document;
}

/** The formats that client generators know. The patterns say more and stay. */
function markDates({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: { format?: string } }): void {
  if (zodSchema === calendarDate) jsonSchema.format = 'date';
  if (zodSchema === instant) jsonSchema.format = 'date-time';
}

function description(version: string): ZodOpenApiObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Direct Billing Connector 商保直付连接器',
      version,
      summary: 'Direct billing between internet hospitals, pharmacies and health insurers.',
      description: conventions.map(({ title, paragraphs }) => `## ${title}\n\n${paragraphs.join('\n\n')}`).join('\n\n'),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The stage that serves this document' }],
    tags: TAGS,
    paths: paths(),
    components: {
      schemas: Object.fromEntries(Object.entries(schemaNotes).map(([name, { schema }]) => [name, schema])),
      headers: parts.responseHeaders,
      parameters: parts.requestHeaders,
      responses: { TooManyRequests: tooManyRequests },
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description:
            'HTTP Message Signature (RFC 9421), label `sig1`, `ed25519` or `rsa-v1_5-sha256`. See the section on signing.',
        },
        webhook: {
          type: 'apiKey',
          in: 'header',
          name: 'Webhook-Signature',
          description:
            'Standard Webhooks: `v1,` and the HMAC-SHA256, in base64, of id, timestamp and body; several are separated by spaces. See the section on webhooks.',
        },
      },
    },
  };
}

const tooManyRequests: ZodOpenApiResponseObject = {
  description:
    'Above the rate of this route; answered by the gateway, without a problem document. Wait a second and repeat.',
  content: {
    'application/json': {
      schema: { type: 'object', properties: { message: { type: 'string' } } },
      example: { message: 'Too Many Requests' },
    },
  },
};

function paths(): Record<string, ZodOpenApiPathItemObject> {
  const found: Record<string, ZodOpenApiPathItemObject> = {};
  for (const [name, operation] of Object.entries(operations) as [RouteName, Operation][]) {
    const route = routes[name];
    found[route.path] = { ...found[route.path], [route.method.toLowerCase()]: operationObject(name, route, operation) };
  }
  return found;
}

function operationObject(name: RouteName, route: Route, operation: Operation): ZodOpenApiOperationObject {
  const { body } = operation;
  const parameters = headersOf(route, operation).map(parts.parameterRef);
  return {
    operationId: route.operationId,
    tags: [operation.tag],
    summary: operation.summary,
    description: `${operation.description}\n\n${doorText(route)}`,
    security: securityOf(route),
    ...parts.parametersOf(route, operation.query),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && { requestBody: requestBody(body, route) }),
    responses: {
      ...answerResponses(operation),
      ...parts.problemResponses(problemCodesOf(name), parts.exampleFault(route)),
      429: { $ref: '#/components/responses/TooManyRequests' },
    },
  };
}

function securityOf({ door, proof }: Route): Record<string, string[]>[] {
  if (door === 'public') return [];
  return proof === 'standard-webhooks' ? [{ webhook: [] }] : [{ signature: [] }];
}

/** What is sent in headers, beside that of the security scheme. */
function headersOf({ door, proof }: Route, { answers, body }: Operation): readonly parts.RequestHeader[] {
  if (door === 'public') return answers[304] === undefined ? [] : ['IfNoneMatch'];
  if (proof === 'standard-webhooks') return ['ConnectorPartner', 'WebhookId', 'WebhookTimestamp'];
  return ['SignatureInput', ...(body === undefined ? [] : ['ContentDigest' as const]), 'IdempotencyKey'];
}

/** Who may call, and how often. */
function doorText({ door, throttle }: Route): string {
  const who = door === 'public' ? 'anybody' : `a ${door.join(' or a ')}`.replace('a insurer', 'an insurer');
  return `For ${who}. Up to ${throttle.rate.toLocaleString('en')} requests a second over all callers, ${throttle.burst.toLocaleString('en')} at once.`;
}

function answerResponses({ answers, answer, replays, isPageToo }: Operation): Record<string, ZodOpenApiResponseObject> {
  const headers = {
    'connector-request-id': parts.headerRef('connector-request-id'),
    ...(replays === true && { 'connector-replayed': parts.headerRef('connector-replayed') }),
    ...('mediaType' in answer && { ETag: parts.headerRef('ETag') }),
    ...(isPageToo === true && { Link: parts.headerRef('Link') }),
  };
  return Object.fromEntries(
    Object.entries(answers).map(([status, description]) => [
      status,
      {
        ...{ description, headers },
        ...(status !== '304' && {
          content: { ...answerContent(answer, Number(status)), ...(isPageToo === true && HTML_CONTENT) },
        }),
      },
    ]),
  );
}

const HTML_CONTENT: ZodOpenApiContentObject = { 'text/html': { schema: { type: 'string' } } };

function answerContent(answer: Operation['answer'], status: number): ZodOpenApiContentObject {
  if ('mediaType' in answer) {
    return { [answer.mediaType]: { schema: { type: answer.mediaType === 'text/html' ? 'string' : 'object' } } };
  }
  if ('files' in answer) return Object.fromEntries(answer.files.map((type) => [type, { schema: { type: 'string' } }]));
  if ('schema' in answer) return { 'application/json': { schema: answer.schema, example: answer.example } };
  const kinds = answer.kinds.filter((kind) => kind.status === status);
  const [first, ...others] = kinds.map(({ schema }) => schema);
  if (first === undefined) throw new Error(`no shape of an answer with ${status}`);
  const examples = Object.fromEntries(kinds.map(({ name, example }) => [name, { value: example }]));
  return { 'application/json': { schema: others.length === 0 ? first : z.union([first, ...others]), examples } };
}
