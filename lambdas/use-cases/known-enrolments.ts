import type { EnrolmentRow } from './enrolment-rows.ts';
import type { KnownEnrolments, RowsEffect } from './ports.ts';

export const nothingKnown = (): KnownEnrolments => ({
  isWhole: true,
  ...{ coverages: new Map(), members: new Map() },
  ...{ identities: new Map(), plans: new Map() },
});

/** Notes what has been written, for the rows that follow. */
export function noteWritten(known: KnownEnrolments, { members, coverages, identities }: RowsEffect): void {
  for (const { before, after } of members) {
    known.members.set(after.memberId, { ...after, revision: (before?.revision ?? 0) + 1 });
  }
  for (const { coverageId, insurerId, memberId } of coverages) known.coverages.set(coverageId, { insurerId, memberId });
  for (const { identityHash, memberId } of identities) known.identities.set(identityHash, memberId);
}

/** Of what is known only what some rows ask for, put to what was written. Everything else would pile up, file-long. */
export function carriedOver(known: KnownEnrolments, rows: readonly EnrolmentRow[], written: KnownEnrolments) {
  const carried: KnownEnrolments = { ...written, isWhole: known.isWhole };
  for (const { asked } of rows) {
    if (asked === undefined) continue;
    const { coverage, memberId, person } = asked;
    copy(known.coverages, carried.coverages, coverage.coverageId);
    copy(known.members, carried.members, memberId);
    copy(known.identities, carried.identities, person?.identityHash);
    copy(known.plans, carried.plans, coverage.planId);
  }
  return carried;
}

function copy<Value>(from: ReadonlyMap<string, Value>, to: Map<string, Value>, id: string | undefined): void {
  const value = id === undefined ? undefined : from.get(id);
  if (id !== undefined && value !== undefined) to.set(id, value);
}

/** What was looked up ahead of the last writes is behind them. A plan never goes away, so that the later look says more. */
export const joined = (carried: KnownEnrolments, ahead: KnownEnrolments): KnownEnrolments => ({
  isWhole: carried.isWhole && ahead.isWhole,
  coverages: new Map([...ahead.coverages, ...carried.coverages]),
  members: new Map([...ahead.members, ...carried.members]),
  identities: new Map([...ahead.identities, ...carried.identities]),
  plans: new Map([...carried.plans, ...ahead.plans]),
});
