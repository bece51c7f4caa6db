import type * as z from 'zod';
import { ConnectorError } from '../runtime/connector-error.ts';
import { fieldErrors } from '../runtime/field-errors.ts';

/** What stands in the query; throws 400 naming what is wrong with it. */
export function queryAsked<Asked>(schema: z.ZodType<Asked>, query: Readonly<Record<string, string>>): Asked {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error.issues);
  throw new ConnectorError('request.malformed', 'The query is malformed.', { errors });
}
