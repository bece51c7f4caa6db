import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../lambdas/contracts/openapi.ts';
import { EVENT_TYPES } from '../../lambdas/contracts/pharmacy-event.ts';
import { type ProblemCode, problemKinds } from '../../lambdas/contracts/problem-codes.ts';
import { ROUTELESS_CODES, operations, problemCodesOf } from '../../lambdas/contracts/reference/operations.ts';
import { schemaNotes } from '../../lambdas/contracts/reference/schema-notes.ts';
import type { Route } from '../../lambdas/contracts/route.ts';
import type { RouteName } from '../../lambdas/contracts/routes.ts';
import { routes } from '../../lambdas/contracts/routes.ts';

type DescribedContent = Readonly<
  Record<string, { readonly schema: unknown; readonly example?: unknown; readonly examples?: object }>
>;

interface DescribedResponse {
  readonly description?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: DescribedContent;
}

interface DescribedOperation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly { readonly $ref?: string; readonly in?: string; readonly name?: string }[];
  readonly requestBody?: { readonly description: string; readonly content?: DescribedContent };
  readonly responses: Readonly<Record<string, DescribedResponse>>;
}

const text = JSON.stringify(openApiDocument('1.2.3'));
const document = JSON.parse(text) as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { properties: Record<string, { description?: string }> }>>;
  };
};

const routeEntries = Object.entries(routes) as [RouteName, Route][];
const described = ({ path, method }: Route) => document.paths[path]?.[method.toLowerCase()];

