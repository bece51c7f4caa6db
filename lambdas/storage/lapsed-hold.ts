import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DecisionFact } from '../domain/fact.ts';
import type { Hold } from '../domain/move.ts';
import { holdOf } from '../domain/move.ts';
import { journalWrites } from './balances-journal.ts';
import { dynamoDb } from './dynamodb-client.ts';
import { keyText, orderIdOf, poolHoldKey, textOf } from './keys.ts';
import { unpackAmounts } from './packed-balances.ts';
import { readShardCounts } from './pool-journal.ts';
import { readItems } from './read-items.ts';
import { reapWrites } from './reap-holds.ts';
import { transact } from './transact.ts';

/** A pool is laid out anew now and then; what is still in the way after this is tidied away by the next order that needs the room. */
const MAX_ATTEMPTS = 3;

/**
 * Takes a hold that has ended out of the balances in which it still stands. Nothing depends on it: whoever reads them leaves it out. So
 * each item is written by itself, if the hold is there; a decision may have dropped it from one and not from the others.
 */
export async function dropLapsedHold(authorization: DecisionFact): Promise<void> {
  const { providerId, orderNo, memberId } = authorization;
  const hold = holdOf(authorization, []);
  if (hold === undefined || memberId === null) return;
  const orderId = orderIdOf(providerId, orderNo);
  const move = { memberId, hold, stays: undefined, used: [], captures: false };
  await Promise.all(journalWrites(orderId, move, orderId).map(({ Update }) => updateIfThere(Update)));
  await dropFromPools(orderId, hold);
}

async function updateIfThere(update: ReturnType<typeof journalWrites>[number]['Update']): Promise<void> {
  if (update === undefined) return;
  try {
    await dynamoDb().send(new UpdateItemCommand({ ...update, ReturnValuesOnConditionCheckFailure: 'NONE' }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function dropFromPools(orderId: string, { draws, expiresAt }: Hold): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const counts = await readShardCounts(draws);
    const standing = await readItems([...counts.keys()].map((poolId) => poolHoldKey(poolId, expiresAt, orderId)));
    if (standing.size === 0) return;
    const writes = [...counts.keys()].map((poolId) => {
      const item = standing.get(keyText(poolHoldKey(poolId, expiresAt, orderId)));
      // what is left of it says the hold itself: captures have written it there
      const lapsed = item === undefined ? [] : [{ orderId, expiresAt, amounts: unpackAmounts(textOf(item, 'a')) }];
      return lapsed.length === 0 ? [] : reapWrites(poolId, lapsed);
    });
    await Promise.all(
      writes.filter((ofPool) => ofPool.length > 0).map((ofPool) => transact(Promise.resolve(), ofPool)),
    );
  }
}
