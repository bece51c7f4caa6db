import type { Chance } from '../../bench/workload/decisions/chance.ts';

/**
 * Picks by the law of Zipf: the k-th of them comes k^-exponent times as often as the first. By their summed weights, so that a pick
 * costs a search by halves.
 */
export function skewed<T>(of: readonly T[], exponent: number): (chance: Chance) => T {
  const sums: number[] = [];
  for (const index of of.keys()) sums.push((sums.at(-1) ?? 0) + (index + 1) ** -exponent);
  const total = sums.at(-1) ?? 0;
  return (chance) => {
    const wanted = (chance.below(2 ** 30) / 2 ** 30) * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    const picked = of[low];
    if (picked === undefined) throw new Error('there is nothing to pick from');
    return picked;
  };
}
