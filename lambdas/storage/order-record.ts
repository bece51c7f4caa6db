import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { OrderFact } from '../domain/fact.ts';
import type { Move } from '../domain/move.ts';
import { journalWrites } from './balances-journal.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { parseFact } from './fact-item.ts';
import type { Item } from './keys.ts';
import { orderIdOf, orderPartition, textOf } from './keys.ts';
import { poolJournalWrites, readShardCounts } from './pool-journal.ts';
import type { Posting, Rider } from './post-facts.ts';
import { postFacts } from './post-facts.ts';

/** Everything that is kept of one order. */
export interface OrderRecord {
  readonly orderId: string;
  /** in the order in which they were posted */
  readonly facts: readonly OrderFact[];
  /** other items of the order's partition */
  readonly others: readonly Item[];
}

/** A megabyte each; five hundred facts and as many other items fit into two. */
const MAX_PAGES = 4;

/** What is kept of an order, found by the id that every fact's own id begins with. */
export async function readOrderRecord(orderId: string): Promise<OrderRecord> {
  const items: Item[] = [];
  let from: Item | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :order',
        ExpressionAttributeValues: { ':order': { S: orderPartition(orderId) } },
        ConsistentRead: true,
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...Items);
    if (LastEvaluatedKey === undefined) break;
    from = LastEvaluatedKey;
  }
  const isFact = (item: Item): boolean => textOf(item, 'sk').startsWith('FACT#');
  return { orderId, facts: items.filter(isFact).map(parseFact), others: items.filter((item) => !isFact(item)) };
}

/** The same by the provider's own number. */
export const readOrder = (providerId: string, orderNo: string): Promise<OrderRecord> =>
  readOrderRecord(orderIdOf(providerId, orderNo));

/** The facts of one order in the order in which they were posted; none where the provider has no such order. */
export async function readFacts(providerId: string, orderNo: string): Promise<readonly OrderFact[]> {
  return (await readOrder(providerId, orderNo)).facts;
}

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
  const balances = [...journalWrites(orderId, move), ...poolJournalWrites(orderId, move, counts)];
  return outcomeOf(await postFacts(admission, facts, riders, balances));
}

function outcomeOf(posting: Posting): MoveOutcome {
  if (posting.posting !== 'elsewhere') return posting;
  if (posting.item?.['v'] !== undefined) return { posting: 'withdrawn' };
  // the pool has fewer shards than a moment ago; a hold that is gone stays gone
  return { posting: posting.write?.Update?.Key?.['sk']?.S?.startsWith('SHARD#') ? 'moved' : 'released' };
}
