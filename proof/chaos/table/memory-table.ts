import { tableShape } from '../../../lambdas/storage/table-shape.ts';
import type { EngineWire, WireAnswer } from '../engine-wire.ts';
import type { Item, Names, Value } from './evaluate.ts';
import { holds, InvalidRequest, updated } from './evaluate.ts';
import { conditionOf, updateOf } from './expression.ts';
import { newShelves, textOf } from './shelves.ts';
import type { Shelves } from './shelves.ts';
import { select } from './select.ts';

type Request = Readonly<Record<string, unknown>>;

const MOST_ITEMS = 100;
const MOST_BYTES = 400 * 1024;

class Refused extends Error {
  override readonly name = 'Refused';
  readonly item: Item | undefined;
  constructor(item: Item | undefined) {
    super('The conditional request failed');
    this.item = item;
  }
}

/**
 * The table in memory, for runs of which there are to be many. What it knows of DynamoDB is what the product uses; that it answers as the
 * embedded engine does is seen by playing the same run on both (test/proof/chaos.test.ts).
 */
export function memoryTable(): EngineWire {
  const shelves = newShelves();
  const tokens = new Set<string>();
  const works: Readonly<Record<string, (request: Request) => object>> = {
    GetItem: (request) => {
      const item = shelves.get(request['Key'] as Item);
      return item === undefined ? {} : { Item: item };
    },
    BatchGetItem: (request) => batchGet(shelves, request),
    Query: (request) => select(shelves, request),
    Scan: (request) => select(shelves, request),
    PutItem: (request) => {
      const write = planned(shelves, 'Put', request);
      write.commit();
      return {};
    },
    UpdateItem: (request) => {
      const write = planned(shelves, 'Update', request);
      write.commit();
      return request['ReturnValues'] === 'ALL_NEW' ? { Attributes: write.after } : {};
    },
    DeleteItem: (request) => {
      planned(shelves, 'Delete', request).commit();
      return {};
    },
    TransactWriteItems: (request) => {
      const token = request['ClientRequestToken'];
      if (typeof token === 'string' && tokens.has(token)) return {};
      transact(shelves, request);
      if (typeof token === 'string') tokens.add(token);
      return {};
    },
  };
  return {
    ask: async (operation, request) => {
      const work = works[operation];
      if (work === undefined) throw new Error(`the table in memory does not know ${operation}`);
      try {
        return { status: 200, body: work(request) as WireAnswer['body'] };
      } catch (error) {
        return answerOf(error);
      }
    },
    close: () => undefined,
  };
}

interface Planned {
  readonly key: string;
  readonly after: Item | undefined;
  commit(): void;
}

const namesOf = (request: Request): Names => ({
  names: (request['ExpressionAttributeNames'] ?? {}) as Names['names'],
  values: (request['ExpressionAttributeValues'] ?? {}) as Names['values'],
});

/** What a write would do. Throws where its condition does not hold. */
function planned(shelves: Shelves, kind: string, request: Request): Planned {
  const { partitionKey, sortKey } = tableShape;
  const put = request['Item'] as Item | undefined;
  const given = put ?? (request['Key'] as Item);
  const key: Item = { [partitionKey]: given[partitionKey] as Value, [sortKey]: given[sortKey] as Value };
  const before = shelves.get(key);
  const names = namesOf(request);
  const condition = request['ConditionExpression'];
  if (typeof condition === 'string' && !holds(conditionOf(condition), before ?? {}, names))
    throw new Refused(request['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD' ? before : undefined);
  const after = afterwards(kind, put, before ?? key, request, names);
  if (after !== undefined && JSON.stringify(after).length > MOST_BYTES)
    throw new InvalidRequest('Item size has exceeded the maximum allowed size');
  return {
    key: `${textOf(key, partitionKey)} ${textOf(key, sortKey)}`,
    after,
    commit: () => {
      if (kind === 'ConditionCheck') return;
      if (after === undefined) shelves.remove(key);
      else shelves.put(after);
    },
  };
}

function afterwards(
  kind: string,
  put: Item | undefined,
  before: Item,
  request: Request,
  names: Names,
): Item | undefined {
  switch (kind) {
    case 'Put':
      return put;
    case 'Update': {
      const expression = request['UpdateExpression'];
      return typeof expression === 'string' ? updated(updateOf(expression), before, names) : before;
    }
    default:
      return undefined;
  }
}

/** All of it or nothing. */
function transact(shelves: Shelves, request: Request): void {
  const items = request['TransactItems'] as readonly Readonly<Record<string, Request>>[];
  if (items.length > MOST_ITEMS) throw new InvalidRequest('a transaction of more than 100 items');
  const writes: Planned[] = [];
  const reasons = items.map((item): object => {
    const [kind, write] = onlyOf(item);
    try {
      writes.push(planned(shelves, kind, write));
      return { Code: 'None' };
    } catch (error) {
      if (error instanceof Refused)
        return { Code: 'ConditionalCheckFailed', Message: error.message, ...(error.item && { Item: error.item }) };
      if (error instanceof InvalidRequest) return { Code: 'ValidationError', Message: error.message };
      throw error;
    }
  });
  if (writes.length < items.length) throw new Cancelled(reasons);
  if (new Set(writes.map(({ key }) => key)).size < writes.length)
    throw new InvalidRequest('Transaction request cannot include multiple operations on one item');
  for (const write of writes) write.commit();
}

class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly reasons: readonly object[];
  constructor(reasons: readonly object[]) {
    super('Transaction cancelled, please refer cancellation reasons for specific reasons');
    this.reasons = reasons;
  }
}

/** What is the only one of its kind in a request, and its name. */
function onlyOf<Part>(parts: Readonly<Record<string, Part>>): readonly [string, Part] {
  const [first] = Object.entries(parts);
  if (first === undefined) throw new Error('a request that asks for nothing');
  return first;
}

function batchGet(shelves: Shelves, request: Request): object {
  const [table, { Keys }] = onlyOf(request['RequestItems'] as Record<string, { readonly Keys: readonly Item[] }>);
  const found = Keys.flatMap((key) => shelves.get(key) ?? []);
  return { Responses: { [table]: found }, UnprocessedKeys: {} };
}

function answerOf(error: unknown): WireAnswer {
  if (error instanceof Refused)
    return refusal('ConditionalCheckFailedException', {
      message: error.message,
      ...(error.item && { Item: error.item }),
    });
  if (error instanceof Cancelled)
    return refusal('TransactionCanceledException', { Message: error.message, CancellationReasons: error.reasons });
  if (error instanceof InvalidRequest) return refusal('ValidationException', { message: error.message });
  throw error;
}

const refusal = (name: string, body: object): WireAnswer => ({
  status: 400,
  body: { __type: `table#${name}`, ...body },
});
