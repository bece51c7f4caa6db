import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LOCAL_REGION } from './engine-env.ts';

/** The local programs' own client; the functions have theirs. */
export function engineClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}
