import type { OrderFact } from '../domain/fact.ts';
import type { Move } from '../domain/move.ts';
import { journalWrites } from './balances-journal.ts';
import { factId } from './fact-item.ts';
import { orderIdOf } from './keys.ts';
import { poolJournalWrites, readShardCounts } from './pool-journal.ts';
import type { Posting, Rider } from './post-facts.ts';
import { postFacts } from './post-facts.ts';

/** How a move ended, beside the ways of every posting: the hold it was of is gone, or its prescription has been voided. */
export type MoveOutcome = Exclude<Posting, { posting: 'elsewhere' }> | { readonly posting: 'released' | 'withdrawn' };

/** Posts what follows a decision, and moves its amounts. Nothing but the order has been read. */
export async function postMove(
  admission: Promise<void>,
  facts: readonly [OrderFact, ...OrderFact[]],
  move: Move | undefined,
  riders: readonly Rider[],
): Promise<MoveOutcome> {
  if (move === undefined) return outcomeOf(await postFacts(admission, facts, riders, []));
  const [{ providerId, orderNo }] = facts;
  const orderId = orderIdOf(providerId, orderNo);
  const counts = await readShardCounts([...(move.hold?.draws ?? []), ...move.used]);
  const source = factId(facts[0]);
  const balances = [...journalWrites(orderId, move, source), ...poolJournalWrites(orderId, move, counts, source)];
  return outcomeOf(await postFacts(admission, facts, riders, balances));
}

function outcomeOf(posting: Posting): MoveOutcome {
  if (posting.posting !== 'elsewhere') return posting;
  if (posting.item?.['v'] !== undefined) return { posting: 'withdrawn' };
  // the pool has fewer shards than a moment ago; a hold that is gone stays gone
  return { posting: posting.write?.Update?.Key?.['sk']?.S?.startsWith('SHARD#') ? 'moved' : 'released' };
}
