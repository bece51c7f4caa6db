import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Move } from '../domain/move.ts';
import type { Amounts, Home } from './accumulator-home.ts';
import { homesOf } from './accumulator-home.ts';
import { marksOrder } from './balances-item.ts';
import { tableName } from './dynamodb-client.ts';
import type { JournalEntries } from './journal-entries.ts';
import { journalEntries } from './journal-entries.ts';
import { packHold } from './stored-hold.ts';

const NO_AMOUNTS: Amounts = new Map();

/**
 * The writes of a move, none of which needs to know how the balances stand: so a capture or a reversal is one read of the order and
 * one transaction. The order's own facts say what it holds. A hold must still be there: once it has expired, a decision may have given
 * its room away and dropped it. `source` names the move, which is entered once.
 */
export function journalWrites(orderId: string, move: Move, source: string): readonly TransactWriteItem[] {
  const { memberId, hold, stays, used } = move;
  const before = homesOf(memberId, hold?.draws ?? []);
  const [left, moved] = [homesOf(memberId, stays ?? []), homesOf(memberId, used)];
  const homes = new Map([...before, ...moved]);
  return [...homes].map(([text, home]) => {
    const isHeld = before.has(text);
    // a hold of nothing still says that the authorization is open
    const held = stays && (left.get(text)?.amounts ?? NO_AMOUNTS);
    const entries = journalEntries(moved.get(text)?.amounts ?? NO_AMOUNTS, source);
    return journalWrite(home, orderId, move, isHeld, held, entries);
  });
}

function journalWrite(
  { key }: Home,
  orderId: string,
  { hold, captures }: Move,
  isHeld: boolean,
  held: Amounts | undefined,
  entries: JournalEntries,
): TransactWriteItem {
  const sets = ['br = br + :one', ...entries.sets];
  const names: Record<string, string> = { ...entries.names };
  const values: Record<string, AttributeValue> = { ':one': { N: '1' }, ...entries.values };
  if (isHeld) names['#order'] = orderId;
  if (isHeld && held !== undefined && hold !== undefined) {
    values[':hold'] = { S: packHold({ expiresAt: hold.expiresAt, amounts: held }) };
    sets.push('h.#order = :hold');
  }
  const removes = isHeld && held === undefined ? ' REMOVE h.#order' : '';
  const dispenses = captures && marksOrder(key, false);
  if (dispenses) values[':order'] = { SS: [orderId] };
  const exists = isHeld ? 'attribute_exists(h.#order)' : 'attribute_exists(br)';
  return {
    Update: {
      TableName: tableName(),
      Key: { ...key },
      UpdateExpression: `SET ${sets.join(', ')}${removes}${dispenses ? ' ADD o :order' : ''}`,
      ConditionExpression: dispenses ? `${exists} AND attribute_not_exists(v)` : exists,
      // tells a hold that is gone from a prescription that was voided
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
      ExpressionAttributeValues: values,
    },
  };
}
