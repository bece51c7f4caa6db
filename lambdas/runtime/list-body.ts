import type * as z from 'zod';
import type { ListSchema } from '../contracts/list-schema.ts';
import { JSON_TYPE, NDJSON_TYPE } from '../contracts/list-schema.ts';
import type { FieldError } from './connector-error.ts';
import { fieldErrors, MAX_FIELD_ERRORS } from './field-errors.ts';
import type { JsonRead } from './json-body.ts';
import { bodyText, parseJson, readJson, requireMediaType } from './json-body.ts';
import type { BodyReader } from './request-content.ts';

/** One entry on its way in; `place` is how errors name it: `[17]` of a list, counted from 0, `line[18]` of NDJSON, from 1. */
type Arriving = JsonRead & { readonly place: string };

/**
 * Reads a body of many entries, as one JSON list or as NDJSON, in which empty lines are passed over. Every bad field of every entry
 * is named, until there are a hundred; no more entries are looked at than the list may have.
 */
export function listBody<Entry>(list: ListSchema<Entry>): BodyReader<readonly Entry[]> {
  return (bytes, contentType) => {
    const type = requireMediaType(contentType, [JSON_TYPE, NDJSON_TYPE] as const);
    if (type === NDJSON_TYPE) return readEntries(lines(bodyText(bytes)), list);
    const value = parseJson(bytes);
    if (!Array.isArray(value)) return { errors: [{ path: '', message: 'must be a list' }] };
    return readEntries(elements(value), list);
  };
}

/** A body that is a file of lines, as it is; there may be none. */
export const fileBody: BodyReader<Buffer | undefined> = Object.assign(
  (bytes: Buffer, contentType: string | undefined) => {
    if (bytes.length === 0) return { body: undefined };
    requireMediaType(contentType, [NDJSON_TYPE]);
    return { body: bytes };
  },
  { mayBeEmpty: true as const },
);

function* elements(list: readonly unknown[]): Generator<Arriving> {
  for (const [index, value] of list.entries()) yield { place: `[${index}]`, value };
}

function* lines(text: string): Generator<Arriving> {
  let number = 0;
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    from += line.length + 1;
    number++;
    if (line.trim() !== '') yield { place: `line[${number}]`, ...readJson(line) };
  }
}

function readEntries<Entry>(
  arriving: Iterable<Arriving>,
  { entry: schema, maxEntries, key }: ListSchema<Entry>,
): ReturnType<BodyReader<readonly Entry[]>> {
  const errors: FieldError[] = [];
  const entries: Entry[] = [];
  const placeOf = new Map<unknown, string>();
  let count = 0;
  for (const one of arriving) {
    if (++count > maxEntries) errors.push({ path: '', message: `must have at most ${maxEntries} entries` });
    if (count > maxEntries || errors.length >= MAX_FIELD_ERRORS) break;
    const read = 'fault' in one ? undefined : schema.safeParse(one.value);
    if (read?.success === true) {
      const before = placeOf.get(read.data[key]);
      if (before === undefined) placeOf.set(read.data[key], one.place);
      else errors.push({ path: `${one.place}.${key}`, message: `is the same as ${before}.${key}` });
      entries.push(read.data);
    } else errors.push(...errorsOf(one, read?.error));
  }
  if (count === 0) errors.push({ path: '', message: 'must have at least one entry' });
  return errors.length === 0 ? { body: entries } : { errors };
}

function errorsOf(one: Arriving, error: z.ZodError | undefined): readonly FieldError[] {
  if ('fault' in one) return [{ path: one.place, message: one.fault }];
  return fieldErrors(error?.issues ?? []).map(({ path, message }) => ({
    path: path === '' ? one.place : `${one.place}.${path}`,
    message,
  }));
}
