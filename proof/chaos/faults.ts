import type { Chance } from './chance.ts';

/** Everything that goes wrong, or is only allowed to be as it is, and that the product must not mind. */
export const FAULTS = [
  ...(['conflict', 'throttle', 'error-before', 'error-after', 'slow', 'cut', 'unprocessed'] as const),
  ...(['stale-index', 'stale-read'] as const),
  ...(['clock-skewed', 'clock-forwards', 'clock-backwards'] as const),
  ...(['stream-twice', 'stream-reordered', 'queue-twice', 'queue-reordered', 'lane-twice'] as const),
  ...(['queue-refused', 'queue-answer-lost', 'queue-partly'] as const),
  ...(['killed', 'killed-in-batch'] as const),
  ...(['bucket-before', 'bucket-after'] as const),
  ...(['insurer-lost-answer', 'insurer-5xx', 'insurer-4xx', 'insurer-other-id', 'insurer-other-amount'] as const),
  ...(['insurer-garbage', 'insurer-empty', 'insurer-huge', 'insurer-other-answer', 'insurer-slow'] as const),
  ...(['insurer-unreachable', 'provider-refuses'] as const),
  ...(['key-rotated', 'secret-rotated', 'plan-changed', 'formulary-changed', 'coverage-changed'] as const),
  ...(['pool-changed', 'prescription-changed'] as const),
] as const;

export type FaultKind = (typeof FAULTS)[number];

export interface Faults {
  readonly chance: Chance;
  /** notes that it has happened */
  happened(kind: FaultKind): void;
  /** whether this is one of the calls that something happens to */
  strikes(): boolean;
  /** once in so many times, and only while there are faults at all */
  oneIn(times: number): boolean;
  counts(): Readonly<Record<FaultKind, number>>;
  begin(): void;
  /** none from now on, whatever was happening */
  end(): void;
  readonly hasEnded: () => boolean;
}

/** Of a hundred calls; a storm is so bad that repeats run out. */
const WEATHERS = [
  [4, 2],
  [4, 7],
  [1, 30],
] as const;
const CHANGES_IN = 400;

/** Faults come as weather does: calm, rough or a storm, for a while each. */
export function newFaults(chance: Chance): Faults {
  const counts = Object.fromEntries(FAULTS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  let [percent, left]: [number, number] = [2, CHANGES_IN];
  let state: 'before' | 'on' | 'over' = 'before';
  return {
    chance,
    happened: (kind) => void (counts[kind] += 1),
    strikes: () => {
      if (state !== 'on') return false;
      left -= 1;
      if (left <= 0) [percent, left] = [chance.weighed(WEATHERS), chance.between(1, CHANGES_IN)];
      return chance.below(100) < percent;
    },
    oneIn: (times) => state === 'on' && chance.oneIn(times),
    counts: () => counts,
    begin: () => void (state = 'on'),
    end: () => void (state = 'over'),
    hasEnded: () => state === 'over',
  };
}
