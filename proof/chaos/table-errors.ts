import * as sdk from '@aws-sdk/client-dynamodb';
import { fromWire } from './wire-values.ts';

/** As the SDK makes errors of DynamoDB's answers. */
export function errorOf(name: string, body: Readonly<Record<string, unknown>> = {}): Error {
  const { CancellationReasons, Item } = fromWire(body) as Readonly<Record<string, unknown>>;
  const said = body['message'] ?? body['Message'];
  const message = typeof said === 'string' ? said : 'injected';
  const known = (sdk as Readonly<Record<string, unknown>>)[name];
  const parts = { $metadata: {}, message, ...(Item !== undefined && { Item }) };
  if (typeof known === 'function') {
    const Known = known as new (given: object) => Error;
    return Object.assign(new Known(parts), CancellationReasons === undefined ? {} : { CancellationReasons });
  }
  return new sdk.DynamoDBServiceException({
    ...{ name, message, $metadata: {} },
    $fault: name === 'InternalServerError' ? 'server' : 'client',
  });
}

/** The connection went away: whether the call had an effect, nobody knows. */
export const cutOff = (): Error =>
  Object.assign(new Error('the connection was cut'), { name: 'TimeoutError', code: 'ECONNRESET' });

/** What the SDK sends again by itself. */
const REPEATED = new Set([
  ...['InternalServerError', 'ThrottlingException', 'ProvisionedThroughputExceededException', 'TimeoutError'],
  'TransactionInProgressException',
]);
export const isRepeated = (error: unknown): boolean => error instanceof Error && REPEATED.has(error.name);
/** How often it sends anything at most. */
export const ATTEMPTS = 3;
