import { MAX_REFUSED_LISTED } from '../contracts/enrolment-file.ts';
import type { EnrolmentProgress, RefusedRow } from '../domain/enrolment.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { CoverageAsked } from './enrol-coverage.ts';
import { enrolmentOf } from './enrol-coverage.ts';
import type { EnrolmentRow } from './enrolment-rows.ts';
import { refusedRow } from './enrolment-rows.ts';
import type { Enrolment, KnownEnrolments, MemberChange, RowsEffect, SealedOwner, StoredMember } from './ports.ts';
import { MAX_ROW_WRITES } from './ports.ts';

/** What the next rows of a file come to, in one write. */
export interface PlannedRows {
  /** how many of the rows it takes */
  readonly count: number;
  /** more rows would not fit */
  readonly isFull: boolean;
  readonly progress: EnrolmentProgress;
  readonly effect: RowsEffect;
  /** a row was refused by what is known, which may be too little to say why */
  readonly isGuess: boolean;
}

/** Refusals that one item holds: 300 characters each are well below its 400 KB. */
const MAX_REFUSED_AT_ONCE = 500;
/** Bytes of members' coverages in one transaction, which may have 4 MB; an amended member is written twice. */
const MAX_COVERAGE_BYTES = 1_500_000;
const BYTES_OF_A_COVERAGE = 400;

/**
 * Takes rows, in their order, until a write is full or `most` are taken. Each row is decided as if those before it were written already;
 * rows of one member become one write of it, because nobody could have seen it in between.
 */
export function planRows(
  rows: readonly EnrolmentRow[],
  known: KnownEnrolments,
  before: EnrolmentProgress,
  most: number,
): PlannedRows {
  const changes = changesUpon(known);
  const refused: RefusedRow[] = [];
  let [count, received, accepted] = [0, 0, 0];
  let [isFull, isGuess] = [false, false];
  for (const row of rows) {
    if (count === most || changes.isFull() || refused.length === MAX_REFUSED_AT_ONCE) {
      isFull = true;
      break;
    }
    const fault = row.asked === undefined ? row.refused : changes.take(row.line, row.asked);
    if (fault !== undefined) refused.push(fault);
    if (fault !== undefined && row.asked !== undefined) isGuess = !known.isWhole;
    else if (row.asked !== undefined) accepted += 1;
    if (fault !== undefined || row.asked !== undefined) received += 1;
    count += 1;
  }
  const listed = refused.slice(0, MAX_REFUSED_LISTED - before.listed);
  return {
    ...{ count, isFull, isGuess },
    progress: {
      place: rows[count - 1]?.after ?? before.place,
      received: before.received + received,
      accepted: before.accepted + accepted,
      refused: before.refused + refused.length,
      listed: before.listed + listed.length,
    },
    effect: { ...changes.effect(), refused: listed },
  };
}

function changesUpon(known: KnownEnrolments) {
  const members = new Map<string, MemberChange>();
  const coverages = new Map<string, RowsEffect['coverages'][number]>();
  const identities = new Map<string, SealedOwner>();
  let [writes, bytes] = [0, 0];

  function note({ after, newCoverage, identity }: Enrolment): void {
    const { memberId } = after;
    const stored = known.members.get(memberId);
    if (!members.has(memberId)) {
      writes += stored === undefined ? 1 : 2;
      bytes += (after.coverages.length + (stored?.coverages.length ?? 0)) * BYTES_OF_A_COVERAGE;
    }
    members.set(memberId, { before: stored, after });
    if (newCoverage !== undefined) coverages.set(newCoverage.coverageId, { ...newCoverage, memberId });
    if (identity !== undefined) identities.set(identity.identityHash, identity);
  }

  return {
    // a row takes four at most: the member, what it was before, a coverage and an identity
    isFull: () => writes + coverages.size + identities.size > MAX_ROW_WRITES - 4 || bytes > MAX_COVERAGE_BYTES,
    take: (line: number, asked: CoverageAsked): RefusedRow | undefined => {
      const { coverage, memberId, person } = asked;
      const member: StoredMember | undefined = members.get(memberId)?.after ?? known.members.get(memberId);
      const owner =
        person && (identities.get(person.identityHash)?.memberId ?? known.identities.get(person.identityHash));
      try {
        const enrolment = enrolmentOf(
          {
            coverage: coverages.get(coverage.coverageId) ?? known.coverages.get(coverage.coverageId),
            ...{ member, plan: known.plans.get(coverage.planId), identityMemberId: owner },
          },
          asked,
        );
        if (enrolment !== undefined) note(enrolment);
        return undefined;
      } catch (error) {
        if (error instanceof ConnectorError) return refusedRow(line, error);
        throw error;
      }
    },
    effect: () => ({
      members: [...members.values()],
      coverages: [...coverages.values()],
      identities: [...identities.values()],
    }),
  };
}
