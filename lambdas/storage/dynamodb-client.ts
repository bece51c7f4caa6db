import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { variableNames } from '../runtime/env.ts';

let client: DynamoDBClient | undefined;

/**
 * The one DynamoDB client of a function. An answer takes a few milliseconds, so a second without a connection or three without
 * an answer is an outage; two repeats fit well into the 30 s that a caller waits.
 */
export function dynamoDb(): DynamoDBClient {
  client ??= createClient();
  return client;
}

function createClient(): DynamoDBClient {
  const created = new DynamoDBClient({
    maxAttempts: 3,
    // without throwOnRequestTimeout the SDK only writes a warning and goes on waiting
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
    // its middlewares never change, so they need not be put in order again for every call
    cacheMiddleware: true,
  });
  // it copies every input and output for a logger that we do not have
  created.middlewareStack.remove('loggerMiddleware');
  return created;
}

export function tableName(): string {
  const name = process.env[variableNames.tableName];
  if (name === undefined) throw new Error(`${variableNames.tableName} is not set`);
  return name;
}
