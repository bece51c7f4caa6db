import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../domain/calendar.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { numberOf, textOf, webhookKey } from './keys.ts';
import type { Posting, Rider } from './post-facts.ts';
import { postFacts } from './post-facts.ts';

export const WEBHOOK_OUTCOMES = ['decided', 'applied', 'superseded', 'waiting'] as const;
export type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number];

/** A webhook that was taken, and how it was answered: enough to answer it again with the same bytes. */
export interface InboxEntry {
  readonly partnerId: string;
  readonly webhookId: string;
  /** of the bytes of its body */
  readonly bodyDigest: string;
  readonly orderNo: string;
  readonly outcome: WebhookOutcome;
  /** how many facts the order had when it was answered */
  readonly factCount: number;
  readonly receivedAt: EpochMs;
}

/** What has become of a webhook; undefined where it has not been taken. */
export async function readInboxEntry(partnerId: string, webhookId: string): Promise<InboxEntry | undefined> {
  const Key = { ...webhookKey(partnerId, webhookId) };
  const { Item } = await dynamoDb().send(new GetItemCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  return Item && parseEntry(partnerId, webhookId, Item);
}

function parseEntry(partnerId: string, webhookId: string, item: Item): InboxEntry {
  const outcome = WEBHOOK_OUTCOMES[numberOf(item, 'w')];
  if (outcome === undefined) throw new Error('a webhook has an unknown outcome');
  return {
    ...{ partnerId, webhookId, outcome, bodyDigest: textOf(item, 'x'), orderNo: textOf(item, 'o') },
    ...{ factCount: numberOf(item, 'n'), receivedAt: numberOf(item, 't') },
  };
}

/** Keeps a webhook together with its effect; it stands in the way where the same id has been taken meanwhile. */
export function inboxWrite(entry: InboxEntry): Rider {
  const { partnerId, webhookId, bodyDigest, orderNo, outcome, factCount, receivedAt } = entry;
  const Item = {
    ...webhookKey(partnerId, webhookId),
    ...{ x: { S: bodyDigest }, o: { S: orderNo }, w: { N: String(WEBHOOK_OUTCOMES.indexOf(outcome)) } },
    ...{ n: { N: String(factCount) }, t: { N: String(receivedAt) } },
  };
  return { Put: { TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Records what has no effect on the order. */
export const postRiders = (riders: readonly Rider[]): Promise<Posting> => postFacts(Promise.resolve(), [], riders, []);
