import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { tableShape } from '../../lambdas/storage/table-shape.ts';

/** The single table as the stack defines it, for tests that have no use for a whole synthesised template. */
export function tableDefinition(tableName: string): CreateTableCommandInput {
  const { partitionKey, sortKey, statementIndex } = tableShape;
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, sortKey, statementIndex.partitionKey, statementIndex.sortKey].map((name) => ({
      AttributeName: name,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: statementIndex.name,
        KeySchema: [
          { AttributeName: statementIndex.partitionKey, KeyType: 'HASH' },
          { AttributeName: statementIndex.sortKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  };
}
