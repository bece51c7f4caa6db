import type { Item, ItemKey } from './keys.ts';
import { keyText } from './keys.ts';
import { readItems } from './read-items.ts';

/** A list of versions on a shelf. Undefined: nothing of this id has been published. */
interface ShelvedHead<Head> {
  readonly head: Head | undefined;
  /** it holds every version up to this publication, and perhaps later ones */
  readonly publications: number;
}

/** Finds the heads of some ids; each holds every version up to `publications`, and perhaps later ones. */
export type HeadShelf<Head> = (
  ids: Iterable<string>,
  publications: number,
) => Promise<ReadonlyMap<string, Head | undefined>>;

/**
 * Keeps the lists of versions of things that are published. An order carries the number of publications read together with it, and
 * a list is read again only where it is older than that: so nothing is read as long as nothing is published. A caller with an older
 * number is answered from the newer list and leaves the later versions out. The list longest on the shelf makes room.
 */
export function headShelf<Head>(kind: {
  readonly keyOf: (id: string) => ItemKey;
  readonly parse: (id: string, item: Item) => Head;
  readonly places: number;
}): HeadShelf<Head> {
  const shelf = new Map<string, ShelvedHead<Head>>();

  function put(id: string, shelved: ShelvedHead<Head>): void {
    // another request may have read it since, at a later number
    if ((shelf.get(id)?.publications ?? -1) > shelved.publications) return;
    shelf.delete(id);
    shelf.set(id, shelved);
    const [oldest] = shelf.keys();
    if (shelf.size > kind.places && oldest !== undefined) shelf.delete(oldest);
  }

  return async (ids, publications) => {
    const found = new Map<string, Head | undefined>();
    const stale: string[] = [];
    for (const id of new Set(ids)) {
      const shelved = shelf.get(id);
      if (shelved !== undefined && shelved.publications >= publications) found.set(id, shelved.head);
      else stale.push(id);
    }
    if (stale.length === 0) return found;
    const items = await readItems(stale.map((id) => kind.keyOf(id)));
    for (const id of stale) {
      const item = items.get(keyText(kind.keyOf(id)));
      const head = item && kind.parse(id, item);
      found.set(id, head);
      put(id, { head, publications });
    }
    return found;
  };
}
