import type * as z from 'zod';
import { IDENTIFIER, IDENTIFIER_FAULT } from '../contracts/identifier-form.ts';
import { JSON_TYPE } from '../contracts/list-schema.ts';
import type { FieldError } from './connector-error.ts';
import { ConnectorError } from './connector-error.ts';
import { fieldErrors, MAX_FIELD_ERRORS } from './field-errors.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { parseJson, requireMediaType } from './json-body.ts';

const NO_PATH: Readonly<Record<string, string>> = {};

/** How a route reads its body: what it says, or every bad field of it. Of what cannot be read field by field it throws. */
export interface BodyReader<Body> {
  (
    bytes: Buffer,
    contentType: string | undefined,
  ): { readonly body: Body } | { readonly errors: readonly FieldError[] };
  /** it reads no bytes as well as some */
  readonly mayBeEmpty?: true;
}

/** A body that is one JSON object. */
export function objectBody<Body>(schema: z.ZodType<Body>): BodyReader<Body> {
  return (bytes, contentType) => {
    requireMediaType(contentType, [JSON_TYPE]);
    const parsed = schema.safeParse(parseJson(bytes));
    return parsed.success ? { body: parsed.data } : { errors: fieldErrors(parsed.error.issues) };
  };
}

/** What a request asks for: its path parameters and its body. Every bad field of both is named at once. */
export function requestContent<Body>(event: GatewayEvent, bytes: Buffer, read: BodyReader<Body> | undefined) {
  const path = (event.pathParameters ?? NO_PATH) as Readonly<Record<string, string>>;
  const errors = pathErrors(path);
  if (read === undefined) {
    refuse(errors);
    return { path, body: undefined as Body };
  }
  if (bytes.length === 0 && read.mayBeEmpty !== true)
    throw refusal([...errors, { path: '', message: 'a body is required' }]);
  const content = read(bytes, event.headers['content-type']);
  if ('errors' in content) throw refusal([...errors, ...content.errors]);
  refuse(errors);
  return { path, body: content.body };
}

function pathErrors(path: Readonly<Record<string, string>>): FieldError[] {
  return Object.entries(path)
    .filter(([, value]) => !IDENTIFIER.test(value))
    .map(([name]) => ({ path: name, message: IDENTIFIER_FAULT }));
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw refusal(errors);
}

function refusal(errors: readonly FieldError[]): ConnectorError {
  const named = errors.slice(0, MAX_FIELD_ERRORS);
  return new ConnectorError('request.malformed', howMany(errors.length), { errors: named });
}

function howMany(count: number): string {
  if (count === 1) return 'One field is wrong.';
  // the search for more ends at the bound, so that the number beyond it is not known
  return count < MAX_FIELD_ERRORS ? `${count} fields are wrong.` : `At least ${MAX_FIELD_ERRORS} fields are wrong.`;
}
