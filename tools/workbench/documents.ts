import { readFileSync } from 'node:fs';
import type * as z from 'zod';
import { JSON_TYPE } from '../../lambdas/contracts/list-schema.ts';
import { BODY_LIMIT_BYTES } from '../../lambdas/contracts/route.ts';
import type { FieldError } from '../../lambdas/runtime/connector-error.ts';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import type { BodyReader } from '../../lambdas/runtime/request-content.ts';
import { objectBody } from '../../lambdas/runtime/request-content.ts';
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

/** Throws the faults of one file. */
export function refuse(file: string, faults: readonly FieldError[]): never {
  throw new Faulty(faults.map((fault) => ({ file, ...fault })));
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
  return readBody(file, BODY_LIMIT_BYTES, (bytes) => objectBody(schema)(bytes, JSON_TYPE));
}

/** What a file says as the body of a request. Throws `Faulty` with every bad field. */
export function readBody<Body>(
  file: string,
  limit: number,
  read: (bytes: Buffer) => ReturnType<BodyReader<Body>>,
): Body {
  const bytes = bytesOf(file);
  if (bytes.length > limit)
    return refuse(file, [{ path: '', message: `has ${bytes.length} bytes; a request has at most ${limit}` }]);
  const content = bodyOf(file, bytes, read);
  return 'errors' in content ? refuse(file, content.errors) : content.body;
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Refusal(`${file} cannot be read`, { cause });
  }
}

/** The product's parser refuses more than `JSON.parse` does, a name twice in an object for one: that is a fault of the document. */
function bodyOf<Body>(file: string, bytes: Buffer, read: (bytes: Buffer) => ReturnType<BodyReader<Body>>) {
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (isJson(bytes)) return refuse(file, error.errors ?? []);
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
