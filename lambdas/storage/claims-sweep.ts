import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../domain/calendar.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import type { Item } from './keys.ts';
import { claimsSweepKey, numberOf } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { readItems } from './read-items.ts';

/** How far the book of an insurer has been swept. */
export interface SweepMark {
  /** what was posted before this is at rest, or has a timer, or is on its way */
  readonly from: EpochMs;
  /** every fact that was posted before this is in the book */
  readonly checkedTo: EpochMs;
  /** how many claims were held back so far */
  readonly heldBack: number;
  /** what waited has been put into the queue up to here, in a pass that began then; undefined: nothing waited */
  readonly pass: { readonly upTo: EpochMs; readonly begunAt: EpochMs } | undefined;
}

export async function readSweepMark(insurerId: string): Promise<SweepMark | undefined> {
  const [item] = (await readItems([claimsSweepKey(insurerId)])).values();
  if (item === undefined) return undefined;
  const pass = item['u'] && { upTo: numberOf(item, 'u'), begunAt: numberOf(item, 'a') };
  return { from: numberOf(item, 'f'), checkedTo: numberOf(item, 'k'), heldBack: numberOf(item, 'v'), pass };
}

/** Unless a claim has been held back since it was read, which the sweep may have passed by before; whether it moved. */
export function moveSweepMark(
  insurerId: string,
  before: SweepMark | undefined,
  after: Omit<SweepMark, 'heldBack'>,
): Promise<boolean> {
  const { from, checkedTo, pass } = after;
  const heldBack = { N: String(before?.heldBack ?? 0) };
  const Item = {
    ...{ ...claimsSweepKey(insurerId), f: { N: String(from) }, k: { N: String(checkedTo) }, v: heldBack },
    ...(pass !== undefined && { u: { N: String(pass.upTo) }, a: { N: String(pass.begunAt) } }),
  };
  return onCondition(
    dynamoDb().send(
      new PutItemCommand({
        ...{ TableName: tableName(), Item },
        ConditionExpression: before === undefined ? 'attribute_not_exists(pk)' : 'v = :before',
        ...(before !== undefined && { ExpressionAttributeValues: { ':before': heldBack } }),
      }),
    ),
  );
}

/** A claim posted then has nothing that brings it to its insurer: the next sweep begins no later. */
export async function setBackSweepMark(insurerId: string, postedAt: EpochMs): Promise<void> {
  const change = (UpdateExpression: string, ConditionExpression: string, values: Item) =>
    onCondition(
      dynamoDb().send(
        new UpdateItemCommand({
          ...{ TableName: tableName(), Key: { ...claimsSweepKey(insurerId) }, UpdateExpression, ConditionExpression },
          ExpressionAttributeValues: { ':one': { N: '1' }, ...values },
        }),
      ),
    );
  const posted = { ':posted': { N: String(postedAt) } };
  const begin = 'SET f = :posted, k = if_not_exists(k, :posted) REMOVE u, a ADD v :one';
  if (await change(begin, 'attribute_not_exists(pk) OR f > :posted', posted)) return;
  await change('ADD v :one', 'attribute_exists(pk)', {});
}
