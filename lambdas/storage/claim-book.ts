import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ClaimRef } from '../contracts/claim-id.ts';
import type { BookLine } from '../domain/book-line.ts';
import type { Breaker } from '../domain/circuit-breaker.ts';
import type { ClaimState } from '../domain/claim.ts';
import { NEW_CLAIM } from '../domain/claim.ts';
import type { ExceptionOpening } from '../domain/exception.ts';
import type { OrderFact } from '../domain/fact.ts';
import { keyOfLine, parseBookLine } from './book-item.ts';
import { parseBreaker } from './breakers.ts';
import { claimIn, claimText } from './claim-item.ts';
import { dynamoDb, tableName } from './dynamodb-client.ts';
import { exceptionWrite } from './exception-register.ts';
import { parseFact, parseFactId } from './fact-item.ts';
import type { Item } from './keys.ts';
import { breakerKey, factKey, keyText } from './keys.ts';
import { onCondition } from './on-condition.ts';
import { readOrderRecord } from './order-record.ts';
import { readItems } from './read-items.ts';
import { transact } from './transact.ts';

/** A line, and what is known of its claim. */
export interface Claim {
  readonly line: BookLine;
  readonly state: ClaimState;
}

/** All that an attempt at a claim depends on, as it stood at one read. */
export interface ClaimFile extends Claim {
  readonly breaker: Breaker;
  /** of the line's order */
  readonly facts: readonly OrderFact[];
}

/**
 * One round trip: the line with its insurer's breaker, and with them, or beside them, the order. The first fact of an order that moves money
 * is a settlement, and tells all by itself. Throws where the book has no such line.
 */
export async function readClaimFile(ref: ClaimRef): Promise<ClaimFile> {
  const { orderId = '', sequence = 1 } = parseFactId(ref.factId) ?? {};
  const [line, breaker, first] = [keyOfLine(ref), breakerKey(ref.insurerId), factKey(orderId, sequence)];
  const [items, record] = await Promise.all(
    sequence === 1 ? [readItems([line, breaker, first])] : [readItems([line, breaker]), readOrderRecord(orderId)],
  );
  const claim = claimOf(items.get(keyText(line)));
  if (claim === undefined) throw new Error('the book has no line of this claim');
  const fact = items.get(keyText(first));
  const facts = record?.facts ?? (fact === undefined ? [] : [parseFact(fact)]);
  return { ...claim, breaker: parseBreaker(items.get(keyText(breaker))), facts };
}

/** As last written; undefined where the book has no such line. */
export async function readClaim(ref: ClaimRef): Promise<Claim | undefined> {
  const [item] = (await readItems([keyOfLine(ref)])).values();
  return claimOf(item);
}

const claimOf = (item: Item | undefined): Claim | undefined =>
  item && { line: parseBookLine(item), state: claimIn(item) };

/**
 * Goes on with a claim, unless somebody else has since it was read; whether it did. What somebody must look at because of it is opened in
 * the same write.
 */
export async function replaceClaim(
  ref: ClaimRef,
  before: ClaimState,
  after: ClaimState,
  opening?: ExceptionOpening,
): Promise<boolean> {
  const update = {
    TableName: tableName(),
    Key: { ...keyOfLine(ref) },
    UpdateExpression: 'SET c = :after',
    ConditionExpression: before === NEW_CLAIM ? 'attribute_exists(pk) AND attribute_not_exists(c)' : 'c = :before',
    ExpressionAttributeValues: {
      ':after': { S: claimText(after) },
      ...(before !== NEW_CLAIM && { ':before': { S: claimText(before) } }),
    },
  };
  if (opening === undefined) return onCondition(dynamoDb().send(new UpdateItemCommand(update)));
  const { outcome } = await transact(Promise.resolve(), [{ Update: update }, exceptionWrite(opening)]);
  if (outcome === 'contended') throw new Error('the claim is being written by many at once');
  return outcome === 'written';
}
