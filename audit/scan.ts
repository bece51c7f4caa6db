import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Item } from './table/item.ts';

/** A part of a table: with `segments` others that are read apart from it, the whole. */
export interface Segment {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly segment: number;
  readonly segments: number;
}

/** The items of a segment, page by page, strongly consistent. */
export async function* scanSegment({ client, table, segment, segments }: Segment): AsyncGenerator<readonly Item[]> {
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        ...{ TableName: table, ConsistentRead: true, Segment: segment, TotalSegments: segments },
        ...(from !== undefined && { ExclusiveStartKey: from }),
      }),
    );
    yield page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
}
