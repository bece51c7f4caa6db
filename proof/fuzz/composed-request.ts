import type { Chance } from '../../bench/workload/decisions/chance.ts';
import type { Remembered } from './memory.ts';
import type { BodyForm, Operation, Parameter } from './operations.ts';
import { linesOf, NDJSON } from './operations.ts';
import { spoilt, spoiltText } from './spoilt-value.ts';
import type { Source } from './valid-value.ts';
import { renumbered, validValue } from './valid-value.ts';

/** A request before it is signed, as it can be written down and sent again. */
export interface ComposedRequest extends Remembered {
  readonly operationId: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** as sent; undefined: without a body */
  readonly text: string | undefined;
  readonly proof: Proof;
}

/** How it is signed. */
export type Proof = 'right' | 'none' | 'other-body' | 'other-key' | 'uncovered' | 'old' | 'twice' | 'garbled';

const WRONG_PROOFS: readonly Proof[] = ['none', 'other-body', 'other-key', 'uncovered', 'old', 'twice', 'garbled'];
const MEDIA_TYPES = ['text/plain', 'application/xml', 'application/json; charset=gbk', 'application/x-ndjson', ''];
const HEADERS: readonly (readonly [string, string])[] = [
  ...(['accept', 'accept-encoding', 'if-none-match'] as const).flatMap((name) =>
    ['text/html', 'text/csv', 'gzip', 'br;q=0', '*/*;q=0.1', '"x"', '((', '年'].map((value) => [name, value] as const),
  ),
  ...(['idempotency-key', '__proto__', 'cookie'] as const).map((name) => [name, 'k=1'] as const),
];

export function composedRequest(operation: Operation, source: Source): ComposedRequest {
  const { chance, memory } = source;
  const { route } = operation;
  const earlier = chance.happens(600) ? memory.earlier(route.operationId, chance) : undefined;
  const form = operation.bodies.length === 0 ? undefined : chance.pick(operation.bodies);
  const changes = chance.pick([0, 0, 0, 0, 1, 1, 1, 2, 3]);
  const sound = form && soundBody(form, earlier, source);
  const body = changes === 0 ? sound : spoilt(sound, changes, chance);
  const parameters = parametersFor(operation.parameters, earlier, body, source);
  const mediaType = form && chance.happens(25) ? chance.pick(MEDIA_TYPES) : form?.mediaType;
  return {
    operationId: route.operationId,
    method: route.method,
    target: targetOf(operation, parameters),
    partnerId: partnerFor(operation, chance),
    headers: {
      ...(mediaType !== undefined && { 'content-type': mediaType }),
      ...(chance.happens(80) && Object.fromEntries([chance.pick(HEADERS)])),
    },
    parameters,
    body,
    text: textOf(form, body, chance),
    proof: chance.happens(40) ? chance.pick(WRONG_PROOFS) : 'right',
  };
}

function soundBody({ schema, examples }: BodyForm, earlier: Remembered | undefined, source: Source): unknown {
  if (earlier?.body !== undefined) return renumbered(earlier.body, source);
  if (examples.length > 0 && source.chance.happens(300)) return renumbered(source.chance.pick(examples), source);
  return validValue(schema, source);
}

function parametersFor(
  parameters: readonly Parameter[],
  earlier: Remembered | undefined,
  body: unknown,
  source: Source,
): Readonly<Record<string, string>> {
  const { chance } = source;
  const said = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const entries = parameters
    .filter((parameter) => parameter.in === 'path' || chance.happens(350))
    .map(({ name, schema }) => {
      const before = chance.happens(500) ? earlier?.parameters[name] : undefined;
      // a plan says its own address again
      const value = said[name] ?? before ?? validValue(schema, source, name);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [name, chance.happens(60) ? spoiltText(text, chance) : text] as const;
    });
  return Object.fromEntries(entries);
}

function targetOf({ route, parameters }: Operation, values: Readonly<Record<string, string>>): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(values[name] ?? ''));
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && values[parameter.name] !== undefined)
    .map(({ name }) => `${name}=${encoded(values[name] ?? '')}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** Mostly the one whose things these are, at times its neighbour, at times one who has no business here. */
function partnerFor({ route: { door, proof } }: Operation, chance: Chance): string {
  const kinds = ['hospital', 'pharmacy', 'insurer'] as const;
  if (proof === 'standard-webhooks') return chance.pick(['pharmacy-a', 'pharmacy-a', 'pharmacy-a', 'pharmacy-b']);
  const kind = door === 'public' || chance.happens(20) ? chance.pick(kinds) : chance.pick(door);
  return `${kind}-${chance.happens(80) ? 'b' : 'a'}`;
}

/** The body as it is written, or at times as nobody should write it. */
function textOf(form: BodyForm | undefined, body: unknown, chance: Chance): string | undefined {
  if (form === undefined) return chance.happens(20) ? '{}' : undefined;
  const text = form.mediaType === NDJSON && Array.isArray(body) ? linesOf(body) : JSON.stringify(body);
  if (!chance.happens(40)) return text;
  const at = chance.below(text.length);
  return chance.pick([
    text.slice(0, at),
    `${text}${text}`,
    `\ufeff${text}`,
    text.replace('{', '{"a":1,"a":2,'),
    `${text.slice(0, at)}\u0000${text.slice(at)}`,
    '['.repeat(3_000),
    '',
    'null',
  ]);
}
