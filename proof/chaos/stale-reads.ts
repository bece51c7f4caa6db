import type { Faults } from './faults.ts';
import type { Wire } from './table-calls.ts';

type Item = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Reads that may be behind the writes: those of an index, and those of the table that do not ask to be consistent. */
export interface Stale {
  /** what a read is told, which may be a little old */
  seen(request: Wire, answer: Wire): Wire;
  /** an item was written; `before`: as it was, where that is known */
  written(item: object, before?: object): void;
}

/** How many writes ago something may still be unknown to an index. */
const BEHIND_WRITES = 100;
const STALE_ONE_IN = 3;

export function staleReads(faults: Faults): Stale {
  const newest = new Map<string, { readonly at: number; readonly before: Item | undefined }>();
  let writes = 0;

  const isNew = (item: Item): boolean => (newest.get(nameOf(item))?.at ?? -Infinity) > writes - BEHIND_WRITES;

  function index(answer: Wire): Wire {
    const items = (answer['Items'] ?? []) as readonly Item[];
    const Items = items.filter((item) => !isNew(item));
    if (Items.length === items.length) return answer;
    faults.happened('stale-index');
    return { ...answer, Items, Count: Items.length };
  }

  function single(answer: Wire): Wire {
    const item = answer['Item'] as Item | undefined;
    const known = item && newest.get(nameOf(item));
    if (item === undefined || known?.before === undefined || !isNew(item)) return answer;
    faults.happened('stale-read');
    return { ...answer, Item: known.before };
  }

  return {
    seen: (request, answer) => {
      if (!faults.oneIn(STALE_ONE_IN)) return answer;
      if (request['IndexName'] !== undefined) return index(answer);
      return 'Key' in request && request['ConsistentRead'] !== true ? single(answer) : answer;
    },
    written: (item, before) => {
      writes += 1;
      newest.set(nameOf(item as Item), { at: writes, before: before as Item | undefined });
      if (newest.size > 8 * BEHIND_WRITES)
        for (const [name, { at }] of newest) if (at <= writes - BEHIND_WRITES) newest.delete(name);
    },
  };
}

const nameOf = ({ pk, sk }: Item): string => `${String(pk?.['S'])} ${String(sk?.['S'])}`;
