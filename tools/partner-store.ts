import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Partner } from '../lambdas/storage/partner-item.ts';
import { parsePartner, partnerItem, partnerPrimaryKey } from '../lambdas/storage/partner-item.ts';
import { Refusal } from './refusal.ts';

/** The partners of one stage's table. Every write says what it expects to find, so that two people cannot undo each other. */
export interface PartnerStore {
  readonly find: (partnerId: string) => Promise<Partner | undefined>;
  readonly create: (partner: Partner) => Promise<void>;
  readonly replace: (before: Partner, after: Partner) => Promise<void>;
}

export function partnerStore(tableName: string, client = new DynamoDBClient({ maxAttempts: 3 })): PartnerStore {
  return {
    async find(partnerId) {
      const read = new GetItemCommand({
        TableName: tableName,
        Key: partnerPrimaryKey(partnerId),
        ConsistentRead: true,
      });
      const { Item } = await client.send(read);
      return Item === undefined ? undefined : parsePartner(Item);
    },

    async create(partner) {
      const write = new PutItemCommand({
        TableName: tableName,
        Item: partnerItem(partner),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await refusing(`${partner.partnerId} exists already`, client.send(write));
    },

    async replace(before, after) {
      const write = new PutItemCommand({ TableName: tableName, Item: partnerItem(after), ...asItWas(before) });
      await refusing(
        `${after.partnerId} was changed by somebody else just now: look, and try again`,
        client.send(write),
      );
    },
  };
}

/** All that a command may change. */
const CHANGEABLE = ['keys', 'status', 'webhookSecrets', 'webhookUrl'] as const;

/** The condition that the partner is still as it was read. */
function asItWas(before: Partner) {
  const item = partnerItem(before);
  const values = CHANGEABLE.flatMap((name) => {
    const value = item[name];
    return value === undefined ? [] : [[`:${name}`, value] as const];
  });
  return {
    ConditionExpression: CHANGEABLE.map((name) =>
      item[name] === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`,
    ).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(CHANGEABLE.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(values),
  };
}

async function refusing(refusal: string, write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new Refusal(refusal, { cause: error });
    throw error;
  }
}
