import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClaimAnswer, ClaimOutcome, ClaimState } from '../../lambdas/domain/claim.ts';
import {
  afterAnswer,
  afterFailure,
  answeredAt,
  claimAsOf,
  heldBack,
  isAnswered,
  isContradicted,
  isLeftOver,
  isWithInsurer,
  NEW_CLAIM,
  redrivenClaim,
} from '../../lambdas/domain/claim.ts';

const START = Date.parse('2026-06-15T10:00:00+08:00');
const [HOUR, DAY] = [3_600_000, 86_400_000];
const ACCEPTED: ClaimAnswer = { status: 'accepted', insurerClaimNo: 'IC-1' };
const REJECTED: ClaimAnswer = { status: 'rejected', reason: 'not ours' };
const PENDING: ClaimAnswer = { status: 'pending' };

const answered = (state: ClaimState, answer: ClaimAnswer, at = START, sentAt: number | undefined = at) =>
  afterAnswer(state, answer, { at, sentAt, chance: 0.5 });
const failed = (
  state: ClaimState,
  failure: number | 'timeout' | 'unreachable' | 'cut-off' | 'no-answer',
  at = START,
  held = false,
) => afterFailure(state, { failure }, { at, sentAt: at, chance: 0.5, held });

describe('a claim that was not answered', () => {
  it.each([
    ...([
      ['timeout', 'unknown'],
      ['cut-off', 'unknown'],
      ['no-answer', 'unknown'],
      [500, 'unknown'],
      [503, 'unknown'],
      [408, 'unknown'],
    ] as const),
    ...([
      ['unreachable', 'unsubmitted'],
      [400, 'unsubmitted'],
      [401, 'unsubmitted'],
      [429, 'unsubmitted'],
      [301, 'unsubmitted'],
    ] as const),
  ])('by %s is %s', (failure, status) => {
    expect(failed(NEW_CLAIM, failure).status).toBe(status);
    // it may have arrived the first time, whatever has become of the second
    expect(failed(failed(NEW_CLAIM, 'timeout'), failure).status).toBe('unknown');
  });

  it('and was only asked about has not been sent by that', () => {
    const asked = afterFailure(NEW_CLAIM, { failure: 'timeout' }, { at: START, chance: 0.5, held: false });
    expect([asked.status, asked.submittedAt]).toEqual(['unsubmitted', undefined]);
  });

  it('is tried again for three days, and then dead', () => {
    let [state, at] = [failed(NEW_CLAIM, 422), START];
    while (state.status !== 'dead') {
      expect([isLeftOver(state), (state.nextAt ?? 0) > at]).toEqual([false, true]);
      at = state.nextAt ?? 0;
      state = failed(state, 422, at);
    }
    expect([at - START, state.nextAt, state.failure]).toEqual([3 * DAY, undefined, 422]);
  });

  it('waits for an insurer out of reach however long, with its three days untouched', () => {
    let state = failed(NEW_CLAIM, 503);
    const { series } = state;
    for (let day = 1; day < 10; day++) state = failed(state, 503, START + day * DAY, true);
    expect([state.status, state.nextAt, isLeftOver(state), state.series]).toEqual(['unknown', undefined, true, series]);
    expect(failed(NEW_CLAIM, 503, START, true).series).toBeUndefined();
  });

  it('is tried anew when somebody redrives it, and asked about first where it may have arrived', () => {
    let [never, maybe] = [failed(NEW_CLAIM, 422), failed(NEW_CLAIM, 500)];
    while (never.status !== 'dead')
      never = afterFailure(never, { failure: 'unreachable' }, { at: never.nextAt ?? 0, chance: 0.5, held: false });
    while (maybe.status !== 'dead') maybe = failed(maybe, 500, maybe.nextAt);
    const again = redrivenClaim(maybe, START + 9 * DAY);
    expect([again.status, again.nextAt, again.series]).toEqual(['unknown', START + 9 * DAY, undefined]);
    // 422 is no sign that it was taken, and still the insurer has seen it
    expect(redrivenClaim(never, START).status).toBe('unknown');
    expect(failed(again, 500, again.nextAt).series?.until).toBe(START + 12 * DAY);
  });
});

