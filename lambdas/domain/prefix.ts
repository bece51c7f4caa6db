/** Prefixes made ready for many questions: a trie, walked one character at a time, however many prefixes there are. */
export interface PrefixSet {
  /** a prefix ends here, so whatever follows matches */
  ends: boolean;
  /** by character code */
  readonly next: Map<number, PrefixSet>;
}

export function prefixSet(prefixes: readonly string[]): PrefixSet {
  const root: PrefixSet = { ends: false, next: new Map() };
  for (const prefix of prefixes) {
    let node = root;
    for (let at = 0; at < prefix.length; at++) node = child(node, prefix.charCodeAt(at));
    node.ends = true;
  }
  return root;
}

function child({ next }: PrefixSet, code: number): PrefixSet {
  const known = next.get(code);
  if (known !== undefined) return known;
  const added: PrefixSet = { ends: false, next: new Map() };
  next.set(code, added);
  return added;
}

/** Whether one of the values begins with one of the prefixes; wherever diagnoses and regions are matched. */
export function anyStartsWith(values: readonly string[], prefixes: PrefixSet): boolean {
  for (const value of values) if (startsWith(value, prefixes)) return true;
  return false;
}

function startsWith(value: string, prefixes: PrefixSet): boolean {
  let node: PrefixSet | undefined = prefixes;
  for (let at = 0; node !== undefined && !node.ends; at++) {
    if (at === value.length) return false;
    node = node.next.get(value.charCodeAt(at));
  }
  return node !== undefined;
}
