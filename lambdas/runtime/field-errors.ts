import type * as z from 'zod';
import type { FieldError } from './connector-error.ts';

/** More would help nobody, and a body of 256 KiB can hold a hundred thousand faults. */
export const MAX_FIELD_ERRORS = 100;
const MAX_PATH_LENGTH = 200;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Every bad field that a schema found, as `lines[0].amount`; an unknown field is named itself, not the object around it. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    if (errors.length >= MAX_FIELD_ERRORS) break;
    errors.push(...errorsOf(issue, []));
  }
  return errors.slice(0, MAX_FIELD_ERRORS);
}

function errorsOf(issue: Issue, parent: Path): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MAX_FIELD_ERRORS)
      .map((key) => ({ path: pathText([...path, key]), message: 'unknown field' }));
  }
  if (issue.code === 'invalid_union') {
    const nearest = nearestOption(issue.errors);
    if (nearest !== undefined) return nearest.flatMap((inner) => errorsOf(inner, path));
  }
  return [{ path: pathText(path), message: sentenceOf(issue.message) }];
}

const BOUND = /^Too (?:small|big): expected \w+ to (be|have) (>=|>|<=|<)(-?\d+)( \w+)?$/u;
const BOUND_WORDS: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
};
const OPTIONS = /^Invalid option: expected one of (.+)$/u;
const KIND = /^Invalid input: expected (\w+), received \w+$/u;

/** What the schema library says where a schema has no words of its own, in ours. */
function sentenceOf(message: string): string {
  if (message.endsWith(', received undefined')) return 'is required';
  if (message.endsWith(', received NaN')) return 'must be written as an integer';
  const [, verb, relation = '', bound, unit = ''] = BOUND.exec(message) ?? [];
  if (verb !== undefined) return `must ${verb} ${BOUND_WORDS[relation]} ${bound}${unit}`;
  const [, options] = OPTIONS.exec(message) ?? [];
  if (options !== undefined) return `must be one of ${options.replaceAll('"', '').replaceAll('|', ', ')}`;
  const [, kind] = KIND.exec(message) ?? [];
  return kind === undefined ? message : `must be ${/^[aeiou]/u.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** Of the shapes a value may have, the one it misses by least: its faults are what the sender needs to hear. */
function nearestOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  let nearest: readonly Issue[] | undefined;
  for (const option of options) {
    if (nearest === undefined || option.length < nearest.length) nearest = option;
  }
  return nearest;
}

/** `['lines', 0, 'amount']` → `lines[0].amount` */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    text += typeof step === 'number' ? `[${step}]` : `${text === '' ? '' : '.'}${String(step)}`;
  }
  return text.slice(0, MAX_PATH_LENGTH);
}
