import type { EpochMs } from './calendar.ts';
import type { RetrySeries } from './retry-schedule.ts';
import { HOUR_MS, nextRetry } from './retry-schedule.ts';

/**
 * `unsubmitted`: the insurer does not have it. `unknown`: it may have it; nothing was answered. `pending`: it has it and has not decided.
 * `dead`: given up; a person looks at it. The list is part of the statement's columns.
 */
export const CLAIM_STATUSES = ['unsubmitted', 'unknown', 'pending', 'accepted', 'rejected', 'dead'] as const;
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

/** What an insurer says of a claim. */
export interface ClaimAnswer {
  readonly status: 'accepted' | 'rejected' | 'pending';
  readonly insurerClaimNo?: string | undefined;
  readonly reason?: string | undefined;
}

/** Why there was no answer. `cut-off`: the connection was lost after the claim had begun to be sent. `no-answer`: 2xx, but not an answer. */
export const CLAIM_OBSTACLES = [
  ...(['address-refused', 'unreachable', 'timeout', 'cut-off', 'no-answer'] as const),
  ...(['original-unsettled'] as const),
] as const;
export type ClaimObstacle = (typeof CLAIM_OBSTACLES)[number];

/** A claim was not answered: by which status of HTTP, or why else. */
export interface ClaimFailure {
  readonly failure: number | ClaimObstacle;
  /** the header, as it came */
  readonly retryAfter?: string | undefined;
}

/** What came of one attempt. */
export type ClaimOutcome = { readonly answer: ClaimAnswer } | ClaimFailure;

/** What is known of one claim, and what will be done about it. */
export interface ClaimState {
  readonly status: ClaimStatus;
  /** attempts of all kinds */
  readonly attempted: number;
  /** when it was first sent; undefined: never */
  readonly submittedAt: EpochMs | undefined;
  /** a timer stands at this instant. Undefined: none; what is not at rest then waits for its insurer to be within reach */
  readonly nextAt: EpochMs | undefined;
  /** undefined until an attempt has failed */
  readonly series: RetrySeries | undefined;
  readonly insurerClaimNo: string | undefined;
  /** in the insurer's words, at most so many as the contract lets in */
  readonly reason: string | undefined;
  /** of the last attempt that failed */
  readonly failure: ClaimFailure['failure'] | undefined;
  /** the latest changes of status, the oldest first */
  readonly history: readonly StatusChange[];
}

export interface StatusChange {
  readonly at: EpochMs;
  readonly status: ClaimStatus;
}

/** A claim that nobody has attempted yet. */
export const NEW_CLAIM: ClaimState = {
  ...{ status: 'unsubmitted', attempted: 0, history: [] },
  ...{ submittedAt: undefined, nextAt: undefined, series: undefined, insurerClaimNo: undefined },
  ...{ reason: undefined, failure: undefined },
};

/** Far more than happen to a claim: each is a step forward, or a person's wish. */
const MOST_CHANGES = 16;
/** A pending claim is asked about once a day at most, and half a day at least lies between. */
const LONGEST_ASK_MS = 24 * HOUR_MS;
/** After so long, somebody should ask the insurer by other means. */
const LONGEST_PENDING_MS = 30 * 24 * HOUR_MS;

/** Final for ever. */
export const isAnswered = ({ status }: ClaimState): boolean => status === 'accepted' || status === 'rejected';

/** Whether the insurer has it: what takes it back may follow. */
export const isWithInsurer = (state: ClaimState): boolean => state.status === 'pending' || isAnswered(state);

/** Whether the insurer may have it, so that it is asked before anything is sent again. */
export const isAskedFirst = ({ status }: ClaimState): boolean => status === 'unknown' || status === 'pending';

/** Whether nothing stands that would bring it to its insurer: neither a timer nor a person's look. The sweep brings it. */
export const isLeftOver = ({ status, nextAt }: ClaimState): boolean =>
  (status === 'unsubmitted' || status === 'unknown') && nextAt === undefined;

/** Whether an answer says other than the final one that is known. Texts may differ; a later `pending` is late, and no contradiction. */
export function isContradicted(state: ClaimState, { status, insurerClaimNo: no }: ClaimAnswer): boolean {
  if (!isAnswered(state) || status === 'pending') return false;
  const otherNo = no !== undefined && state.insurerClaimNo !== undefined && no !== state.insurerClaimNo;
  return status !== state.status || otherNo;
}

/** After an answer. One that is final stays as it is. `sentAt`: when this attempt sent it; undefined: it only asked. */
export function afterAnswer(
  state: ClaimState,
  answer: ClaimAnswer,
  { at, sentAt, chance }: { readonly at: EpochMs; readonly sentAt?: EpochMs | undefined; readonly chance: number },
): ClaimState {
  if (isAnswered(state)) return state;
  const told = {
    ...changed(attempted(state, sentAt), answer.status, at),
    insurerClaimNo: answer.insurerClaimNo ?? state.insurerClaimNo,
    reason: answer.reason,
    failure: undefined,
  };
  if (answer.status !== 'pending') return { ...told, nextAt: undefined, series: undefined };
  const pendingSince = state.status === 'pending' ? state.series : undefined;
  const series = pendingSince ?? { failed: 0, until: at + LONGEST_PENDING_MS };
  return { ...told, series, nextAt: at >= series.until ? undefined : nextAsk(at, chance) };
}

