import type { EnrolmentRecord } from '../domain/enrolment.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { fileLines } from './enrolment-lines.ts';
import type { EnrolmentRow } from './enrolment-rows.ts';
import { enrolmentRowOf } from './enrolment-rows.ts';
import type { EnrolmentBook, EnrolmentQuestion, KnownEnrolments, ObjectStore } from './ports.ts';

/** The next rows of a file, and what is known of what they name. */
export interface PreparedRows {
  readonly rows: readonly EnrolmentRow[];
  readonly known: KnownEnrolments;
}

interface PreparingPorts {
  readonly enrolments: Pick<EnrolmentBook, 'readEnrolments'>;
  readonly objects: Pick<ObjectStore, 'readObject'>;
}

/** A hundred items a call: members of five calls, sent at once. */
const ROWS_AT_ONCE = 500;

/** Reads a file from where it stands, so many rows at a time. */
export async function* preparedRows(
  { enrolments, objects }: PreparingPorts,
  { objectKey, insurerId, file, progress }: EnrolmentRecord,
  keys: ConnectorKeys,
): AsyncGenerator<PreparedRows, undefined> {
  const { place } = progress;
  const chunks = objects.readObject('enrolments', objectKey, { from: place.offset, versionId: file?.versionId });
  const prepared = async (rows: readonly EnrolmentRow[]): Promise<PreparedRows> => ({
    rows,
    known: await enrolments.readEnrolments(rows.flatMap(questionOf), 'members'),
  });
  let rows: EnrolmentRow[] = [];
  for await (const lines of fileLines(chunks, place)) {
    for (const line of lines) {
      rows.push(enrolmentRowOf(line, insurerId, keys));
      if (rows.length < ROWS_AT_ONCE) continue;
      yield await prepared(rows);
      rows = [];
    }
  }
  if (rows.length > 0) yield await prepared(rows);
}

/** What must be looked up for a row; nothing for one that is refused already. */
export function questionOf({ asked }: EnrolmentRow): readonly EnrolmentQuestion[] {
  if (asked === undefined) return [];
  const { coverage, memberId, person } = asked;
  const { coverageId, planId } = coverage;
  return [{ coverageId, memberId, planId, identityHash: person?.identityHash }];
}
