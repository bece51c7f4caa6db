import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/routes.ts';
import type { FieldError } from '../../lambdas/runtime/connector-error.ts';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import { fieldErrors } from '../../lambdas/runtime/field-errors.ts';
import { parseJson } from '../../lambdas/runtime/json-body.ts';
import { Refusal } from '../refusal.ts';

export interface DocumentFault extends FieldError {
  readonly file: string;
}

/** What is wrong with documents that could be read: the faults that the product would name. */
export class Faulty extends Error {
  override readonly name = 'Faulty';
  readonly faults: readonly DocumentFault[];

  constructor(faults: readonly DocumentFault[]) {
    super(`${faults.length} fault(s)`);
    this.faults = faults;
  }
}

/** The faults of one file; nothing where there are none. */
export function refuseFaults(file: string, faults: readonly FieldError[]): void {
  if (faults.length > 0) throw new Faulty(faults.map((fault) => ({ file, ...fault })));
}

/** Reads several documents and names the faults of all of them at once. */
export function allOf<Reads extends readonly (() => unknown)[]>(
  ...reads: Reads
): { [At in keyof Reads]: ReturnType<Reads[At]> } {
  const faults: DocumentFault[] = [];
  const read = reads.map((one) => {
    try {
      return one();
    } catch (error) {
      if (!(error instanceof Faulty)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  });
  if (faults.length > 0) throw new Faulty(faults);
  return read as { [At in keyof Reads]: ReturnType<Reads[At]> };
}

/** The document of a file as the product would take it from a request: the same bytes, parser and schema. */
export function readDocument<Document>(file: string, schema: z.ZodType<Document>): Document {
  const bytes = bytesOf(file);
  const tooLong = { path: '', message: `has ${bytes.length} bytes; a request has at most ${BODY_LIMIT_BYTES}` };
  if (bytes.length > BODY_LIMIT_BYTES) refuseFaults(file, [tooLong]);
  return checked(file, parsedJson(file, bytes), schema);
}

/** Throws `Faulty` with every bad field. */
export function checked<Document>(file: string, value: unknown, schema: z.ZodType<Document>): Document {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  refuseFaults(file, fieldErrors(result.error.issues));
  throw result.error;
}

export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Refusal(`${file} cannot be read`, { cause });
  }
}

/** JSON by the product's own parser, which refuses more than `JSON.parse`: a name twice in an object, for one. */
export function parsedJson(file: string, bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (isJson(bytes)) refuseFaults(file, error.errors ?? []);
    throw new Refusal(`${file} is not JSON`, { cause: error });
  }
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
