import { openApiDocument } from '../../lambdas/contracts/openapi.ts';
import type { Route } from '../../lambdas/contracts/route.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import type { Resolve, Schema } from './schema.ts';
import { resolverOf } from './schema.ts';

export const NDJSON = 'application/x-ndjson';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: Schema;
}

export interface BodyForm {
  readonly mediaType: string;
  /** of NDJSON, of the list of its lines */
  readonly schema: Schema;
  readonly examples: readonly unknown[];
}

export interface Operation {
  readonly route: Route;
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly BodyForm[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface DescribedOperation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
}

interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Every operation of the document, and how its schemas are found. */
export function describedOperations(): { readonly operations: readonly Operation[]; readonly resolve: Resolve } {
  const document = JSON.parse(JSON.stringify(openApiDocument('0.0.0'))) as Document;
  const resolve = resolverOf(document.components.schemas);
  const operations = Object.values<Route>(routes).map((route): Operation => {
    const described = document.paths[route.path]?.[route.method.toLowerCase()];
    if (described === undefined) throw new Error(`${route.method} ${route.path} is not in the document`);
    const parameters = (described.parameters ?? []).filter((one): one is Parameter => 'in' in one);
    const contents = described.requestBody?.content ?? {};
    const listed = contents['application/json']?.schema;
    const bodies = Object.entries(contents).map(([mediaType, content]): BodyForm => {
      if (mediaType !== NDJSON) return { mediaType, schema: content.schema, examples: examplesOf(content) };
      const lines = content.schema.contentSchema;
      const schema = lines === undefined ? listed : { type: 'array', items: lines, minItems: 1, maxItems: 4 };
      if (schema === undefined) throw new Error(`the lines of ${route.path} are not described`);
      return { mediaType, schema, examples: examplesOf(content).map((text) => listOf(String(text))) };
    });
    return { route, parameters, bodies };
  });
  return { operations, resolve };
}

const examplesOf = ({ example, examples }: Content): readonly unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples ?? {}).map(({ value }) => value),
];

/** A list as NDJSON. */
export const linesOf = (list: readonly unknown[]): string => list.map((line) => JSON.stringify(line)).join('\n');

/** NDJSON is spoilt line by line, like a list. */
const listOf = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
