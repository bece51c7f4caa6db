import * as z from 'zod';
import {
  calendarDate,
  diagnosisCode,
  diagnosisPrefix,
  identifier,
  instant,
  labelText,
  nameText,
  quantityText,
  regionCode,
  residentId,
} from '../primitives.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';
import { prose } from './prose.ts';

/** As much of a JSON schema as the page shows. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
}

const patternOf = (schema: z.ZodType): string => z.toJSONSchema(schema).pattern ?? '';

/** The patterns of the primitives in words; others are shown as they are. */
const PATTERN_WORDS = new Map([
  [patternOf(identifier), '1 to 64 characters of A-Z a-z 0-9 _ . -'],
  [patternOf(calendarDate), 'date, YYYY-MM-DD'],
  [patternOf(instant), 'instant, ISO 8601 with offset'],
  [patternOf(quantityText), 'decimal, above 0 to 99999.9999'],
  [patternOf(regionCode), 'six digits'],
  [patternOf(residentId), '17 digits and a check digit'],
  [patternOf(nameText), '1 to 200 characters on one line'],
  [patternOf(labelText), '1 to 64 characters on one line'],
  [patternOf(diagnosisCode), 'ICD-10 code'],
  [patternOf(diagnosisPrefix), 'beginning of an ICD-10 code'],
]);

const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

export const shapeLink = (name: string): Markup => markup`<a href="#shape-${name}">${name}</a>`;

function typeText(schema: JsonSchema): Markup {
  if (schema.$ref !== undefined) return shapeLink(refName(schema.$ref));
  if (schema.anyOf !== undefined) return markup`${joined(schema.anyOf.map(typeText), ' or ')}`;
  if (schema.enum !== undefined)
    return markup`${joined(
      schema.enum.map((value) => markup`<code>${value}</code>`),
      ' | ',
    )}`;
  if (schema.type === 'array') return markup`list of ${typeText(schema.items ?? {})}`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return markup`object of ${typeText(schema.additionalProperties)}`;
  }
  return markup`${schema.type ?? 'anything'}`;
}

function joined(parts: readonly Markup[], separator: string): readonly Markup[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [markup`${separator}`, part]));
}

const figure = (value: number): string => value.toLocaleString('en');

function rangeText(low: number | undefined, high: number | undefined, unit: string): string | undefined {
  const from = low === undefined || low === Number.MIN_SAFE_INTEGER ? undefined : figure(low);
  const to = high === undefined || high === Number.MAX_SAFE_INTEGER ? undefined : figure(high);
  if (from === undefined) return to === undefined ? undefined : `up to ${to}${unit}`;
  return to === undefined ? `from ${from}${unit}` : `${from} to ${to}${unit}`;
}

function constraints(schema: JsonSchema): readonly string[] {
  const pattern = schema.pattern;
  const own = [
    pattern === undefined ? undefined : (PATTERN_WORDS.get(pattern) ?? `matches ${pattern}`),
    rangeText(schema.minimum, schema.maximum, ''),
    schema.type === 'array' ? rangeText(schema.minItems, schema.maxItems, ' entries') : undefined,
  ].filter((text) => text !== undefined);
  const inner = [schema.items, ...(schema.anyOf ?? [])].filter((one) => one !== undefined).flatMap(constraints);
  return [...new Set([...own, ...inner])];
}

/** The fields of a shape; `prefix` makes each one's address unique on the page. */
export function fieldList(schema: JsonSchema, prefix: string): Markup {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const bounds = constraints(field).join('; ');
    const optional = !required.has(name) && markup` <span class="optional">optional</span>`;
    return markup`<div class="field" id="${prefix}.${name}">
<dt><a class="name" href="#${prefix}.${name}"><code>${name}</code></a>${optional} <span class="type">${typeText(field)}</span></dt>
<dd>${prose(field.description ?? '')}${bounds !== '' && markup` <span class="bounds">${bounds}</span>`}${exampleOf(field)}</dd>
</div>`;
  });
  return markup`<dl class="fields">${rows}</dl>`;
}

/** An example says something where the type does not already list every value. */
function exampleOf(field: JsonSchema): Markup | false {
  const [value] = field.examples ?? [];
  if (value === undefined || field.enum !== undefined || field.type === 'boolean') return false;
  return markup` <span class="example">e.g. <code>${JSON.stringify(value)}</code></span>`;
}

export function shapeSection(name: string, schema: JsonSchema): Markup {
  return markup`<section class="shape" id="shape-${name}">
    <h3><a class="anchor" href="#shape-${name}">${name}</a></h3>
    <p>${prose(schema.description ?? '')}</p>
    ${fieldList(schema, `shape-${name}`)}
  </section>`;
}
