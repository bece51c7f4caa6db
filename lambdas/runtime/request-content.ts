import type * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../contracts/identifier-form.ts';
import type { FieldError } from './connector-error.ts';
import { ConnectorError } from './connector-error.ts';
import { fieldErrors, MAX_FIELD_ERRORS } from './field-errors.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { parseJson, requireJson } from './json-body.ts';

const NO_PATH: Readonly<Record<string, string>> = {};

/** What a request asks for: its path parameters and its body, by the route's schema. Every bad field of both is named at once. */
export function requestContent<Body>(event: GatewayEvent, bytes: Buffer, schema: z.ZodType<Body> | undefined) {
  const path = (event.pathParameters ?? NO_PATH) as Readonly<Record<string, string>>;
  const errors = pathErrors(path);
  if (schema === undefined) {
    refuse(errors);
    return { path, body: undefined as Body };
  }
  if (bytes.length === 0) refuse([...errors, { path: '', message: 'a body is required' }]);
  requireJson(event.headers['content-type']);
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) {
    refuse([...errors, ...fieldErrors(parsed.error.issues)]);
    throw parsed.error;
  }
  refuse(errors);
  return { path, body: parsed.data };
}

function pathErrors(path: Readonly<Record<string, string>>): FieldError[] {
  return Object.entries(path)
    .filter(([, value]) => !IDENTIFIER.test(value))
    .map(([name]) => ({ path: name, message: IDENTIFIER_FAULT }));
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  throw new ConnectorError('request.malformed', howMany(errors.length), { errors: errors.slice(0, MAX_FIELD_ERRORS) });
}

function howMany(count: number): string {
  if (count === 1) return 'One field is wrong.';
  // the search for more ends at the bound, so that the number beyond it is not known
  return count < MAX_FIELD_ERRORS ? `${count} fields are wrong.` : `At least ${MAX_FIELD_ERRORS} fields are wrong.`;
}
