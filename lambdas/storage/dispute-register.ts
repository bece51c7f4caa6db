import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Dispute, DisputeRef, DisputeResolution, DisputeState } from '../domain/dispute.ts';
import { decidedAttributes, disputeItem, disputesPartition, keyOfDispute, parseDispute } from './dispute-item.ts';
import { tableName } from './dynamodb-client.ts';
import { keyText, statementsPartition } from './keys.ts';
import { disputeSort } from './reconciliation-keys.ts';
import type { Rider } from './post-facts.ts';
import { queryPages } from './query-pages.ts';
import { readItems } from './read-items.ts';
import { tableShape } from './table-shape.ts';
import { transact } from './transact.ts';

/** By position of what is asked for; each as last written. */
export async function readDisputes(refs: readonly DisputeRef[]): Promise<readonly (Dispute | undefined)[]> {
  const items = await readItems(refs.map(keyOfDispute));
  return refs.map((ref) => {
    const item = items.get(keyText(keyOfDispute(ref)));
    return item && parseDispute(item);
  });
}

/** Opens disputes, at most a hundred and at least one, all or none; whether it did. False: somebody has just opened one of them. */
export async function openDisputes(admission: Promise<void>, disputes: readonly Dispute[]): Promise<boolean> {
  const puts = disputes.map((dispute): TransactWriteItem => ({
    Put: { TableName: tableName(), Item: disputeItem(dispute), ConditionExpression: 'attribute_not_exists(pk)' },
  }));
  return (await transact(admission, puts)).outcome === 'written';
}

/** Decides a dispute, if nobody has: a part of the write that posts what comes of it. */
export function decisionWrite(ref: DisputeRef, resolution: DisputeResolution): Rider {
  const attributes = Object.entries(decidedAttributes(resolution));
  return {
    Update: {
      TableName: tableName(),
      Key: { ...keyOfDispute(ref) },
      UpdateExpression: `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(x)',
      ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
    },
  };
}

/** Decides a dispute by itself, where nothing else comes of it; whether it did. */
export async function decideDispute(ref: DisputeRef, resolution: DisputeResolution): Promise<boolean> {
  return (await transact(Promise.resolve(), [decisionWrite(ref, resolution)])).outcome === 'written';
}

export interface DisputesPage {
  readonly disputes: readonly Dispute[];
  readonly isMore: boolean;
}

/** The disputes of a statement by their lines, from the one after `after` on. */
export async function readDisputesOf(
  insurerId: string,
  businessDate: CalendarDate,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<DisputesPage> {
  const disputes: Dispute[] = [];
  const pages = queryPages({
    KeyConditionExpression: 'pk = :insurer AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':insurer': { S: statementsPartition(insurerId) },
      ':from': { S: disputeSort(businessDate, after + 1) },
      ':to': { S: disputeSort(businessDate, LAST_LINE) },
    },
    Limit: limit + 1,
    ConsistentRead: true,
  });
  for await (const { Items = [] } of pages) {
    disputes.push(...Items.map((item) => parseDispute(item)));
    if (disputes.length > limit) break;
  }
  return { disputes: disputes.slice(0, limit), isMore: disputes.length > limit };
}

const LAST_LINE = 999_999_999;

/** Of all insurers, page by page, the oldest first. By the index, which follows the table by a moment. */
export async function* listDisputes(state: DisputeState): AsyncGenerator<readonly Dispute[]> {
  const { name, partitionKey } = tableShape.statementIndex;
  const pages = queryPages({
    IndexName: name,
    KeyConditionExpression: '#state = :state',
    ExpressionAttributeNames: { '#state': partitionKey },
    ExpressionAttributeValues: { ':state': { S: disputesPartition(state) } },
  });
  for await (const { Items = [] } of pages) yield Items.map((item) => parseDispute(item));
}
