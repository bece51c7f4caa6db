import type { Plan } from '../domain/plan.ts';
import { formularyIdsOf } from '../domain/compiled-plan.ts';
import { poolsNamed } from '../domain/pool-faults.ts';
import type { Referable } from '../domain/reference-faults.ts';
import { formularyKey, keyText, textOf } from './keys.ts';
import { readOwnPools } from './own-pools.ts';
import { readItems } from './read-items.ts';

/** Of what a plan names, what exists and is the insurer's own: what another insurer has published does not exist for this one. */
export async function readReferable(insurerId: string, plan: Plan): Promise<Referable> {
  const [formularies, pools] = await Promise.all([
    readOwnFormularies(insurerId, formularyIdsOf(plan)),
    readOwnPools(insurerId, poolsNamed(plan)),
  ]);
  return { formularies, pools };
}

async function readOwnFormularies(insurerId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const items = await readItems(ids.map((formularyId) => formularyKey(formularyId)));
  return new Set(
    ids.filter((formularyId) => {
      const item = items.get(keyText(formularyKey(formularyId)));
      return item !== undefined && textOf(item, 'insurer') === insurerId;
    }),
  );
}
