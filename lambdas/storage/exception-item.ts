import { createHash } from 'node:crypto';
import type {
  Exception,
  ExceptionOpening,
  ExceptionReference,
  ExceptionResolution,
  ExceptionState,
  ExceptionSubject,
} from '../domain/exception.ts';
import { subjectText } from '../domain/exception.ts';
import type { Item } from './keys.ts';
import { textOf } from './keys.ts';
import { tableShape } from './table-shape.ts';

/**
 * Found from nothing but what it is about, so that a request that is repeated names, and opens, the same one. People type it: it begins
 * with letters, since a dash at the front would be an option.
 */
export function exceptionId(subject: ExceptionSubject): string {
  return `EX-${createHash('sha256').update(subjectText(subject)).digest('base64url').slice(0, 22)}`;
}

/** Under which the index lists the exceptions of a state, in the order in which they were opened. */
export const exceptionsPartition = (state: ExceptionState): string => `EXCEPTIONS#${state}`;

/** `null` stands for a field that is absent. */
type PackedException = readonly [
  kind: Exception['kind'],
  role: Exception['owner']['role'],
  partnerId: string,
  providerId: string,
  orderNo: string,
  prescriptionNo: string | null,
  referenceOf: ExceptionReference['of'] | null,
  referenceId: string | null,
  openedAt: number,
];

/** All of an open exception but its key. */
export function openedAttributes(opening: ExceptionOpening): Item {
  const { kind, owner, providerId, orderNo, prescriptionNo, reference, openedAt } = opening;
  const packed: PackedException = [
    ...([kind, owner.role, owner.partnerId, providerId, orderNo, prescriptionNo ?? null] as const),
    ...([reference?.of ?? null, reference?.id ?? null, openedAt] as const),
  ];
  const { partitionKey, sortKey } = tableShape.statementIndex;
  return {
    c: { S: JSON.stringify(packed) },
    [partitionKey]: { S: exceptionsPartition('open') },
    [sortKey]: { S: `${openedAt.toString(36)}#${exceptionId(opening)}` },
  };
}

/** What resolving one changes: `x` is there from then on. */
export function resolvedAttributes({ note, resolvedBy, resolvedAt }: ExceptionResolution): Item {
  const packed: PackedResolution = [note, resolvedBy, resolvedAt];
  return {
    x: { S: JSON.stringify(packed) },
    [tableShape.statementIndex.partitionKey]: { S: exceptionsPartition('resolved') },
  };
}

type PackedResolution = readonly [note: string, resolvedBy: string, resolvedAt: number];

export function parseException(item: Readonly<Item>): Exception {
  const packed = JSON.parse(textOf(item, 'c')) as PackedException;
  const [kind, role, partnerId, providerId, orderNo, prescriptionNo, of, id, openedAt] = packed;
  return {
    exceptionId: textOf(item, 'pk').slice('EXCEPTION#'.length),
    ...{ kind, owner: { role, partnerId }, providerId, orderNo, openedAt },
    prescriptionNo: prescriptionNo ?? undefined,
    reference: of === null || id === null ? undefined : { of, id },
    resolution: parseResolution(item['x']?.S),
  };
}

function parseResolution(text: string | undefined): ExceptionResolution | undefined {
  if (text === undefined) return undefined;
  const [note, resolvedBy, resolvedAt] = JSON.parse(text) as PackedResolution;
  return { note, resolvedBy, resolvedAt };
}
