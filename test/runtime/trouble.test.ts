import {
  ConditionalCheckFailedException,
  ProvisionedThroughputExceededException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { asConnectorError } from '../../lambdas/runtime/trouble.ts';

const told = { message: 'told', $metadata: {} };

it.each([
  ['a write that meets a transaction', new TransactionConflictException(told), 'connector.unavailable'],
  ['a table that is too busy', new ProvisionedThroughputExceededException(told), 'connector.unavailable'],
  ['a condition that nobody expected to fail', new ConditionalCheckFailedException(told), 'connector.defect'],
  ['a mistake of our own', new TypeError('x is undefined'), 'connector.defect'],
])('%s is answered as it should be repeated', (_, error, code) => {
  expect(asConnectorError(error).code).toBe(code);
});
