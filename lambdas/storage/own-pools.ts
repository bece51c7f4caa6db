import { keyText, shardKey, textOf } from './keys.ts';
import { readItems } from './read-items.ts';

/** As many keys as one batch takes. A plan names a few pools; what it names beyond these is not found. */
const MAX_POOLS_ASKED = 100;

/** Those of some pools that exist and are the insurer's own. */
export async function readOwnPools(insurerId: string, poolIds: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = poolIds.slice(0, MAX_POOLS_ASKED);
  if (asked.length === 0) return new Set();
  const items = await readItems(asked.map((poolId) => shardKey(poolId, 0)));
  return new Set(
    asked.filter((poolId) => {
      const item = items.get(keyText(shardKey(poolId, 0)));
      return item !== undefined && textOf(item, 'insurer') === insurerId;
    }),
  );
}
