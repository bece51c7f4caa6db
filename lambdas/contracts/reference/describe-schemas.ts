import type { OpenApiDocument } from '../openapi.ts';
import { schemaNotes } from './schema-notes.ts';

/** Writes the notes into the document: beside a reference too, which OpenAPI 3.1 allows. */
export function describeSchemas(document: OpenApiDocument): void {
  const schemas = document.components?.schemas ?? {};
  for (const [name, { description, fields }] of Object.entries(schemaNotes)) {
    const schema = schemas[name];
    if (schema === undefined || typeof schema === 'boolean' || !('properties' in schema)) {
      throw new Error(`the document has no object ${name}`);
    }
    schema.description = description;
    for (const [field, [text, ...examples]] of Object.entries(fields)) {
      const property = schema.properties?.[field];
      if (typeof property !== 'object') throw new Error(`${name} has no field ${field}`);
      property.description = text;
      if (examples.length > 0) Object.assign(property, { examples });
    }
  }
}
