import type { InvariantId } from './invariants.ts';
import { INVARIANT_IDS } from './invariants.ts';

/** One thing that does not hold. Names orders, accumulators and items by their keys; nothing that tells who a patient is. */
export interface Finding {
  readonly invariant: InvariantId;
  /** the order, item or day that was judged */
  readonly about: string;
  readonly says: string;
}

/** What came of one invariant: how many things it looked at, and what it found. */
export interface Verdict {
  readonly invariant: InvariantId;
  readonly examined: number;
  /** the first ones; a table that is wrong in every item still gives an answer of bounded size */
  readonly findings: readonly Finding[];
  /** all of them, also those that are not listed */
  readonly found: number;
}

/** What the judges of a bucket report to: things looked at, and what was wrong. */
export interface Verdicts {
  examine(invariant: InvariantId, times?: number): void;
  find(finding: Finding): void;
}

/** A fresh count of every invariant, that keeps at most so many findings of each. */
export function verdictsKeeping(most: number): Verdicts & { readonly sums: () => readonly Verdict[] } {
  const counts = new Map<InvariantId, { examined: number; found: number; findings: Finding[] }>();
  const of = (invariant: InvariantId) => {
    const known = counts.get(invariant);
    if (known !== undefined) return known;
    const fresh = { examined: 0, found: 0, findings: [] };
    counts.set(invariant, fresh);
    return fresh;
  };
  return {
    examine: (invariant, times = 1) => void (of(invariant).examined += times),
    find: (finding) => {
      const count = of(finding.invariant);
      count.found += 1;
      if (count.findings.length < most) count.findings.push(finding);
    },
    sums: () => INVARIANT_IDS.map((invariant) => ({ invariant, ...of(invariant) })),
  };
}
