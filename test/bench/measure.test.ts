import { describe, expect, it } from 'vitest';
import { atLeast, atMost, exactly, figure, isMissedCount } from '../../bench/figure.ts';
import { roundTrips } from '../../bench/measure/round-trips.ts';
import { alternate, medianRatio } from '../../bench/measure/rounds.ts';
import { median, rounded } from '../../bench/measure/statistics.ts';
import { tableOf } from '../../bench/table.ts';

const call = (from: number, until: number) => ({ from, until });

describe('round trips', () => {
  it.each([
    { of: 'nothing', calls: [], trips: 0 },
    { of: 'one call', calls: [call(0, 10)], trips: 1 },
    { of: 'two calls side by side', calls: [call(0, 10), call(1, 11)], trips: 1 },
    { of: 'one call after two side by side', calls: [call(0, 10), call(1, 11), call(12, 20)], trips: 2 },
    { of: 'calls in any order', calls: [call(12, 20), call(0, 10), call(21, 30)], trips: 3 },
    { of: 'a long call beside two short ones', calls: [call(0, 30), call(1, 10), call(11, 20)], trips: 2 },
  ])('of $of: $trips', ({ calls, trips }) => {
    expect(roundTrips(calls)).toBe(trips);
  });
});

describe('the median', () => {
  it.each([
    { values: [3], middle: 3 },
    { values: [9, 1, 5], middle: 5 },
    { values: [4, 1, 2, 9], middle: 3 },
  ])('of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle);
  });

  it('of nothing is refused: a figure that was not measured is never printed', () => {
    expect(() => median([])).toThrow('nothing');
    expect(() => figure('ratio', Number.NaN, 'ratio')).toThrow('not measured');
  });

  it('of ratios compares the two rates of each round, not the medians of all', () => {
    const rate = (perSecond: number) => ({ perSecond, perCpuSecond: perSecond ** 2 });
    const rates = new Map([
      ['ours', [100, 10, 50].map(rate)],
      ['theirs', [50, 5, 10].map(rate)],
    ]);
    expect(medianRatio(rates, 'ours', 'theirs')).toBe(2);
    expect(medianRatio(rates, 'ours', 'theirs', 'perCpuSecond')).toBe(4);
  });
});

describe('alternating rounds', () => {
  it('run every job once, in turns, each round the other way round', async () => {
    const ran: string[] = [];
    const contestant = (name: string) => ({
      name,
      prepare: async (count: number) => Array.from({ length: count }, () => async () => void ran.push(name)),
    });
    const plan = { seconds: 0, warmUpSeconds: 0, jobsPerRound: 2, concurrency: 3 };
    const rates = await alternate([contestant('a'), contestant('b')], plan);
    expect(ran.slice(0, 8)).toEqual(['a', 'a', 'b', 'b', 'b', 'b', 'a', 'a']);
    expect(rates.get('a')).toHaveLength(ran.length / 4);
  });

  it('fail with the job that fails', async () => {
    const broken = { name: 'a', prepare: async () => [async () => Promise.reject(new Error('500'))] };
    const plan = { seconds: 0, warmUpSeconds: 0, jobsPerRound: 1, concurrency: 1 };
    await expect(alternate([broken], plan)).rejects.toThrow('500');
  });
});

describe('a figure', () => {
  it('meets its goal at the very value, and a missed count is told from a missed ratio', () => {
    const figures = [
      figure('trips', 2, '', exactly(2)),
      figure('trips', 3, '', exactly(2)),
      figure('ratio', 0.75, '', atLeast(0.75)),
      figure('ratio', 0.74, '', atLeast(0.75)),
      figure('size', 450, '', atMost(450)),
      figure('rate', 7, ''),
    ];
    expect(figures.map(({ ok }) => ok)).toEqual([true, false, true, false, true, true]);
    expect(figures.map(isMissedCount)).toEqual([false, true, false, false, false, false]);
  });

  it('is rounded as asked and printed under its heading', () => {
    expect(rounded(0.75449, 3)).toBe(0.754);
    const lines = tableOf([figure('ratio', 0.5, 'ratio', atLeast(0.75))]).split('\n');
    expect(lines[1]).toMatch(/^ratio +0\.5 +>= 0\.75 +MISSED +ratio$/);
    expect(lines[0]).toMatch(/^figure +value +goal +unit$/);
  });
});
