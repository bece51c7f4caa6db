import type { ClaimRef } from '../contracts/claim-id.ts';
import { claimRefText } from '../contracts/claim-id.ts';
import { claimException, exceptionAfter } from '../domain/claim-exception.ts';
import type { ClaimAnswer, ClaimState } from '../domain/claim.ts';
import { isContradicted } from '../domain/claim.ts';
import type { EpochMs } from '../domain/calendar.ts';
import type { Timer } from '../domain/timer.ts';
import type { Claim, ClaimBook } from './claim-ports.ts';
import type { ExceptionRegister, Timetable } from './ports.ts';

export interface RecordPorts {
  readonly claims: Pick<ClaimBook, 'readClaim' | 'replaceClaim'>;
  readonly exceptions: ExceptionRegister;
  readonly timetable: Pick<Timetable, 'putTimer'>;
  readonly report: (claim: Claim, isExceptional: boolean) => void;
}

/** What became of recording: the claim as it stands, and whether it has been changed or contradicts what was to be recorded. */
export interface Recorded {
  readonly claim: Claim;
  readonly outcome: 'changed' | 'same' | 'contradicted';
}

const MOST_ROUNDS = 5;

/**
 * Goes on with a claim by a step that leaves a final state as it is. The timer is put down before the state says that there is one: a run
 * that breaks off in between is given its message again. Whoever was faster is read, and the step made from there. An answer that says
 * other than the final one before is an exception, and changes nothing.
 */
export async function recordClaim(
  ports: RecordPorts,
  before: Claim,
  step: (state: ClaimState) => ClaimState,
  now: EpochMs,
  answer?: ClaimAnswer,
): Promise<Recorded> {
  const { line } = before;
  let claim = before;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { state } = claim;
    if (answer !== undefined && isContradicted(state, answer)) {
      await ports.exceptions.openException(claimException('claim-contradicted', line, now));
      ports.report(claim, true);
      return { claim, outcome: 'contradicted' };
    }
    const after = step(state);
    if (after === state) return { claim, outcome: 'same' };
    if (after.nextAt !== undefined) await ports.timetable.putTimer(claimTimer(line, after.nextAt));
    const opening = exceptionAfter(line, state, after, now);
    if (await ports.claims.replaceClaim(line, state, after, opening)) {
      const changed = { line, state: after };
      ports.report(changed, opening !== undefined);
      return { claim: changed, outcome: 'changed' };
    }
    claim = (await ports.claims.readClaim(line)) ?? before;
  }
  throw new Error('the claim is being written by many at once');
}

export const claimTimer = (ref: ClaimRef, dueAt: EpochMs): Timer => ({ kind: 'claim', dueAt, id: claimRefText(ref) });