async function lint(source: string) {
  const problems = await lintFromString({ source, config: await createConfig({ extends: ['recommended'] }) });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`);
}

it('has nothing for a linter to say, with no exemption', async () => {
  expect(await lint(text)).toEqual([]);
});

it('is really linted: a document without an operationId is not let through', async () => {
  expect(await lint(text.replace('"operationId":"settleOrder"', '"deprecated":false'))).not.toEqual([]);
});

it('describes every route that is deployed and no other', () => {
  const found = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
  );
  const deployed = routeEntries.map(([, { operationId, method, path }]) => `${operationId} ${method} ${path}`);
  expect(found.sort()).toEqual(deployed.sort());
});

describe.each(routeEntries)('%s', (name, route) => {
  const operation = described(route);
  const responses = operation?.responses ?? {};
  const codesOf = (status: string) =>
    JSON.stringify(responses[status]?.content?.['application/problem+json']?.schema ?? null);

  it('declares every status and every problem code that it can answer', () => {
    const codes = problemCodesOf(name);
    const statuses = [...codes.map((code) => problemKinds[code].status), ...Object.keys(operations[name].answers), 429];
    expect(Object.keys(responses).sort()).toEqual([...new Set(statuses.map(String))].sort());
    for (const code of codes) {
      expect(codesOf(String(problemKinds[code].status))).toContain(`"${code}"`);
      expect(responses[problemKinds[code].status]?.description).toContain(code);
    }
  });

  it('has connector-request-id on every answer of ours, and Retry-After where a code asks to wait', () => {
    for (const [status, { headers }] of Object.entries(responses)) {
      if (status !== '429') expect(headers).toHaveProperty('connector-request-id');
    }
    expect(responses['503']?.headers).toHaveProperty('Retry-After');
  });

  it('asks for a signature unless it is public, and for a digest where there is a body', () => {
    const headers = (operation?.parameters ?? []).map(({ $ref }) => $ref?.split('/').at(-1));
    const isWebhook = route.proof === 'standard-webhooks';
    const isSigned = route.door !== 'public' && !isWebhook;
    expect(operation?.security).toEqual([
      ...(isSigned ? [{ signature: [] }] : []),
      ...(isWebhook ? [{ webhook: [] }] : []),
    ]);
    expect(headers.includes('SignatureInput')).toBe(isSigned);
    expect(headers.includes('ContentDigest')).toBe(isSigned && route.bodyLimit > 0);
    for (const name of ['ConnectorPartner', 'WebhookId', 'WebhookTimestamp'])
      expect(headers.includes(name)).toBe(isWebhook);
  });

  it('describes every parameter of its path, and states the limit of its body', () => {
    const asked = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const found = (operation?.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
    expect(found).toEqual(asked);
    expect(operation?.requestBody !== undefined).toBe(route.bodyLimit > 0);
    if (route.bodyLimit > 0)
      expect(operation?.requestBody?.description).toContain(`${(route.bodyLimit / 1024).toLocaleString('en')} KiB`);
  });

  it('has examples that its own schemas take', () => {
    const { body, answer } = operations[name];
    const given = body === undefined ? [] : 'events' in body ? body.events : [body];
    for (const one of given) {
      const schema = 'list' in one ? z.array(one.list.entry) : 'lines' in one ? z.array(one.lines) : one.schema;
      expect(schema.parse(one.example)).toEqual(one.example);
    }
    const answered = 'kinds' in answer ? answer.kinds : 'schema' in answer ? [answer] : [];
    for (const { schema, example } of answered) expect(schema.parse(example)).toEqual(example);
  });
});

it('says of every problem code where it comes from', () => {
  const declared = new Set([...ROUTELESS_CODES, ...routeEntries.flatMap(([name]) => problemCodesOf(name))]);
  expect([...declared].sort()).toEqual((Object.keys(problemKinds) as ProblemCode[]).sort());
});

it('describes every field of every shape, with examples that the field takes', () => {
  for (const [name, { schema, fields }] of Object.entries(schemaNotes)) {
    for (const [field, [description, ...examples]] of Object.entries(fields)) {
      expect(document.components.schemas[name]?.properties[field]?.description, `${name}.${field}`).toBe(description);
      const type = schema.shape[field] as z.ZodType;
      for (const example of examples)
        expect(z.safeParse(type, example).success, `${name}.${field}: ${JSON.stringify(example)}`).toBe(true);
    }
  }
});

it('shows each event of a pharmacy with its own example, told apart by its type', () => {
  const events = described(routes.receivePharmacyEvent)?.requestBody?.content?.['application/json'];
  expect(Object.keys(events?.examples ?? {})).toEqual(EVENT_TYPES);
  expect(JSON.stringify(events?.schema)).toContain('"propertyName":"type"');
  const { responses } = described(routes.receivePharmacyEvent) ?? {};
  const named = (status: string) => Object.keys(responses?.[status]?.content?.['application/json']?.examples ?? {});
  expect([named('200'), named('202')]).toEqual([['submitted', 'applied', 'superseded'], ['waiting']]);
});

it('closes the objects of requests and opens those of answers', () => {
  const isClosed = (name: string) =>
    text.includes(`"${name}":`) &&
    (document.components.schemas[name] as { additionalProperties?: unknown }).additionalProperties === false;
  expect(
    [
      'OrderSubmitted',
      'Dispensing',
      'ReturnedLine',
      'Order',
      'Settlement',
      'OrderLine',
      'Plan',
      'Benefit',
      'FormularyEntry',
      'Enrolment',
      'EligibilityCheck',
    ].filter((name) => !isClosed(name)),
  ).toEqual([]);
  expect(['Decision', 'SettledOrder', 'Reason', 'Problem', 'Coverage', 'Eligibility'].filter(isClosed)).toEqual([]);
});

it('shows a decision whose amounts add up', () => {
  const { totals, lines } = (
    operations.settleOrder.answer as {
      example: {
        totals: Record<string, number>;
        lines: { billed: number; insurer: number; priorPaid: number; reasons: { amount: number }[] }[];
      };
    }
  ).example;
  expect(totals['billed']).toBe(
    ['priorPaid', 'insurer', 'patient', 'writeOff'].reduce((sum, term) => sum + (totals[term] ?? Number.NaN), 0),
  );
  for (const { billed, priorPaid, insurer, reasons } of lines) {
    expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(billed - priorPaid - insurer);
  }
});
