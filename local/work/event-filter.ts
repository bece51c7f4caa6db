import { StartFailure } from '../engines/start-failure.ts';

/** A filter of Lambda, made ready: whether a record passes it. */
export type EventPattern = (value: unknown) => boolean;

type Comparison = (value: unknown) => boolean;

/**
 * The part of Lambda's filter language that the stack uses: nested names, and in a list exact values or `{"prefix": "…"}`. Any other
 * comparison stops the start, since a filter that is guessed gives functions other records than AWS would.
 */
export function eventPattern(pattern: unknown, where: string): EventPattern {
  if (Array.isArray(pattern)) {
    const comparisons = pattern.map((one) => comparison(one, where));
    return (value) => comparisons.some((matches) => matches(value));
  }
  if (typeof pattern !== 'object' || pattern === null) throw notUnderstood(pattern, where);
  const parts = Object.entries(pattern).map(([name, part]) => {
    if (name.startsWith('$')) throw notUnderstood(name, where);
    return [name, eventPattern(part, where)] as const;
  });
  return (value) => isObject(value) && parts.every(([name, matches]) => matches(value[name]));
}

function comparison(wanted: unknown, where: string): Comparison {
  if (!isObject(wanted)) return (value) => value === wanted;
  const { prefix, ...others } = wanted;
  if (typeof prefix !== 'string' || Object.keys(others).length > 0) throw notUnderstood(wanted, where);
  return (value) => typeof value === 'string' && value.startsWith(prefix);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const notUnderstood = (what: unknown, where: string) =>
  new StartFailure(`Local mode does not understand ${JSON.stringify(what)} in the filter of ${where}.`);
