import type { ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { OrderFact } from '../domain/fact.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { parseFact } from './fact-item.ts';
import type { Item } from './keys.ts';

/**
 * Every fact of the table, page by page, in no order that means anything. It reads the whole table and is for audits alone: nothing
 * that answers a partner scans.
 */
export async function* scanFacts(): AsyncGenerator<readonly OrderFact[]> {
  let start: Item | undefined;
  do {
    const page: ScanCommandOutput = await dynamoDb().send(
      new ScanCommand({
        TableName: tableName(),
        ConsistentRead: true,
        FilterExpression: 'begins_with(sk, :fact)',
        ExpressionAttributeValues: { ':fact': { S: 'FACT#' } },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield (page.Items ?? []).map((item) => parseFact(item));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}
