import type { BookLine } from '../domain/book-line.ts';
import type { ClosingPlan, ClosingSlice } from '../domain/closing.ts';
import { sliceRange } from '../domain/closing.ts';
import { addEntries } from '../domain/trial-balance.ts';
import type { Trial } from '../domain/trial-balance.ts';
import { entriesOf } from '../domain/ledger.ts';
import type { ClaimMark } from '../domain/statement-row.ts';
import { isUnsubmitted, statementRecord } from '../domain/statement-row.ts';
import { cutParts } from '../domain/statement-part.ts';
import type { CompletePorts } from './complete-slice.ts';
import { completeEntries } from './complete-slice.ts';
import type { LatePorts } from './find-late-lines.ts';
import { findLateLines } from './find-late-lines.ts';
import type { BookEntry, ClosingDesk, Draft } from './closing-ports.ts';
import { claimMarkOf } from './closing-ports.ts';

export interface FreezePorts extends CompletePorts, LatePorts {
  readonly closing: Pick<ClosingDesk, 'readClosingPlan' | 'freezeDraft' | 'writeFrozenSlice'> &
    CompletePorts['closing'] &
    LatePorts['closing'];
}

/**
 * Makes a draft of the lines of a slice, and whoever made it first made it for ever: the claims of the lines go on, and what is written,
 * however often, stays the same. The first slice takes up what came too late for the days before.
 */
export async function freezeSlice(ports: FreezePorts, slice: ClosingSlice): Promise<void> {
  const { closing } = ports;
  const plan = await closing.readClosingPlan(slice.insurerId, slice.businessDate);
  if (plan === undefined) throw new Error('a slice without a plan');
  const late = slice.slice === 0 ? await findLateLines(ports, slice.insurerId, slice.businessDate) : [];
  const own = await completeEntries(ports, slice, sliceRange(plan, slice.slice));
  const draft = await closing.freezeDraft(slice, draftOf(late, own, plan));
  const { lines, parts } = draft.summary;
  await closing.writeFrozenSlice(slice, { lines, parts });
}

function draftOf(late: readonly BookEntry[], own: readonly BookEntry[], plan: ClosingPlan): Draft {
  const trial: Trial = new Map();
  const records: string[] = [];
  let [debit, credit, unsubmittedCount] = [0, 0, 0];
  for (const [isLate, entries] of [[true, late] as const, [false, own] as const]) {
    for (const { line, item } of entries) {
      const claim = claimOf(line, item, plan);
      records.push(statementRecord(line, claim, { isLate }));
      addEntries(trial, entriesOf(line));
      if (line.direction === 'debit') debit += line.amount;
      else credit += line.amount;
      if (isUnsubmitted(claim.claimStatus)) unsubmittedCount += 1;
    }
  }
  const notes = late.map(({ line: { insurerId, businessDate, postedAt, factId } }) => ({
    ...{ insurerId, businessDate, postedAt, factId },
  }));
  return {
    records,
    summary: {
      ...{ lines: records.length, parts: cutParts(records).length, debit, credit },
      ...{ lateCount: late.length, unsubmittedCount, late: notes },
      trial: [...trial].map(([account, sums]) => [account, sums.debit, sums.credit] as const),
    },
  };
}

/** An adjustment is no claim: the insurer asked for it. */
function claimOf(line: BookLine, item: BookEntry['item'], { cutOff }: ClosingPlan): ClaimMark {
  if (line.type === 'adjustment') return { claimStatus: '', insurerClaimNo: null };
  return claimMarkOf(item, cutOff);
}
