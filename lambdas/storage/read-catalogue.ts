import { catalogueKey } from './keys.ts';
import { publicationsOf } from './catalogue.ts';
import { readItems } from './read-items.ts';

/** One small read that shows whether the table answers: the number of publications. */
export async function readCatalogue(): Promise<number> {
  const [item] = (await readItems([catalogueKey(0)])).values();
  return publicationsOf(item);
}
