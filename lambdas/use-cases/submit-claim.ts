import type { ClaimRef } from '../contracts/claim-id.ts';
import { renderClaim } from '../contracts/render-claim.ts';
import type { EpochMs } from '../domain/calendar.ts';
import { isOpen, passage, withProbe } from '../domain/circuit-breaker.ts';
import { isClaim, settledBefore } from '../domain/book-line.ts';
import type { ClaimOutcome, ClaimState } from '../domain/claim.ts';
import {
  afterAnswer,
  afterFailure,
  heldBack,
  isAnswered,
  isAskedFirst,
  isLeftOver,
  isWithInsurer,
  NEW_CLAIM,
  waiting,
  wasReached,
} from '../domain/claim.ts';
import type { PartnerCache } from '../runtime/partner-cache.ts';
import type { ReachPorts } from './note-reach.ts';
import { noteReach } from './note-reach.ts';
import type { ClaimBook, ClaimFile, ClaimQueue, ClaimsSweep, InsurerDesk } from './claim-ports.ts';
import type { Timetable } from './ports.ts';
import { factId } from './ports.ts';
import type { RecordPorts } from './record-claim.ts';
import { claimTimer, recordClaim } from './record-claim.ts';

export interface SubmitPorts extends Omit<RecordPorts, 'timetable'>, ReachPorts {
  readonly timetable: Pick<Timetable, 'putTimer' | 'putTimerBack'>;
  readonly claims: ClaimBook;
  readonly partners: Pick<PartnerCache, 'read'>;
  readonly desk: InsurerDesk;
  readonly sweep: Pick<ClaimsSweep, 'setBackSweepMark'>;
  readonly queue: Pick<ClaimQueue, 'sendWithinReach'>;
}

/** A reversal whose original has no timer of its own looks for it again after so long. */
const ORIGINAL_WAIT_MS = 10 * 60_000;
const AFTER_ORIGINAL_MS = 1_000;

/**
 * Makes one attempt at a claim, where one is due. `askFirst`: it may have been sent without a word about it being kept. What may have
 * arrived is asked about before it is sent again; a reversal waits until its original is with the insurer; and while the insurer is out
 * of reach, nothing is sent but a probe now and then.
 */
export async function submitClaim(ports: SubmitPorts, ref: ClaimRef, askFirst: boolean, now: EpochMs): Promise<void> {
  const file = await ports.claims.readClaimFile(ref);
  const { state, breaker } = file;
  if (isAnswered(state) || state.status === 'dead' || !isClaim(file.line)) return;
  // a message that came twice; or a clock that is behind the one by which the timer was due
  if (state.nextAt !== undefined && state.nextAt > now)
    return ports.timetable.putTimerBack(claimTimer(ref, state.nextAt), now);
  const insurer = await ports.partners.read(ref.insurerId);
  const claimsUrl = insurer?.status === 'active' ? insurer.claimsUrl : undefined;
  const had = claimsUrl === undefined ? 'barred' : passage(breaker, now);
  if (claimsUrl === undefined || had === 'barred') return holdBack(ports, file, now);

  const original = await originalToCome(ports, file);
  if (original !== undefined) return awaitOriginal(ports, file, original, now);
  const passing = had === 'probe' ? withProbe(breaker, now) : breaker;
  if (had === 'probe' && !(await ports.breakers.replaceBreaker(ref.insurerId, breaker, passing))) {
    return holdBack(ports, file, now);
  }

  const attempt = await attemptClaim(ports, file, claimsUrl, askFirst, now);
  const { outcome } = attempt;
  const failure = 'failure' in outcome && !wasReached(outcome) ? outcome : undefined;
  const seen = { insurerId: ref.insurerId, breaker: passing, had, wasReached: attempt.wasReached, failure };
  const held = isOpen(await noteReach(ports, seen, now));
  const when = { at: now, sentAt: attempt.isSent ? now : undefined, chance: ports.chance(), held };
  const step = (before: ClaimState): ClaimState =>
    'answer' in outcome ? afterAnswer(before, outcome.answer, when) : afterFailure(before, outcome, when);
  const recorded = await recordClaim(ports, file, step, now, 'answer' in outcome ? outcome.answer : undefined);
  if (isLeftOver(recorded.claim.state)) await ports.sweep.setBackSweepMark(ref.insurerId, ref.postedAt);
  if (had === 'probe' && !held) await ports.queue.sendWithinReach(ref.insurerId, now);
}

interface Attempt {
  readonly outcome: ClaimOutcome;
  readonly isSent: boolean;
  /** at least one call got through */
  readonly wasReached: boolean;
}

async function attemptClaim(
  { desk }: SubmitPorts,
  { line, state, facts }: ClaimFile,
  claimsUrl: string,
  askFirst: boolean,
  now: EpochMs,
): Promise<Attempt> {
  const { claimId } = line;
  const isAsked = askFirst || isAskedFirst(state);
  if (isAsked) {
    const said = await desk.ask(claimsUrl, claimId, now);
    if (said !== 'never-arrived') return { outcome: said, isSent: false, wasReached: wasReached(said) };
  }
  const body = JSON.stringify(renderClaim(line, facts));
  const outcome = await desk.submit(claimsUrl, claimId, body, now);
  return { outcome, isSent: true, wasReached: isAsked || wasReached(outcome) };
}

/** What a reversal may take back must be with the insurer before it: the first claim that is not; undefined where all are. */
async function originalToCome({ claims }: SubmitPorts, { line, facts }: ClaimFile): Promise<ClaimState | undefined> {
  const { insurerId } = line;
  for (const fact of line.type === 'reversal' ? settledBefore(line.sequence, facts, insurerId) : []) {
    const { businessDate, postedAt } = fact;
    const claim = await claims.readClaim({ insurerId, businessDate, postedAt, factId: factId(fact) });
    const state = claim?.state ?? NEW_CLAIM;
    if (!isWithInsurer(state)) return state;
  }
  return undefined;
}

/** The original has its own turn first; one that was given up has none, and this one is given up after the same time. */
async function awaitOriginal(
  ports: SubmitPorts,
  file: ClaimFile,
  { status, nextAt }: ClaimState,
  now: EpochMs,
): Promise<void> {
  const chance = ports.chance();
  const failed = { at: now, chance, held: false };
  const lookAt = Math.max(now, nextAt ?? now + ORIGINAL_WAIT_MS) + AFTER_ORIGINAL_MS;
  const step = (state: ClaimState): ClaimState =>
    status === 'dead' ? afterFailure(state, { failure: 'original-unsettled' }, failed) : waiting(state, lookAt);
  await recordClaim(ports, file, step, now);
}

/** Nothing brings it to its insurer now but the sweep; one that was pending keeps a timer. */
async function holdBack(ports: SubmitPorts, file: ClaimFile, now: EpochMs): Promise<void> {
  const { line, state } = file;
  const chance = ports.chance();
  if (state.nextAt !== undefined) await recordClaim(ports, file, (before) => heldBack(before, now, chance), now);
  if (state.status !== 'pending') await ports.sweep.setBackSweepMark(line.insurerId, line.postedAt);
}