/** After an answer that came by itself: the same, but that nobody has attempted anything. */
export function afterResult(state: ClaimState, answer: ClaimAnswer, at: EpochMs): ClaimState {
  const after = afterAnswer(state, answer, { at, chance: 0 });
  return after === state ? state : { ...after, attempted: state.attempted };
}

/**
 * After a failure. It is tried again on the schedule, for three days, and then dead; where the insurer is out of reach altogether
 * (`held`), it waits for that to end, however long, without a timer and without its days being counted.
 */
export function afterFailure(
  state: ClaimState,
  { failure, retryAfter }: ClaimFailure,
  { at, sentAt, chance, held }: { at: EpochMs; sentAt?: EpochMs | undefined; chance: number; held: boolean },
): ClaimState {
  if (isAnswered(state)) return state;
  const tried = { ...attempted(state, sentAt), failure };
  if (state.status === 'pending') return { ...tried, nextAt: nextAsk(at, chance) };
  const mayHaveIt = sentAt !== undefined && mayHaveArrived(failure);
  const stands = changed(tried, mayHaveIt || state.status === 'unknown' ? 'unknown' : 'unsubmitted', at);
  if (held) return { ...stands, nextAt: undefined };
  const retry = nextRetry(state.series, at, retryAfter, chance);
  return retry === undefined ? { ...changed(stands, 'dead', at), nextAt: undefined } : { ...stands, ...retry };
}

/** It waits for something else than its insurer, until about this instant; none of its days are counted. */
export const waiting = (state: ClaimState, nextAt: EpochMs): ClaimState => ({ ...state, nextAt });

/** Its timer is over, and its insurer out of reach. A pending one is asked about later. */
export const heldBack = (state: ClaimState, at: EpochMs, chance: number): ClaimState => ({
  ...state,
  nextAt: state.status === 'pending' ? nextAsk(at, chance) : undefined,
});

/** A claim that somebody wants tried once more: at once, and again for three days. What may have arrived is asked about first. */
export function redrivenClaim(state: ClaimState, now: EpochMs): ClaimState {
  const before = state.submittedAt === undefined ? 'unsubmitted' : 'unknown';
  const stands = state.status === 'dead' ? changed(state, before, now) : state;
  return { ...stands, nextAt: now, series: undefined };
}

/** What was known of a claim at an instant, at its end; undefined state: nobody has attempted it. */
export function claimAsOf(
  state: ClaimState | undefined,
  at: EpochMs,
): { readonly status: ClaimStatus; readonly insurerClaimNo: string | undefined } {
  const status = state?.history.findLast((change) => change.at <= at)?.status ?? 'unsubmitted';
  // a claim that only becomes pending or answered after the instant has no number yet
  const isNumbered = status === 'pending' || status === 'accepted' || status === 'rejected';
  return { status, insurerClaimNo: isNumbered ? state?.insurerClaimNo : undefined };
}

/** When the final answer came; undefined: it has not. */
export const answeredAt = (state: ClaimState): EpochMs | undefined =>
  isAnswered(state) ? state.history.at(-1)?.at : undefined;

/** Whether a failure leaves open that the claim has arrived. */
const mayHaveArrived = (failure: ClaimFailure['failure']): boolean =>
  typeof failure === 'number'
    ? failure >= 500 || failure === 408
    : ['timeout', 'cut-off', 'no-answer'].includes(failure);

const attempted = (state: ClaimState, sentAt: EpochMs | undefined): ClaimState => ({
  ...state,
  attempted: state.attempted + 1,
  submittedAt: state.submittedAt ?? sentAt,
});

function changed(state: ClaimState, status: ClaimStatus, at: EpochMs): ClaimState {
  if (status === state.status) return state;
  return { ...state, status, history: [...state.history, { at, status }].slice(-MOST_CHANGES) };
}

/** Full jitter within the later half of a day. */
const nextAsk = (at: EpochMs, chance: number): EpochMs => at + Math.floor((LONGEST_ASK_MS / 2) * (1 + chance));

/** What an insurer answers that looked at the claim: everything else says that it takes no claims at all just now. */
const OF_THE_CLAIM: readonly ClaimFailure['failure'][] = [400, 409, 410, 413, 415, 422, 'no-answer'];

/** Whether the insurer was there: an answer, or a failure that is of this claim alone. */
export const wasReached = (outcome: ClaimOutcome): boolean =>
  'answer' in outcome || OF_THE_CLAIM.includes(outcome.failure);
