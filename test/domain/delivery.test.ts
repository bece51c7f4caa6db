import { describe, expect, it } from 'vitest';
import type { Delivery, SendOutcome } from '../../lambdas/domain/delivery.ts';
import { afterAttempt, newDelivery, redriven } from '../../lambdas/domain/delivery.ts';

const START = Date.parse('2026-06-15T10:00:00+08:00');
const [MINUTE, HOUR] = [60_000, 3_600_000];
const DOWN: SendOutcome = { status: 503 };

const fresh = newDelivery({
  ref: { providerId: 'hospital-a', happenedAt: START, eventId: 'EV-1' },
  ...{ type: 'order.settled', orderNo: 'HX-1', body: '{}' },
});

/** Fails at every attempt; the waits between them. */
function failing(chance: number): { readonly waits: readonly number[]; readonly last: Delivery } {
  const waits: number[] = [];
  let last = afterAttempt(fresh, START, DOWN, chance);
  while (last.state === 'pending') {
    const at = last.attempts.at(-1)?.at ?? 0;
    waits.push(last.nextAt - at);
    last = afterAttempt(last, last.nextAt, DOWN, chance);
  }
  return { waits, last };
}

describe('a webhook that is not taken', () => {
  it('is sent again after longer and longer waits, the last time when three days are over', () => {
    const { waits, last } = failing(1 - Number.EPSILON);
    const hours = waits.slice(5).map((wait) => Math.round((wait / HOUR) * 10) / 10);
    expect(waits.slice(0, 5).map((wait) => Math.round(wait / 1000))).toEqual([5, 30, 120, 600, 1_800]);
    expect(hours).toEqual([1, 3, 6, 12, 24, 24, 1.3]);
    expect([last.state, (last.attempts.at(-1)?.at ?? 0) - START]).toEqual(['failed', 72 * HOUR]);
  });

  it.each([0.5, 0.1, 0.9])('waits for any part of that, so that a thousand do not come at once (%d)', (chance) => {
    const { waits, last } = failing(chance);
    expect(waits.slice(0, 4).map((wait) => wait / 1000)).toEqual(
      [5, 30, 120, 600].map((one) => Math.max(1, one * chance)),
    );
    expect([last.attempts.at(-1)?.at, last.attempts.length <= 20]).toEqual([START + 72 * HOUR, true]);
    expect(last.attempted).toBe(waits.length + 1);
  });

  it.each<[string, number]>([
    ['120', 2 * MINUTE],
    ['0', 1_000],
    ['999999999', 24 * HOUR],
    [new Date(START + 10 * MINUTE).toUTCString(), 10 * MINUTE],
    [new Date(START - 10 * MINUTE).toUTCString(), 1_000],
    ['soon', 1_000],
    ['-5', 1_000],
  ])('is left alone for as long as the provider asks by Retry-After: %s', (retryAfter, wait) => {
    const { nextAt } = afterAttempt(fresh, START, { status: 429, retryAfter }, 0);
    expect(nextAt - START).toBe(wait);
  });

  it.each([199, 204, 299, 300, 302, 400, 404, 410, 429, 500])(
    'is taken by 2xx alone, and wanted no more by 410 (%d)',
    (status) => {
      const { state } = afterAttempt(fresh, START, { status }, 0);
      const taken = status >= 200 && status < 300;
      expect(state).toBe(taken ? 'delivered' : status === 410 ? 'failed' : 'pending');
    },
  );

  it('has three days anew when it is redriven, counted from the first attempt that fails then', () => {
    const { last } = failing(0.9);
    const later = START + 1_000 * HOUR;
    const again = redriven(last, later);
    expect([again.state, again.nextAt]).toEqual(['pending', later]);
    const failed = afterAttempt(again, later, { obstacle: 'timeout' }, 0.9);
    expect([failed.state, failed.nextAt - later, failed.series?.until]).toEqual(['pending', 4_500, later + 72 * HOUR]);
    expect(failed.attempted).toBe(last.attempted + 1);
  });
});
