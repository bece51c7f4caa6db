/** Prefixes made ready for many questions: by length, so that a code is asked once for each length and not once for each prefix. */
export type PrefixSet = readonly (readonly [length: number, prefixes: ReadonlySet<string>])[];

export function prefixSet(prefixes: readonly string[]): PrefixSet {
  const byLength = new Map<number, Set<string>>();
  for (const prefix of prefixes) {
    const same = byLength.get(prefix.length);
    if (same === undefined) byLength.set(prefix.length, new Set([prefix]));
    else same.add(prefix);
  }
  return [...byLength];
}

/** Whether one of the values begins with one of the prefixes; wherever diagnoses and regions are matched. */
export function anyStartsWith(values: readonly string[], prefixes: PrefixSet): boolean {
  for (const [length, same] of prefixes) {
    for (const value of values) if (same.has(value.slice(0, length))) return true;
  }
  return false;
}
