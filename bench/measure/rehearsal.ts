import type {
  BatchGetItemCommandInput,
  PutItemCommandInput,
  TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { dynamoDb } from '../../lambdas/storage/dynamodb-client.ts';

/** The inputs of the three calls of one settlement, as the handler made them. */
export interface SettlementCalls {
  readonly read: BatchGetItemCommandInput;
  readonly nonce: PutItemCommandInput;
  readonly commit: TransactWriteItemsCommandInput;
}

interface CaughtCall {
  readonly command: string;
  readonly input: unknown;
}

const WRITES = new Set(['PutItemCommand', 'TransactWriteItemsCommand']);
/** of the partner, once in 30 s: no call of the settlement's own */
const NOT_CAUGHT = 'GetItemCommand';

let caught: CaughtCall[] | undefined;

/**
 * Lets a settlement be rehearsed: its calls are caught, and those that would write are answered without having been sent. This
 * stands in the client for good, in front of whoever uses it, so that the contestants pay the same for it.
 */
export function installRehearsals(): void {
  dynamoDb().middlewareStack.add(
    (next, { commandName: command = '' }) =>
      async (args) => {
        if (caught === undefined || command === NOT_CAUGHT) return next(args);
        caught.push({ command, input: args.input });
        return WRITES.has(command) ? { output: { $metadata: {} }, response: undefined } : next(args);
      },
    { step: 'initialize', name: 'benchRehearsal', priority: 'high' },
  );
}

/** The calls that a run makes. One rehearsal at a time. */
export async function rehearse(run: () => Promise<unknown>): Promise<SettlementCalls> {
  const calls: CaughtCall[] = [];
  caught = calls;
  try {
    await run();
  } finally {
    caught = undefined;
  }
  if (calls.length !== 3)
    throw new Error(`not the three calls of a settlement: ${calls.map(({ command }) => command).join(', ')}`);
  const inputOf = (name: string) => calls.find(({ command }) => command === name)?.input;
  return {
    read: inputOf('BatchGetItemCommand') as BatchGetItemCommandInput,
    nonce: inputOf('PutItemCommand') as PutItemCommandInput,
    commit: inputOf('TransactWriteItemsCommand') as TransactWriteItemsCommandInput,
  };
}
