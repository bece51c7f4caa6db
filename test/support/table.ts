import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { tableShape } from '../../lambdas/storage/table-shape.ts';

/** The single table as the stack defines it, for tests that have no use for a whole synthesised template. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  const { partitionKey, sortKey, statementIndex, memberIndex } = tableShape;
  const indexes = [statementIndex, memberIndex];
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      partitionKey,
      sortKey,
      ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
    ].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: [
        { AttributeName: index.partitionKey, KeyType: 'HASH' as const },
        { AttributeName: index.sortKey, KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: index === statementIndex ? ('ALL' as const) : ('KEYS_ONLY' as const) },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  };
}
