import type { Faults } from './faults.ts';
import type { EngineWire } from './engine-wire.ts';
import type { Scheduler } from './scheduler.ts';
import { ATTEMPTS, cutOff, errorOf, isRepeated } from './table-errors.ts';
import type { Stale } from './stale-reads.ts';
import { fromWire, toWire } from './wire-values.ts';

export type Wire = Readonly<Record<string, unknown>>;

export interface TableCalls {
  /** `TransactWriteItems` and its input, to its output; fails as the SDK does, after its repeats */
  send(operation: string, input: object): Promise<unknown>;
}

export interface TableParts {
  readonly wire: EngineWire;
  readonly calls: Scheduler;
  readonly faults: Faults;
  readonly stale: Stale;
  /** told of every write that has taken effect */
  readonly written: (operation: string, request: Wire) => void;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem']);
const MOST_OVERTAKING = 60;

/** A call of one attempt: it may have taken effect without its caller's knowledge, so that a repeat must be known by its token. */
interface Attempt {
  readonly operation: string;
  readonly request: Wire;
  readonly isWrite: boolean;
  readonly token: string;
  wasDone: boolean;
  /** something was done to one of its tries; what it ends with may follow from that */
  wasSpoilt: boolean;
}

/** The table as the product's client reaches it. It stands where the SDK would begin to make a request, and repeats as the SDK does. */
export function tableCalls({ wire, calls, faults, stale, written }: TableParts): TableCalls {
  let tokens = 0;

  async function reach(attempt: Attempt, request: Wire = attempt.request): Promise<Wire> {
    const { operation, isWrite, token } = attempt;
    const asked =
      operation === 'TransactWriteItems' && attempt.wasDone ? { ...request, ClientRequestToken: token } : request;
    const answer = await wire.ask(operation, asked);
    if (answer.status !== 200) throw errorOf(String(answer.body['__type']).split('#').at(-1) ?? '', answer.body);
    if (isWrite) written(operation, request);
    return answer.body;
  }

  async function spoilt(attempt: Attempt): Promise<Wire> {
    const { operation, request, isWrite } = attempt;
    const kind = faults.chance.pick(kindsOf(operation));
    faults.happened(kind);
    attempt.wasSpoilt = true;
    switch (kind) {
      case 'throttle':
        throw errorOf(faults.chance.pick(['ThrottlingException', 'ProvisionedThroughputExceededException']));
      case 'error-before':
        throw errorOf('InternalServerError');
      case 'error-after':
      case 'cut': {
        if (kind === 'error-after' || faults.chance.oneIn(2)) {
          attempt.wasDone = isWrite;
          await reach(attempt);
        }
        throw kind === 'cut' ? cutOff() : errorOf('InternalServerError');
      }
      case 'conflict':
        throw conflict(operation, request);
      case 'unprocessed':
        return partly(request);
    }
  }

  function conflict(operation: string, request: Wire): Error {
    if (operation !== 'TransactWriteItems') return errorOf('TransactionConflictException');
    const items = [request['TransactItems']].flat();
    const at = faults.chance.below(items.length);
    const Code = faults.chance.pick(['TransactionConflict', 'TransactionConflict', 'ThrottlingError']);
    const CancellationReasons = items.map((_, index) => ({ Code: index === at ? Code : 'None' }));
    return errorOf('TransactionCanceledException', { CancellationReasons });
  }

  /** A batch of reads that gets to some of its keys only. */
  async function partly(request: Wire): Promise<Wire> {
    const [[table, asked] = []] = Object.entries(request['RequestItems'] as Record<string, { Keys: unknown[] }>);
    if (table === undefined || asked === undefined) throw new Error('a batch without a table');
    const isRead = asked.Keys.map(() => faults.chance.oneIn(2));
    const [read, left] = [true, false].map((wanted) => asked.Keys.filter((_, index) => isRead[index] === wanted));
    const UnprocessedKeys = { [table]: { ...asked, Keys: left } };
    if (read === undefined || read.length === 0) return { Responses: { [table]: [] }, UnprocessedKeys };
    const attempt = { operation: 'BatchGetItem', request, isWrite: false, token: '', wasDone: false, wasSpoilt: true };
    const answer = await reach(attempt, { RequestItems: { [table]: { ...asked, Keys: read } } });
    return left?.length === 0 ? answer : { ...answer, UnprocessedKeys };
  }

  const once = (attempt: Attempt): Promise<Wire> =>
    calls.park({
      isWrite: attempt.isWrite,
      ...(faults.oneIn(40) && { heldFor: held(faults) }),
      go: async () => {
        if (faults.strikes()) return spoilt(attempt);
        const answer = await reach(attempt);
        return attempt.isWrite ? answer : stale.seen(attempt.request, answer);
      },
    });

  return {
    send: async (operation, input) => {
      const attempt: Attempt = {
        ...{ operation, isWrite: WRITES.has(operation), token: `chaos-${++tokens}` },
        ...{ wasDone: false, wasSpoilt: false },
        request: toWire(input) as Wire,
      };
      const invocation = calls.current();
      for (let tried = 1; ; tried++) {
        try {
          return fromWire(await once(attempt));
        } catch (error) {
          if (isRepeated(error) && tried < ATTEMPTS) continue;
          if (invocation !== undefined && attempt.wasSpoilt) invocation.isHurt = true;
          throw error;
        }
      }
    },
  };
}

function held(faults: Faults): number {
  faults.happened('slow');
  return faults.chance.between(2, MOST_OVERTAKING);
}

const EVERY = ['throttle', 'error-before', 'error-after', 'cut'] as const;

function kindsOf(operation: string): readonly ((typeof EVERY)[number] | 'conflict' | 'unprocessed')[] {
  if (operation === 'BatchGetItem') return [...EVERY, 'unprocessed', 'unprocessed'];
  if (operation === 'TransactWriteItems') return [...EVERY, 'error-after', 'conflict', 'conflict'];
  return WRITES.has(operation) ? [...EVERY, 'error-after', 'conflict'] : EVERY;
}
