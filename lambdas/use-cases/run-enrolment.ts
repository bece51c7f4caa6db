import type { EnrolmentRecord } from '../domain/enrolment.ts';
import type { ConnectorKeys } from '../runtime/connector-keys.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { EnrolmentRow } from './enrolment-rows.ts';
import { preparedRows, questionOf } from './prepare-rows.ts';
import { carriedOver, joined, noteWritten, nothingKnown } from './known-enrolments.ts';
import { planRows } from './plan-rows.ts';
import type { EnrolmentBook, EnrolmentQueue, KnownEnrolments, ObjectStore, OrderPorts } from './ports.ts';

export interface RunPorts {
  readonly enrolments: Pick<EnrolmentBook, 'readEnrolment' | 'readEnrolments' | 'writeRows'>;
  readonly objects: Pick<ObjectStore, 'headObject' | 'readObject'>;
  readonly queue: EnrolmentQueue;
  readonly keys: () => Promise<ConnectorKeys>;
  readonly pause: OrderPorts['pause'];
  /** whether the rest of the file is for another run */
  readonly timeIsUp: () => boolean;
}

const MAX_ATTEMPTS = 24;
const MOST_AT_ONCE = 1_000;

/** Rows that are read and not yet written, with what is known of them. */
interface AtHand {
  readonly record: EnrolmentRecord;
  readonly rows: readonly EnrolmentRow[];
  readonly known: KnownEnrolments;
}

/**
 * Works off a file from where it stands, until it ends or the time is up; then it sends for another run. Whoever finds that somebody else
 * has gone on with the file leaves it to them. A file that has not come yet, or is done with, is left alone.
 */
export async function runEnrolment(ports: RunPorts, enrolmentId: string): Promise<void> {
  const begun = await beginning(ports, enrolmentId);
  if (begun === undefined) return;
  const blocks = preparedRows(ports, begun, await ports.keys());
  let at: AtHand | undefined = { record: begun, rows: [], known: nothingKnown() };
  // the next rows are read and looked up while these are written
  let coming = blocks.next();
  for (let isLast = false; !isLast;) {
    const arrived = await coming;
    isLast = arrived.done === true;
    if (!isLast) {
      coming = blocks.next();
      coming.catch(() => undefined);
    }
    const isUp = !isLast && ports.timeIsUp();
    const { record, rows, known }: AtHand = at;
    const next = arrived.value ?? { rows: [], known: nothingKnown() };
    const atHand = { record, rows: [...rows, ...next.rows], known: joined(known, next.known) };
    at = await worked(ports, atHand, { isLast, isUp });
    if (at === undefined) return;
    if (isUp) {
      await coming.catch(() => undefined);
      return ports.queue.sendEnrolment({ enrolmentId });
    }
  }
}

async function beginning({ enrolments, objects }: RunPorts, enrolmentId: string): Promise<EnrolmentRecord | undefined> {
  const record = await enrolments.readEnrolment(enrolmentId);
  if (record === undefined || record.isDone) return undefined;
  if (record.file !== undefined) return record;
  const file = await objects.headObject('enrolments', record.objectKey);
  return file && { ...record, file: { versionId: file.versionId, bytes: file.bytes } };
}

/**
 * Writes rows until fewer are left than one write could hold. Where no more come, or the time is up, none are left, so that every run gets
 * further. Undefined where somebody else has.
 */
async function worked(
  ports: RunPorts,
  from: AtHand,
  { isLast, isUp }: { readonly isLast: boolean; readonly isUp: boolean },
): Promise<AtHand | undefined> {
  let { record, rows, known } = from;
  let [attempt, most] = [0, MOST_AT_ONCE];
  const written = nothingKnown();
  const lookAgain = async () => ports.enrolments.readEnrolments(rows.flatMap(questionOf), 'all');
  for (;;) {
    const planned = planRows(rows, known, record.progress, most);
    if (planned.isGuess) {
      known = await lookAgain();
      continue;
    }
    const left = (): AtHand => ({ record, rows, known: carriedOver(known, rows, written) });
    if (!planned.isFull && !isLast && !isUp) return left();
    const isDone = isLast && planned.count === rows.length;
    const after: EnrolmentRecord = { ...record, progress: planned.progress, isDone };
    const outcome = await ports.enrolments.writeRows(record, after, planned.effect);
    if (outcome === 'overtaken') return undefined;
    if (outcome === 'written') {
      noteWritten(known, planned.effect);
      noteWritten(written, planned.effect);
      rows = rows.slice(planned.count);
      record = after;
      [attempt, most] = [0, MOST_AT_ONCE];
      if (isDone || (isUp && rows.length === 0)) return left();
      continue;
    }
    // of fewer rows fewer can have been moved by somebody else; in the end it is one
    if (++attempt === MAX_ATTEMPTS) throw new ConnectorError('connector.busy', 'Other changes are under way.');
    most = Math.max(1, Math.floor(planned.count / 2));
    await ports.pause(attempt);
    known = await lookAgain();
  }
}
