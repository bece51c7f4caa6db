import * as z from 'zod';
import type { ZodOpenApiRequestBodyObject } from 'zod-openapi';
import { JSON_TYPE, NDJSON_TYPE } from '../list-schema.ts';
import type { Route } from '../route.ts';
import type { BodyContent } from './operation.ts';
import { schemaNotes } from './schema-notes.ts';
import { examplesByType } from './event-examples.ts';

/** How the document describes the body of a route, with every media type that it may have. */
export function requestBody(body: BodyContent, { bodyLimit }: Route): ZodOpenApiRequestBodyObject {
  const limit = `At most ${(bodyLimit / 1024).toLocaleString('en')} KiB.`;
  if ('events' in body) {
    const [first, ...others] = body.events.map(({ schema }) => schema);
    if (first === undefined) throw new Error('a body of no event');
    const schema = z.discriminatedUnion('type', [first, ...others] as never);
    const content = { [JSON_TYPE]: { schema, examples: examplesByType(body) } };
    return { required: true, description: limit, content };
  }
  if ('lines' in body) {
    const [row] = Object.entries(schemaNotes).find(([, { schema }]) => schema === body.lines) ?? [];
    const line = { contentMediaType: JSON_TYPE, contentSchema: { $ref: `#/components/schemas/${row}` } };
    const content = { [NDJSON_TYPE]: { schema: { type: 'string' as const, ...line }, example: ndjson(body.example) } };
    return { required: false, description: `${limit} One object a line (\`${NDJSON_TYPE}\`).`, content };
  }
  if (!('list' in body)) {
    const content = { [JSON_TYPE]: { schema: body.schema, example: body.example } };
    return { required: true, description: limit, content };
  }
  const { entry, maxEntries } = body.list;
  const forms = `A JSON list (\`${JSON_TYPE}\`) or one object a line (\`${NDJSON_TYPE}\`), 1 to ${maxEntries.toLocaleString('en')} entries.`;
  return {
    required: true,
    description: `${limit} ${forms} Empty lines are passed over.`,
    content: {
      [JSON_TYPE]: { schema: z.array(entry).min(1).max(maxEntries), example: body.example },
      [NDJSON_TYPE]: { schema: { type: 'string' }, example: ndjson(body.example) },
    },
  };
}

const ndjson = (rows: readonly unknown[]): string => rows.map((one) => JSON.stringify(one)).join('\n');
