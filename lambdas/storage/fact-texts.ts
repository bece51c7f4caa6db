/**
 * The texts that recur in a fact (rules, limit ids, dates), kept once and referred to by position: a write is billed for every
 * started kilobyte, and these are most of a decision.
 */
export interface TextTable {
  readonly texts: string[];
  readonly indexOf: (text: string) => number;
}

export function textTable(): TextTable {
  const positions = new Map<string, number>();
  const texts: string[] = [];
  const indexOf = (text: string): number => {
    const known = positions.get(text);
    if (known !== undefined) return known;
    positions.set(text, texts.length);
    return texts.push(text) - 1;
  };
  return { texts, indexOf };
}

/** The entry at a position that a codec has written; its absence is a defect of the stored fact. */
export function entryAt<T>(list: readonly T[], position: number): T {
  const entry = list[position];
  if (entry === undefined) throw new Error(`a fact refers to entry ${position} of ${list.length}`);
  return entry;
}
