import { LOCAL_REGION } from '../engines/engine-env.ts';

/** A record as GetRecords gives it: numbers as texts, binary values in base64, as Lambda passes them on. */
export interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string };
}

export interface StreamPage {
  readonly records: readonly StreamRecord[];
  /** undefined: the shard is closed and this was the rest of it */
  readonly next: string | undefined;
}

/** The stream of one table, by the engine's own protocol: the SDK would turn numbers and binary values into its own types. */
export interface TableStream {
  readonly arn: string;
  /** oldest first */
  shardIds(): Promise<readonly string[]>;
  /** an iterator after a sequence number, or from the oldest record there is */
  after(shardId: string, sequenceNumber: string | undefined): Promise<string>;
  read(iterator: string, limit: number): Promise<StreamPage>;
}

export async function openTableStream(endpoint: string, tableName: string): Promise<TableStream> {
  const { Table: table } = await ask<{ Table: { LatestStreamArn?: string } }>(
    endpoint,
    'DynamoDB_20120810.DescribeTable',
    { TableName: tableName },
  );
  const arn = table.LatestStreamArn;
  if (arn === undefined) throw new Error(`the table ${tableName} has no stream`);
  const streams = <Answer>(operation: string, request: unknown) =>
    ask<Answer>(endpoint, `DynamoDBStreams_20120810.${operation}`, request);
  return {
    arn,
    shardIds: async () => {
      const { StreamDescription: description } = await streams<{
        StreamDescription: { Shards: { ShardId: string }[] };
      }>('DescribeStream', { StreamArn: arn });
      return description.Shards.map(({ ShardId }) => ShardId);
    },
    after: async (shardId, sequenceNumber) => {
      const from =
        sequenceNumber === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber };
      const request = { StreamArn: arn, ShardId: shardId, ...from };
      return (await streams<{ ShardIterator: string }>('GetShardIterator', request)).ShardIterator;
    },
    read: async (iterator, limit) => {
      const request = { ShardIterator: iterator, Limit: limit };
      const { Records: records, NextShardIterator: next } = await streams<{
        Records: StreamRecord[];
        NextShardIterator?: string;
      }>('GetRecords', request);
      return { records, next };
    },
  };
}

// The engine checks that there is a signature, and not whose it is.
const SIGNED = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  'authorization': `AWS4-HMAC-SHA256 Credential=local/20260101/${LOCAL_REGION}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`,
};

async function ask<Answer>(endpoint: string, target: string, request: unknown): Promise<Answer> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { ...SIGNED, 'x-amz-target': target },
    body: JSON.stringify(request),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${target}: ${text}`);
  return JSON.parse(text) as Answer;
}
