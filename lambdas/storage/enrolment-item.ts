import type { EnrolmentProgress, EnrolmentRecord, RefusedRow } from '../domain/enrolment.ts';
import type { Item } from './keys.ts';
import { enrolmentKey, numberOf, refusedRowsKey, textOf } from './keys.ts';

export function enrolmentItem(record: EnrolmentRecord): Item {
  return {
    ...enrolmentKey(record.enrolmentId),
    insurer: { S: record.insurerId },
    k: { S: record.objectKey },
    t: { N: String(record.createdAt) },
    ...progressAttributes(record),
  };
}

/** What changes while the file is worked off. `p` tells every state from every other, since each write leads further into the file. */
export function progressAttributes({ file, progress, isDone }: EnrolmentRecord): Item {
  return {
    p: { S: packProgress(progress) },
    ...(file !== undefined && { z: { N: String(file.bytes) } }),
    ...(file?.versionId !== undefined && { v: { S: file.versionId } }),
    ...(isDone && { d: { BOOL: true } }),
  };
}

export function packProgress({ place, received, accepted, refused, listed }: EnrolmentProgress): string {
  return [place.offset, place.lines, place.isInside ? 1 : 0, received, accepted, refused, listed].join(' ');
}

function unpackProgress(text: string): EnrolmentProgress {
  const [offset = 0, lines = 0, inside = 0, received = 0, accepted = 0, refused = 0, listed = 0] = text
    .split(' ')
    .map(Number);
  return { place: { offset, lines, isInside: inside === 1 }, received, accepted, refused, listed };
}

export function parseEnrolment(enrolmentId: string, item: Item): EnrolmentRecord {
  return {
    enrolmentId,
    insurerId: textOf(item, 'insurer'),
    objectKey: textOf(item, 'k'),
    createdAt: numberOf(item, 't'),
    file: item['z'] === undefined ? undefined : { versionId: item['v']?.S, bytes: numberOf(item, 'z') },
    progress: unpackProgress(textOf(item, 'p')),
    isDone: item['d']?.BOOL === true,
  };
}

type PackedRefusal = readonly [line: number, code: string, message: string];

/** At least one row; they stay in the order of their lines. */
export function refusedRowsItem(enrolmentId: string, rows: readonly RefusedRow[]): Item {
  const packed = rows.map(({ line, code, message }): PackedRefusal => [line, code, message]);
  return { ...refusedRowsKey(enrolmentId, rows.at(-1)?.line ?? 0), l: { S: JSON.stringify(packed) } };
}

export function parseRefusedRows(item: Item): RefusedRow[] {
  const packed = JSON.parse(textOf(item, 'l')) as readonly PackedRefusal[];
  return packed.map(([line, code, message]) => ({ line, code, message }));
}
