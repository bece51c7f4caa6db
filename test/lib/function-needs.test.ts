import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { functionNeeds, type HandlerName, handlerNames, tableNeedsOf } from '../../lib/function-needs.ts';
import type { InsurerSimulator } from '../../local/insurer/insurer-simulator.ts';
import { startInsurer } from '../../local/insurer/insurer-simulator.ts';
import type { CalledStores } from '../support/called-stores.ts';
import { listenToStores } from '../support/called-stores.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import type { EngineCall } from '../support/traffic.ts';
import { closingStory } from './every-closing.ts';
import { heldStory, pharmacyStory, settledStory } from './every-door.ts';
import { reconciliationStory } from './every-reconciliation.ts';
import { workStory } from './every-work.ts';

/** What IAM would be asked for a call: one action and one family of keys for each item that it touches. */
function asked({ operation, request }: EngineCall): readonly string[] {
  const { TransactItems, RequestItems, Key, Item, ExpressionAttributeValues, IndexName } = request as unknown as {
    readonly TransactItems?: readonly Readonly<
      Record<string, Keyed & { readonly Key?: Keyed; readonly Item?: Keyed }>
    >[];
    readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Keyed[] }>>;
    readonly Key?: Keyed;
    readonly Item?: Keyed;
    readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S: string }>>;
    readonly IndexName?: string;
  };
  if (IndexName !== undefined) return [`${operation} of the index ${IndexName}`];
  if (TransactItems !== undefined) {
    return TransactItems.flatMap((part) =>
      Object.entries(part).map(([kind, { Key: key, Item: item }]) => `${actionOf(kind)} ${familyOf(key ?? item)}`),
    );
  }
  if (RequestItems !== undefined) {
    return Object.values(RequestItems).flatMap(({ Keys }) => Keys.map((key) => `${operation} ${familyOf(key)}`));
  }
  const queried = Object.values(ExpressionAttributeValues ?? {})[0];
  return [`${operation} ${familyOf(Key ?? Item ?? { pk: queried ?? { S: '' } })}`];
}

interface Keyed {
  readonly pk?: { readonly S: string };
}

const actionOf = (kind: string) => (kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`);

function familyOf(key: Keyed | undefined): string {
  const [, family] = /^([A-Z]+)#/u.exec(key?.pk?.S ?? '') ?? [];
  if (family === undefined) throw new Error('a key without a family');
  return family;
}

/** In the same words, what a function is granted. */
const grantedTo = (handler: HandlerName): readonly string[] => [
  ...tableNeedsOf(handler).flatMap(([action, families]) => families.map((family) => `${action} ${family}`)),
  ...(functionNeeds[handler].indexes ?? []).map((index) => `Query of the index ${index}`),
  ...(functionNeeds[handler].sendsTo ?? []).map((queue) => `send ${queue}`),
  ...Object.entries(functionNeeds[handler].objects ?? {}).flatMap(([bucket, { read = [], write = [] }]) => [
    ...read.map((prefix) => `read ${bucket} ${prefix}`),
    ...write.map((prefix) => `write ${bucket} ${prefix}`),
  ]),
];

let connector: Connector;
let insurer: InsurerSimulator;
let stores: CalledStores;
const used = new Map<HandlerName, Set<string>>();

beforeAll(async () => {
  // where nobody listens
  insurer = await startInsurer({ register: ':memory:', slowMs: 0 });
  connector = await startConnector({ webhookUrlOf: () => 'http://127.0.0.1:1', claimsUrlOf: insurer.claimsUrlOf });
  stores = listenToStores();
  const story = [
    ...settledStory(connector),
    ...heldStory(connector),
    ...pharmacyStory(connector),
    ...workStory(connector, insurer),
    ...closingStory(connector),
    ...reconciliationStory(connector),
  ];
  for (const [handler, status, request] of story) {
    connector.traffic.take();
    stores.take();
    const answer = await request();
    expect([answer.status, answer.text], handler).toEqual([status, answer.text]);
    const asks = used.get(handler) ?? new Set();
    for (const call of connector.traffic.take()) for (const one of asked(call)) asks.add(one);
    for (const one of stores.take()) asks.add(one);
    used.set(handler, asks);
  }
}, 120_000);

afterAll(async () => {
  stores.stop();
  await connector.stop();
  await insurer.stop();
});

describe('what a function does with the table, work queues and buckets', () => {
  it.each(handlerNames)('is granted to %s', (handler) => {
    expect(grantedTo(handler)).toEqual(expect.arrayContaining([...(used.get(handler) ?? [])]));
  });

  it('is all that is granted: over the whole story no permission stays unused', () => {
    // One process plays all functions, so that a partner and a plan are read once for all of them.
    const granted = handlerNames.flatMap(grantedTo);
    const seen = [...used.values()].flatMap((asks) => [...asks]);

    expect([...new Set(seen)].sort()).toEqual([...new Set(granted)].sort());
  });

  it('writes only what is granted to that very function', () => {
    const isWrite = (one: string) => /^((Put|Update|Delete|ConditionCheck)Item|write) /u.test(one);
    for (const handler of handlerNames) {
      expect([...(used.get(handler) ?? [])].filter(isWrite).sort(), handler).toEqual(
        grantedTo(handler).filter(isWrite).sort(),
      );
    }
  });
});