describe('a claim that is pending', () => {
  it('is asked about once or twice a day, for thirty days, and stays pending', () => {
    let [state, asks] = [answered(NEW_CLAIM, PENDING), 0];
    const waits: number[] = [];
    for (let at = START; state.nextAt !== undefined; asks++) {
      waits.push(state.nextAt - at);
      at = state.nextAt;
      state = asks % 2 === 0 ? answered(state, PENDING, at, undefined) : failed(state, 503, at);
    }
    expect([state.status, isWithInsurer(state), isLeftOver(state)]).toEqual(['pending', true, false]);
    expect([Math.min(...waits), Math.max(...waits)]).toEqual([18 * HOUR, 18 * HOUR]);
    expect(asks * 18 * HOUR).toBeGreaterThanOrEqual(30 * DAY);
    expect(asks * 18 * HOUR).toBeLessThan(32 * DAY);
  });

  it('keeps its timer where its insurer is out of reach', () => {
    const state = heldBack(answered(NEW_CLAIM, PENDING), START, 0);
    expect([state.status, state.nextAt]).toEqual(['pending', START + DAY / 2]);
  });

  it('keeps its number where the final answer names none', () => {
    const state = answered(answered(NEW_CLAIM, { status: 'pending', insurerClaimNo: 'IC-7' }), { status: 'accepted' });
    expect([state.status, state.insurerClaimNo]).toEqual(['accepted', 'IC-7']);
  });
});

it('a dead claim may still be answered', () => {
  let state = failed(NEW_CLAIM, 500);
  while (state.status !== 'dead') state = failed(state, 500, state.nextAt);
  expect(answered(state, ACCEPTED, START + 9 * DAY)).toMatchObject({ status: 'accepted', insurerClaimNo: 'IC-1' });
});

it.each<[ClaimAnswer, ClaimAnswer, boolean]>([
  [ACCEPTED, ACCEPTED, false],
  [ACCEPTED, { status: 'accepted' }, false],
  [ACCEPTED, { ...ACCEPTED, reason: 'in other words' }, false],
  [ACCEPTED, PENDING, false],
  [ACCEPTED, { status: 'accepted', insurerClaimNo: 'IC-2' }, true],
  [ACCEPTED, REJECTED, true],
  [REJECTED, { status: 'rejected' }, false],
  [REJECTED, ACCEPTED, true],
  [PENDING, ACCEPTED, false],
  [PENDING, REJECTED, false],
])('after %j, %j contradicts: %s', (first, second, contradicts) => {
  expect(isContradicted(answered(NEW_CLAIM, first), second)).toBe(contradicts);
});

it('tells how it stood at an instant', () => {
  let state = failed(NEW_CLAIM, 'timeout', START);
  state = answered(state, PENDING, START + HOUR);
  state = answered(state, ACCEPTED, START + 2 * HOUR);
  const at = (hours: number) => claimAsOf(state, START + hours * HOUR);
  expect([-1, 0, 0.5, 1, 2, 9].map((hours) => at(hours).status)).toEqual([
    ...['unsubmitted', 'unknown', 'unknown', 'pending', 'accepted', 'accepted'],
  ]);
  expect([0, 2].map((hours) => at(hours).insurerClaimNo)).toEqual([undefined, 'IC-1']);
  expect([answeredAt(state), state.submittedAt]).toEqual([START + 2 * HOUR, START]);
  expect(claimAsOf(undefined, START)).toEqual({ status: 'unsubmitted', insurerClaimNo: undefined });
});

it('whatever comes in whatever order, a final state never changes, and another is never forgotten', () => {
  const outcome: fc.Arbitrary<ClaimOutcome> = fc.oneof(
    fc.constantFrom(ACCEPTED, REJECTED, PENDING).map((answer) => ({ answer })),
    fc
      .constantFrom<number | 'timeout' | 'unreachable'>('timeout', 'unreachable', 500, 429, 400)
      .map((failure) => ({ failure })),
  );
  const step = fc.record({
    outcome,
    sent: fc.boolean(),
    held: fc.boolean(),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let [state, at] = [NEW_CLAIM, START];
      for (const { outcome: came, sent, held, chance } of steps) {
        const before = state;
        const when = { at, sentAt: sent ? at : undefined, chance, held };
        state = 'answer' in came ? afterAnswer(state, came.answer, when) : afterFailure(state, came, when);
        if (isAnswered(before)) expect(state).toBe(before);
        const ways = [
          isAnswered(state),
          state.status === 'dead',
          state.nextAt !== undefined,
          isLeftOver(state),
          state.status === 'pending' && at - START >= 30 * DAY,
        ];
        expect(ways.some(Boolean)).toBe(true);
        expect(state.nextAt === undefined || state.nextAt > at).toBe(true);
        expect(state.history.length).toBeLessThanOrEqual(16);
        expect(state.history.at(-1)?.status ?? 'unsubmitted').toBe(state.status);
        at = state.nextAt ?? at + HOUR;
      }
    }),
  );
});
