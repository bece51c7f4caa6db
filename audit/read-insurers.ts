import type { DynamoDBClient, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { InsurerStanding } from './insurer-standing.ts';
import { listIn } from './stored-item.ts';
import type { Item } from './table/item.ts';
import { numberIn, textIn } from './table/item.ts';

/** How it stands with each insurer, by the items that all functions know it by. */
export async function readInsurers(client: DynamoDBClient, table: string): Promise<readonly InsurerStanding[]> {
  const standings: InsurerStanding[] = [];
  for (const insurerId of await listInsurers(client, table)) {
    const read = async (pk: string, sk: string): Promise<Item | undefined> => {
      const Key = { pk: { S: pk }, sk: { S: sk } };
      return (await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
    };
    const partner = await read(`PARTNER#${insurerId}`, 'PARTNER');
    const head = await read(`STATEMENTS#${insurerId}`, 'HEAD');
    const breaker = await read(`BREAKER#${insurerId}`, 'BREAKER');
    const sweep = await read(`BREAKER#${insurerId}`, 'SWEEP');
    standings.push({
      ...{ insurerId, first: head?.['first']?.S, published: head?.['published']?.S ?? '' },
      takesClaims: takesClaims(partner),
      isOutOfReach: breaker?.['b']?.S !== undefined && listIn(breaker['b'].S)[2] !== null,
      sweptTo: sweep === undefined ? null : numberIn(sweep, 'f'),
    });
  }
  return standings;
}

/** What holds before and after a table was read: what changed meanwhile is judged by neither alone. */
export function bothStandings(
  before: readonly InsurerStanding[],
  after: readonly InsurerStanding[],
): ReadonlyMap<string, InsurerStanding> {
  const later = new Map(after.map((one) => [one.insurerId, one]));
  const both = before.map((one) => {
    const { isOutOfReach, sweptTo, takesClaims } = later.get(one.insurerId) ?? one;
    return {
      ...one,
      takesClaims: one.takesClaims && takesClaims,
      isOutOfReach: one.isOutOfReach || isOutOfReach,
      sweptTo: one.sweptTo === null || sweptTo === null ? null : Math.min(one.sweptTo, sweptTo),
    };
  });
  return new Map(both.map((one) => [one.insurerId, one]));
}

/** One without an address, or suspended, is sent nothing. */
const takesClaims = (partner: Item | undefined): boolean =>
  partner?.['claimsUrl'] !== undefined && partner['status']?.S === 'active';

async function listInsurers(client: DynamoDBClient, table: string): Promise<readonly string[]> {
  const found: string[] = [];
  let start: Item | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'statement',
        KeyConditionExpression: 'sp = :insurers',
        ExpressionAttributeValues: { ':insurers': { S: 'INSURERS' } },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) found.push(textIn(item, 'pk').slice('PARTNER#'.length));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}
