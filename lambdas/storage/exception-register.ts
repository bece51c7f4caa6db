import type { QueryCommandOutput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Exception, ExceptionOpening, ExceptionResolution, ExceptionState } from '../domain/exception.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import {
  exceptionId,
  exceptionsPartition,
  openedAttributes,
  parseException,
  resolvedAttributes,
} from './exception-item.ts';
import type { Item } from './keys.ts';
import { exceptionKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { tableShape } from './table-shape.ts';

/**
 * Opens an exception, as a part of the transaction in which it arises; once in one. It has no condition, so that it never stands in
 * the way of the money beside it: where the exception is there already, open or resolved, it leaves all of it as it is, because each
 * attribute is set only if it is not there. A `Put` on condition would cancel the other writes, one without would open anew what
 * somebody has resolved.
 */
export function exceptionWrite(opening: ExceptionOpening): TransactWriteItem {
  const attributes = openedAttributes(opening);
  const names = Object.keys(attributes);
  return {
    Update: {
      TableName: tableName(),
      Key: { ...exceptionKey(exceptionId(opening)) },
      UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
      ),
    },
  };
}

/** Opens an exception by itself, where nothing else is written. */
export async function openException(opening: ExceptionOpening): Promise<void> {
  const { Update } = exceptionWrite(opening);
  if (Update !== undefined) await dynamoDb().send(new UpdateItemCommand(Update));
}

export async function readException(id: string): Promise<Exception | undefined> {
  const [item] = (await readItems([exceptionKey(id)])).values();
  return item && parseException(item);
}

/** Page by page, the oldest first. By the index, which follows the table by a moment. */
export async function* listExceptions(state: ExceptionState): AsyncGenerator<readonly Exception[]> {
  const { name, partitionKey } = tableShape.statementIndex;
  let start: Item | undefined;
  do {
    const page: QueryCommandOutput = await dynamoDb().send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: name,
        KeyConditionExpression: '#state = :state',
        ExpressionAttributeNames: { '#state': partitionKey },
        ExpressionAttributeValues: { ':state': { S: exceptionsPartition(state) } },
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield (page.Items ?? []).map((item) => parseException(item));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

/** The exception as it stands now, resolved by this very resolution or by an earlier one; `undefined` where there is none. */
export async function resolveException(id: string, resolution: ExceptionResolution): Promise<Exception | undefined> {
  const attributes = Object.entries(resolvedAttributes(resolution));
  try {
    const { Attributes } = await dynamoDb().send(
      new UpdateItemCommand({
        TableName: tableName(),
        Key: { ...exceptionKey(id) },
        UpdateExpression: `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(x)',
        ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return Attributes && parseException(Attributes);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item && parseException(error.Item);
  }
}
