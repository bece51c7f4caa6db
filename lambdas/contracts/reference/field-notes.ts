import type * as z from 'zod';

/** What a field means, then examples of it. Units and sources are said here; bounds are the schema's own. */
export type FieldNote = readonly [description: string, ...examples: unknown[]];

export interface SchemaNote<Schema extends z.ZodObject> {
  readonly schema: Schema;
  readonly description: string;
  readonly fields: { readonly [Field in keyof Schema['shape']]: FieldNote };
}

/** The compiler asks for a note on every field, and refuses one on a field that is gone. */
export function noted<Schema extends z.ZodObject>(
  schema: Schema,
  description: string,
  fields: SchemaNote<Schema>['fields'],
): SchemaNote<Schema> {
  return { schema, description, fields };
}

/** The same, with the schemas' own types forgotten: what the document generator walks over. */
export interface AnySchemaNote {
  readonly schema: z.ZodObject;
  readonly description: string;
  readonly fields: Readonly<Record<string, FieldNote>>;
}
