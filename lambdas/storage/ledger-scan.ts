import type { DynamoDBClient, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { bookLines, isMoneyFact } from '../domain/book-line.ts';
import type { OrderFact } from '../domain/fact.ts';
import { entriesOf, remittanceEntries } from '../domain/ledger.ts';
import type { Fen } from '../domain/money.ts';
import type { Clearing } from '../domain/remittance.ts';
import { paymentsOf } from '../domain/remittance.ts';
import type { Trial } from '../domain/trial-balance.ts';
import { addEntries } from '../domain/trial-balance.ts';
import { factId, parseFact } from './fact-item.ts';
import type { Item } from './keys.ts';
import { textOf } from './keys.ts';
import { parseAccount } from './provider-accounts.ts';
import type { Remitted } from './remittance-item.ts';
import { parseClearing, parseRemitted } from './remittance-item.ts';

/** What is booked, as it was found. */
interface Found {
  /** of each order, by its partition, in whatever order */
  readonly facts: Map<string, OrderFact[]>;
  /** by the partition of the insurer */
  readonly remitted: Map<string, Remitted[]>;
  /** what was paid of a day, by insurer and date */
  readonly clearings: Map<string, Clearing[]>;
  /** what a published day comes to for each provider, by insurer and date */
  readonly nets: Map<string, Map<string, Fen>>;
}

/**
 * The whole ledger, booked anew from every fact and every remittance of the table, past the books and the statements: what these say can
 * be held against it. It reads the whole table and is for audits alone: nothing that answers a partner scans.
 */
export async function scanLedger(client: DynamoDBClient, table: string): Promise<Trial> {
  const found: Found = { facts: new Map(), remitted: new Map(), clearings: new Map(), nets: new Map() };
  let start: Item | undefined;
  do {
    const page: ScanCommandOutput = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? []) take(found, item);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return booked(found);
}

function take({ facts, remitted, clearings, nets }: Found, item: Item): void {
  const [partition, sort] = [textOf(item, 'pk'), textOf(item, 'sk')];
  const [kind, date = ''] = sort.split('#');
  if (kind === 'FACT') listIn(facts, partition).push(parseFact(item));
  else if (kind === 'REMITTED') listIn(remitted, partition).push(parseRemitted(item));
  // a scan gives the items of a partition in the order of their keys
  else if (kind === 'CLEARED') listIn(clearings, `${partition}#${date}`).push(parseClearing(item));
  else if (partition.startsWith('ACCOUNT#')) {
    const { insurerId, businessDate, providerId, debit, credit } = parseAccount(item);
    const day = `STATEMENTS#${insurerId}#${businessDate}`;
    const ofDay = nets.get(day) ?? new Map<string, Fen>();
    nets.set(day, ofDay.set(providerId, debit - credit));
  }
}

function booked({ facts, remitted, clearings, nets }: Found): Trial {
  const trial: Trial = new Map();
  for (const ofOrder of facts.values()) addOrder(trial, ofOrder);
  for (const [partition, ofInsurer] of remitted) {
    const insurerId = partition.slice('STATEMENTS#'.length);
    for (const { amount, places } of ofInsurer) {
      const payments = places.flatMap(({ businessDate, position }) => {
        const day = `${partition}#${businessDate}`;
        return paymentsOf(nets.get(day) ?? new Map(), clearings.get(day) ?? [])[position - 1] ?? [];
      });
      addEntries(trial, remittanceEntries({ insurerId, amount, payments }));
    }
  }
  return trial;
}

function addOrder(trial: Trial, ofOrder: readonly OrderFact[]): void {
  const facts = ofOrder.toSorted((one, other) => one.sequence - other.sequence);
  for (const [index, fact] of facts.entries()) {
    if (!isMoneyFact(fact)) continue;
    const lines = bookLines(fact, facts.slice(0, index + 1), { idOf: factId, providerKind: 'hospital' });
    for (const line of lines) addEntries(trial, entriesOf(line));
  }
}

function listIn<Value>(lists: Map<string, Value[]>, name: string): Value[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
