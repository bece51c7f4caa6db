import type { Plan } from '../domain/plan.ts';
import { formularyIdsOf } from '../domain/compiled-plan.ts';
import type { Referable } from '../domain/unsupported-rules.ts';
import { formularyKey, keyText, textOf } from './keys.ts';
import { readItems } from './read-items.ts';

/** Of what a plan names, what exists and is the insurer's own: what another insurer has published does not exist for this one. */
export async function readReferable(insurerId: string, plan: Plan): Promise<Referable> {
  const ids = formularyIdsOf(plan);
  const items = await readItems(ids.map((formularyId) => formularyKey(formularyId)));
  const own = ids.filter((formularyId) => {
    const item = items.get(keyText(formularyKey(formularyId)));
    return item !== undefined && textOf(item, 'insurer') === insurerId;
  });
  return { formularies: new Set(own), pools: new Set() };
}
