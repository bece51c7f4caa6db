import { Aws } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { KeyFamily, TableAction, TableIndex } from '../table-needs.ts';

/** Each action only on the families of keys that it is needed for. No function may write a partner: that is for operations. */
export function tableGrant(table: TableV2, action: TableAction, families: readonly KeyFamily[]): PolicyStatement {
  return new PolicyStatement({
    actions: [`dynamodb:${action}`],
    resources: [table.tableArn],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': families.map((family) => `${family}#*`) },
      // "For all" of no keys would be true.
      'Null': { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** The leading key of an index is its own, here a hash without a family: a condition on it would hold for every one. */
export function indexGrant(table: TableV2, index: TableIndex): PolicyStatement {
  return new PolicyStatement({ actions: ['dynamodb:Query'], resources: [`${table.tableArn}/index/${index}`] });
}

/** What Lambda's poller does in the function's name. A stream has no keys to be bound to: whoever reads it reads every item. */
export function streamGrant(table: TableV2): PolicyStatement {
  return new PolicyStatement({
    actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((action) => `dynamodb:${action}`),
    resources: [streamArnOf(table)],
  });
}

export function streamArnOf(table: TableV2): string {
  if (table.tableStreamArn === undefined) throw new Error('the table has no stream');
  return table.tableStreamArn;
}

/** A customer key is used by a service in the name of the caller, who therefore needs it, but only through that service. */
export function keyGrant(
  key: IKey,
  service: 'dynamodb' | 's3' | 'secretsmanager' | 'sqs',
  actions: readonly string[],
): PolicyStatement {
  const host = `${service}.${Aws.REGION}.amazonaws.com`;
  return new PolicyStatement({
    actions: [...actions],
    resources: [key.keyArn],
    // Services in the Chinese partition announce themselves under either name.
    conditions: { StringEquals: { 'kms:ViaService': [host, `${host}.cn`] } },
  });
}
