import { expect } from 'vitest';
import { auditTable } from '../../audit/audit-table.ts';
import { fillOf } from '../../lambdas/domain/prescription.ts';
import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { orderState } from '../../lambdas/domain/order-state.ts';
import { homesOf } from '../../lambdas/storage/accumulator-home.ts';
import { parseBalancesItem } from '../../lambdas/storage/balances-item.ts';
import { scanFacts } from '../../lambdas/storage/fact-scan.ts';
import type { Item } from '../../lambdas/storage/keys.ts';
import { keyText, textOf } from '../../lambdas/storage/keys.ts';
import { unpackAmounts } from '../../lambdas/storage/packed-balances.ts';
import { parsePool } from '../../lambdas/storage/pool-item.ts';
import type { Connector } from './connector.ts';
import { storedItems } from './stored-items.ts';

/** What is used and what is held, by item and accumulator; of a fill, both together. */
type Book = Map<string, { used: number; held: number }>;

/** Every fact of the table, order by order, each order's in its sequence. */
export async function factsByOrder(): Promise<ReadonlyMap<string, readonly OrderFact[]>> {
  const facts: OrderFact[] = [];
  for await (const page of scanFacts()) facts.push(...page);
  const inSequence = facts.toSorted((one, other) => one.sequence - other.sequence);
  return Map.groupBy(inSequence, ({ providerId, orderNo }) => `${providerId} ${orderNo}`);
}

/**
 * The facts of every order are numbered without a gap, and what stands in every balance and every pool now is what the facts of all
 * orders say together; and the auditor, who shares no code with the product, finds nothing. Gives the number of facts.
 */
export async function expectBooksAgree(connector: Connector): Promise<number> {
  const [orders, items] = [await factsByOrder(), await storedItems(connector)];
  const told: Book = new Map();
  let count = 0;
  for (const [order, facts] of orders) {
    count += facts.length;
    expect(
      facts.map(({ sequence }) => sequence),
      order,
    ).toEqual(facts.map((_, index) => index + 1));
    const state = orderState(facts, connector.now());
    const memberId = state?.decided?.memberId ?? '';
    enter(told, memberId, 'used', state?.used ?? []);
    enter(told, memberId, 'held', state?.held ?? []);
  }
  expect(inOrder(stands(items, connector.now()))).toEqual(inOrder(told));
  const audit = await auditTable({
    client: connector.client,
    table: connector.tableName,
    now: connector.now(),
    factsAlone: true,
  });
  expect(audit.unread).toEqual([]);
  expect(audit.verdicts.flatMap(({ findings }) => findings)).toEqual([]);
  return count;
}

function enter(book: Book, memberId: string, as: 'used' | 'held', draws: readonly Draw[]): void {
  for (const [home, { amounts }] of homesOf(memberId, draws)) {
    for (const [id, amount] of amounts) add(book, `${home} ${id}`, fillOf(id) === undefined ? as : 'used', amount);
  }
  for (const { accumulatorId, amount } of draws) {
    const [, poolId] = accumulatorId.split('@P:');
    if (poolId !== undefined) add(book, `POOL#${poolId} ${accumulatorId}`, as, amount);
  }
}

function add(book: Book, name: string, as: 'used' | 'held', amount: number): void {
  const entry = book.get(name) ?? { used: 0, held: 0 };
  book.set(name, { ...entry, [as]: entry[as] + amount });
}

function stands(items: readonly Item[], now: number): Book {
  const book: Book = new Map();
  for (const item of items) {
    if (item['b'] === undefined || textOf(item, 'sk').startsWith('SHARD#')) continue;
    const key = { pk: { S: textOf(item, 'pk') }, sk: { S: textOf(item, 'sk') } };
    const { balances, fills } = parseBalancesItem(key, item, now);
    for (const [id, balance] of balances) book.set(`${keyText(item)} ${id}`, balance);
    for (const [code, ofCode] of fills)
      for (const { date, daysSupply } of ofCode)
        add(book, `${keyText(item)} fill//${code}/${date}/${daysSupply}`, 'used', 1);
  }
  for (const [partition, ofPool] of Map.groupBy(items, (item) => textOf(item, 'pk'))) {
    if (!partition.startsWith('POOL#')) continue;
    for (const [id, balance] of poolTotals(partition.slice('POOL#'.length), ofPool, now))
      book.set(`${partition} ${id}`, balance);
  }
  return book;
}

function poolTotals(poolId: string, items: readonly Item[], now: number) {
  const lapsed = items
    .map((item) => ({ item, parts: textOf(item, 'sk').split('#') }))
    .filter(({ parts: [kind, expiresAt] }) => kind === 'HOLD' && Number(expiresAt) > 0 && Number(expiresAt) <= now)
    .map(({ item, parts: [, expiresAt, orderId = ''] }) => ({
      ...{ orderId, expiresAt: Number(expiresAt) },
      amounts: unpackAmounts(textOf(item, 'a')),
    }));
  const shards = items.filter((item) => textOf(item, 'sk').startsWith('SHARD#'));
  const pool = parsePool(poolId, shards, lapsed);
  if (pool === undefined || pool === 'torn') throw new Error(`pool ${poolId} cannot be read`);
  return pool.totals;
}

/** Without what stands at nothing; what is less than nothing stays, to be seen. */
const inOrder = (book: Book) =>
  [...book]
    .filter(([, { used, held }]) => used !== 0 || held !== 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
