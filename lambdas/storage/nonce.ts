import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { tableShape } from './table-shape.ts';

export interface NonceClaim {
  readonly keyId: string;
  readonly nonce: string;
  /** `created` of the signature, epoch seconds */
  readonly created: number;
  /** epoch milliseconds */
  readonly now: number;
  readonly requestId: string;
}

/** A signature is accepted for 300 s after its `created`; the other 300 s are for a clock that is set back. */
const NONCE_LIFE_SECONDS = 600;

/**
 * Claims a nonce of a key; false where another request has it. The item names the request, because the SDK repeats a write whose
 * answer was lost, and the repetition must not take its own first try for a replay.
 */
export async function claimNonce(claim: NonceClaim): Promise<boolean> {
  const { partitionKey, sortKey, timeToLive } = tableShape;
  try {
    await dynamoDb().send(
      new PutItemCommand({
        TableName: tableName(),
        Item: {
          [partitionKey]: { S: `NONCE#${claim.keyId}#${claim.nonce}` },
          [sortKey]: { S: 'NONCE' },
          [timeToLive]: { N: String(claim.created + NONCE_LIFE_SECONDS) },
          request: { S: claim.requestId },
        },
        ConditionExpression: 'attribute_not_exists(#pk) OR #ttl < :now OR #request = :request',
        ExpressionAttributeNames: { '#pk': partitionKey, '#ttl': timeToLive, '#request': 'request' },
        ExpressionAttributeValues: {
          ':now': { N: String(Math.floor(claim.now / 1000)) },
          ':request': { S: claim.requestId },
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
