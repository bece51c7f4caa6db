import { describe, expect, it } from 'vitest';
import type { Timer, TimerKind } from '../../lambdas/domain/timer.ts';
import { TIMER_KINDS } from '../../lambdas/domain/timer.ts';
import type { Chores, Sweep } from '../../lambdas/use-cases/sweep-timers.ts';
import { sweepTimers } from '../../lambdas/use-cases/sweep-timers.ts';

const NOW = Date.parse('2026-06-15T10:00:00+08:00');

/** A timetable in memory, with chores that note what they are given. */
function timetableOf(timers: readonly Timer[], chore: (id: string) => boolean = () => true) {
  const left = new Set(timers);
  const worked: string[] = [];
  const reports: Sweep[] = [];
  const note = async (id: string): Promise<boolean> => {
    worked.push(id);
    return chore(id);
  };
  const chores = Object.fromEntries(TIMER_KINDS.map((kind) => [kind, note])) as unknown as Chores;
  const timetable = {
    dueTimers: async function* (kind: TimerKind, now: number) {
      const due = [...left].filter((timer) => timer.kind === kind && timer.dueAt <= now);
      for (let from = 0; from < due.length; from += 400) yield due.slice(from, from + 400);
    },
    removeTimer: async (timer: Timer) => void left.delete(timer),
  };
  const report = (sweep: Sweep) => void reports.push(sweep);
  return { left, worked, reports, ports: { timetable, chores, report, timeIsUp: () => false } };
}

const NONE = Object.fromEntries(TIMER_KINDS.map((kind) => [kind, 0]));

const many = (count: number, kind: TimerKind = 'hold-expiry') =>
  Array.from({ length: count }, (_, at): Timer => ({ kind, dueAt: NOW - 90_000, id: `${kind}-${at}` }));

describe('a run through what is due', () => {
  it('does each thing once, strikes it out, and reports how late the oldest was', async () => {
    const later: Timer = { kind: 'hold-expiry', dueAt: NOW + 1, id: 'later' };
    const { ports, left, worked, reports } = timetableOf([...many(30), ...many(5, 'waiting-event'), later]);

    await sweepTimers(ports, NOW);

    expect([new Set(worked).size, worked.length, [...left]]).toEqual([35, 35, [later]]);
    expect(reports).toEqual([{ done: { ...NONE, 'hold-expiry': 30, 'waiting-event': 5 }, oldestSeconds: 90 }]);
  });

  it('does not count what nothing came of, and reports a quiet minute', async () => {
    const { ports, reports } = timetableOf(many(3), () => false);
    await sweepTimers(ports, NOW);
    await sweepTimers(ports, NOW);

    const done = NONE;
    expect(reports).toEqual([
      { done, oldestSeconds: 90 },
      { done, oldestSeconds: 0 },
    ]);
  });

  it('passes by what fails, keeps it for the next run, and fails when all others have had their turn', async () => {
    const { ports, left, reports } = timetableOf(many(50), (id) => {
      if (id === 'hold-expiry-0') throw new Error('always');
      return true;
    });

    await expect(sweepTimers(ports, NOW)).rejects.toThrow('could not be done');

    expect([...left].map(({ id }) => id)).toEqual(['hold-expiry-0']);
    expect(reports).toEqual([{ done: { ...NONE, 'hold-expiry': 49 }, oldestSeconds: 90 }]);
  });

  it('is bounded in number and in time; the next run goes on, and one kind does not keep another waiting', async () => {
    const { ports, left, worked } = timetableOf([...many(4_100), ...many(3, 'waiting-event')]);
    const runs: number[] = [];
    for (let run = 0; run < 3; run++) {
      await sweepTimers(ports, NOW);
      runs.push(worked.splice(0).length);
    }
    expect([runs[0] ?? 0, left.size]).toEqual([expect.toSatisfy((count: number) => count < 2_100), 0]);

    const quick = timetableOf(many(100));
    let asked = 0;
    await sweepTimers({ ...quick.ports, timeIsUp: () => ++asked > 3 }, NOW);
    expect(quick.left.size).toBeGreaterThan(50);
    expect(quick.left.size).toBeLessThan(100);
  });
});
