import type * as z from 'zod';
import { fieldErrors } from '../../lambdas/runtime/field-errors.ts';

export type Path = readonly (string | number)[];
type Json = Record<string | number, unknown>;

/** The paths that a body is refused for, each once. */
export function badPaths(schema: z.ZodType, body: unknown): string[] {
  const parsed = schema.safeParse(body);
  return parsed.success ? [] : [...new Set(fieldErrors(parsed.error.issues).map(({ path }) => path))].sort();
}

/** The path of everything in a body, the objects and lists themselves included. */
export function pathsOf(body: unknown, at: Path = []): Path[] {
  if (typeof body !== 'object' || body === null) return [at];
  const inner = Array.isArray(body)
    ? body.flatMap((entry, index) => pathsOf(entry, [...at, index]))
    : Object.entries(body).flatMap(([key, value]) => pathsOf(value, [...at, key]));
  return at.length === 0 ? inner : [at, ...inner];
}

export function valueAt(body: unknown, path: Path): unknown {
  return path.reduce((value, step) => (value as Json)[step], body);
}

export function changed(body: unknown, path: Path, value: unknown): unknown {
  const copy = copyOf(body);
  (valueAt(copy, path.slice(0, -1)) as Json)[path.at(-1) ?? ''] = value;
  return copy;
}

export function without(body: unknown, path: Path): unknown {
  const copy = copyOf(body);
  delete (valueAt(copy, path.slice(0, -1)) as Json)[path.at(-1) ?? ''];
  return copy;
}

/** A copy in which nothing is shared: a body built in code may hold one object in two places. */
function copyOf(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
