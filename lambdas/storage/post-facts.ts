import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { OrderFact } from '../domain/fact.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import { tableName } from './dynamodb-client.ts';
import { factItem, furtherStatementItems, parseFact } from './fact-item.ts';
import type { Item } from './keys.ts';
import { transact } from './transact.ts';

/** A write that belongs to a posting and comes from elsewhere: an event that is remembered, an exception that is opened. */
export type Rider = TransactWriteItem;

/**
 * How a posting ended. `moved` asks to look again, because something it was made from has changed since; `exists`: something has
 * happened under this number of the order; `rider`: what should ride along stood in the way; `elsewhere`: a condition on a balance
 * failed, with the item as it stands.
 */
export type Posting =
  | { readonly posting: 'posted' | 'moved' }
  | { readonly posting: 'exists'; readonly fact: OrderFact }
  | { readonly posting: 'rider'; readonly position: number; readonly item: Item | undefined }
  | { readonly posting: 'elsewhere'; readonly item: Item | undefined; readonly write: TransactWriteItem | undefined };

/** What DynamoDB takes in one transaction; an order of one coverage stays far below it (docs/architecture.md). */
const MAX_WRITES = 100;

/** What can happen to one order; each takes a few hundred bytes of the one partition that every request for the order reads. */
export const MAX_FACTS = 500;

/** Posts facts with all that belongs to them, or nothing. The number of each fact is the concurrency control of its order. */
export async function postFacts(
  admission: Promise<void>,
  facts: readonly OrderFact[],
  riders: readonly Rider[],
  balances: readonly TransactWriteItem[],
): Promise<Posting> {
  if (facts.some(({ sequence }) => sequence > MAX_FACTS))
    throw new ConnectorError('order.too-many-facts', `At most ${MAX_FACTS} things can happen to one order.`);
  const puts = facts.map((fact): TransactWriteItem => ({
    Put: {
      TableName: tableName(),
      Item: factItem(fact),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }));
  // under the facts' own condition, so they need none
  const lines = facts.flatMap(furtherStatementItems).map((Item) => ({ Put: { TableName: tableName(), Item } }));
  const writes = [...puts, ...riders, ...balances, ...lines];
  if (writes.length > MAX_WRITES) throw tooManyTotals();
  const outcome = await transact(admission, writes);
  if (outcome.outcome === 'written') return { posting: 'posted' };
  if (outcome.outcome === 'contended') return { posting: 'moved' };
  const { at, item } = outcome;
  if (at < puts.length) return item === undefined ? { posting: 'moved' } : { posting: 'exists', fact: parseFact(item) };
  const position = at - puts.length;
  if (position < riders.length) return { posting: 'rider', position, item };
  return { posting: 'elsewhere', item, write: balances[position - riders.length] };
}

function tooManyTotals(): ConnectorError {
  const detail = `The order counts against more totals at once than the ${MAX_WRITES} writes of a transaction can hold.`;
  return new ConnectorError('order.too-many-totals', detail);
}
