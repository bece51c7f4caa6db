import type { CalendarDate } from '../domain/calendar.ts';
import { sliceOf } from '../domain/closing.ts';
import type { BookEntry, ClosingDesk, LateNote } from './closing-ports.ts';

export interface LatePorts {
  readonly closing: Pick<
    ClosingDesk,
    'readLateNotes' | 'readLateEntries' | 'settleLateNote' | 'readClosingPlan' | 'readDraft'
  >;
}

/**
 * The lines that came too late for the statements of their own dates, all before `date`. A note only says that a line may have: where
 * the draft of its date has the line, the note is struck out. What a statement has taken up is noted so when that is published.
 */
export async function findLateLines(
  { closing }: LatePorts,
  insurerId: string,
  date: CalendarDate,
): Promise<readonly BookEntry[]> {
  const late: BookEntry[] = [];
  const isInStatement = statementSearch(closing);
  for await (const notes of closing.readLateNotes(insurerId, date)) {
    const outside: LateNote[] = [];
    for (const note of notes) {
      if (await isInStatement(note)) await closing.settleLateNote(note, { taken: false });
      else outside.push(note);
    }
    late.push(...(await closing.readLateEntries(outside)));
  }
  return late;
}

/** Asks for drafts. Notes come in the order of their lines, so that one draft at a time is enough. */
function statementSearch(closing: LatePorts['closing']): (note: LateNote) => Promise<boolean> {
  let plan: { readonly of: string; readonly value: Awaited<ReturnType<ClosingDesk['readClosingPlan']>> } | undefined;
  let draft: { readonly of: string; readonly facts: ReadonlySet<string> } | undefined;
  return async ({ insurerId, businessDate, postedAt, factId }) => {
    if (plan?.of !== businessDate) {
      plan = { of: businessDate, value: await closing.readClosingPlan(insurerId, businessDate) };
    }
    if (plan.value === undefined) return false;
    const slice = sliceOf(plan.value, postedAt);
    const of = `${businessDate} ${slice}`;
    if (draft?.of !== of) {
      const found = await closing.readDraft({ insurerId, businessDate, slice });
      if (found === undefined) throw new Error('the draft of a closed day is gone');
      draft = { of, facts: new Set(found.records.map(factIdIn)) };
    }
    return draft.facts.has(factId);
  };
}

const FACT_ID_COLUMN = 3;

/** Nothing before the fact's id can hold a comma. An id that a spreadsheet would calculate is marked. */
const factIdIn = (record: string): string =>
  (record.split(',', FACT_ID_COLUMN + 1)[FACT_ID_COLUMN] ?? '').replace(/^'/u, '');
