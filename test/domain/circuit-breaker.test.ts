import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Breaker } from '../../lambdas/domain/circuit-breaker.ts';
import { afterFailureToReach, CLOSED, isOpen, passage, withProbe } from '../../lambdas/domain/circuit-breaker.ts';

const START = Date.parse('2026-06-15T10:00:00+08:00');
const [SECOND, MINUTE, DAY] = [1_000, 60_000, 86_400_000];
const MOST = 1 - Number.EPSILON;

const failed = (breaker: Breaker, had: 'free' | 'probe', now: number, askedMs = 0, chance = MOST): Breaker =>
  afterFailureToReach(breaker, had, { now, askedMs, chance });

/** Closed, and failed so often in a row. */
function after(failures: number, now = START): Breaker {
  return Array.from({ length: failures }).reduce<Breaker>((breaker) => failed(breaker, 'free', now), CLOSED);
}

describe('a breaker', () => {
  it('lets everybody through until five calls in a row have failed', () => {
    expect([0, 1, 4, 5].map((failures) => passage(after(failures), START))).toEqual(['free', 'free', 'free', 'barred']);
  });

  it('lets one probe through when the wait is over, and nobody beside it', () => {
    const open = after(5);
    const at = open.probeAt ?? 0;
    expect([passage(open, at - 1), passage(open, at)]).toEqual(['barred', 'probe']);
    const probing = withProbe(open, at);
    expect([passage(probing, at), passage(probing, at + MINUTE - 1)]).toEqual(['barred', 'barred']);
    // whoever probed has not come back
    expect(passage(probing, at + MINUTE)).toBe('probe');
  });

  it('waits longer after each probe that fails, five minutes at most', () => {
    let [breaker, now] = [after(5), START];
    const waits: number[] = [];
    for (let probe = 0; probe < 9; probe++) {
      waits.push((breaker.probeAt ?? 0) - now);
      now = breaker.probeAt ?? 0;
      breaker = failed(withProbe(breaker, now), 'probe', now);
    }
    expect(waits.map((wait) => Math.round(wait / SECOND))).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('waits for as long as it is asked to, and for any part of its own wait otherwise', () => {
    expect(failed(after(4), 'free', START, 2 * MINUTE).probeAt).toBe(START + 2 * MINUTE);
    expect(failed(after(4), 'free', START, 0, 0.5).probeAt).toBe(START + 2_500);
    expect(failed(after(4), 'free', START, 0, 0).probeAt).toBe(START + SECOND);
  });

  it('learns nothing from calls that had set out before it opened', () => {
    const open = after(5);
    expect(failed(open, 'free', START + MINUTE)).toBe(open);
  });

  it('does not wait for an instant that a clock set back has moved out of sight', () => {
    expect(passage(after(5), START - 2 * DAY)).toBe('probe');
  });

  it('once open, is never shut for good: within a day somebody may probe', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: DAY }),
      asked: fc.integer({ min: 0, max: DAY }),
      chance: fc.double({ min: 0, max: MOST, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let [breaker, now] = [CLOSED, START];
        for (const { wait, asked, chance } of steps) {
          now += wait;
          const may = passage(breaker, now);
          if (may === 'barred') continue;
          if (may === 'probe') breaker = withProbe(breaker, now);
          breaker = failed(breaker, may, now, asked, chance);
          expect(!isOpen(breaker) || passage(breaker, now + DAY) === 'probe').toBe(true);
          expect(breaker.failures).toBeLessThanOrEqual(5);
        }
      }),
    );
  });
});
