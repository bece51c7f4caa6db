import type {
  BatchGetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { dynamoDb } from '../../lambdas/storage/dynamodb-client.ts';

/** The inputs of the three calls of one request that writes, as its handler made them. */
export interface RequestCalls {
  /** of a decision; or the query of what has happened to an order */
  readonly read: BatchGetItemCommandInput | QueryCommandInput;
  readonly nonce: PutItemCommandInput;
  readonly commit: TransactWriteItemsCommandInput;
}

interface CaughtCall {
  readonly command: string;
  readonly input: unknown;
}

interface Rehearsal {
  readonly calls: CaughtCall[];
  /** what earlier requests of the same order would have written */
  readonly before: readonly RequestCalls[];
}

const READS = new Set(['BatchGetItemCommand', 'QueryCommand']);
const WRITES = new Set(['PutItemCommand', 'TransactWriteItemsCommand']);
/** of the partner, once in 30 s: no call of the request's own */
const NOT_CAUGHT = 'GetItemCommand';

let rehearsal: Rehearsal | undefined;

/**
 * Lets a request be rehearsed: its calls are caught, and those that would write are answered without having been sent. This
 * stands in the client for good, in front of whoever uses it, so that the contestants pay the same for it.
 */
export function installRehearsals(): void {
  dynamoDb().middlewareStack.add(
    (next, { commandName: command = '' }) =>
      async (args) => {
        if (rehearsal === undefined || command === NOT_CAUGHT) return next(args);
        rehearsal.calls.push({ command, input: args.input });
        if (WRITES.has(command)) return { output: { $metadata: {} }, response: undefined };
        if (command !== 'QueryCommand') return next(args);
        const Items = unsentItems(rehearsal.before, args.input as QueryCommandInput);
        return { output: { $metadata: {}, Items }, response: undefined };
      },
    { step: 'initialize', name: 'benchRehearsal', priority: 'high' },
  );
}

/** The calls that the handling of one request makes, after others whose own have not been sent. One rehearsal at a time. */
export async function rehearse(
  run: () => Promise<unknown>,
  before: readonly RequestCalls[] = [],
): Promise<RequestCalls> {
  const calls: CaughtCall[] = [];
  rehearsal = { calls, before };
  try {
    await run();
  } finally {
    rehearsal = undefined;
  }
  const inputOf = (isMeant: (command: string) => boolean) => calls.find(({ command }) => isMeant(command))?.input;
  const [read, nonce, commit] = [
    inputOf((command) => READS.has(command)),
    inputOf((command) => command === 'PutItemCommand'),
    inputOf((command) => command === 'TransactWriteItemsCommand'),
  ];
  if (calls.length !== 3 || read === undefined || nonce === undefined || commit === undefined)
    throw new Error(`not the three calls of a request: ${calls.map(({ command }) => command).join(', ')}`);
  return {
    read: read as RequestCalls['read'],
    nonce: nonce as PutItemCommandInput,
    commit: commit as TransactWriteItemsCommandInput,
  };
}

/** What a query of an order's partition would find if the writes had been sent. */
function unsentItems(before: readonly RequestCalls[], { ExpressionAttributeValues: values = {} }: QueryCommandInput) {
  const partitions = Object.values(values).map(({ S }) => S);
  const puts = before.flatMap(({ commit }) => (commit.TransactItems ?? []).map(({ Put }) => Put?.Item));
  return puts.filter((item) => item !== undefined && partitions.includes(item['pk']?.S));
}
