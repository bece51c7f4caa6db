import { triggers } from '../../lambdas/contracts/triggers.ts';
import { functionNeeds } from '../../lib/function-needs.ts';
import { assumptions } from './assumptions.ts';
import type { Counts, Work } from './count.ts';
import type { PriceId } from './prices.ts';
import { usdOf } from './prices.ts';

/** One line of the bill of a million orders. */
export interface Item {
  readonly price: PriceId;
  /** for which step, or for what */
  readonly of: string;
  /** for one order */
  readonly quantity: number;
  readonly usdPerMillion: number;
}

const MILLION = 1_000_000;
const GB = 1_000_000_000;
const MB_PER_GB = 1_024;
/** One to send; to receive and to delete, one of each for every invocation. */
const RECEIVE_AND_DELETE = 2;
/** It is frozen and written, each as an execution of its own (lib/closing-definition.ts): begun, its task, ended. */
const TRANSITIONS_PER_SLICE = 6;
const PUTS_PER_SLICE = 2;
const WAITS_FOR_PARTNER = new Set(['claims', 'webhook-deliveries']);

/** What a million orders cost at list price. `counts` as counted; `timed`: the same work with its time. */
export function bill(counts: Counts, timed: Counts, perLine: CloseOfLine): readonly Item[] {
  const works = counts.works.map((work) => ({
    ...work,
    ownMs: timeOf(timed, work.name),
    factsOfOrder: counts.requests,
  }));
  return [
    ...works.flatMap(itemsOfWork),
    item('http-api', 'requests', counts.requests),
    item('sqs-fifo', 'claims', counts.messages.claims * (1 + RECEIVE_AND_DELETE)),
    item(
      'sqs-standard',
      'webhook-deliveries',
      counts.messages['webhook-deliveries'] *
        (1 + RECEIVE_AND_DELETE / workAtOnce('webhook-deliveries', counts.requests)),
    ),
    ...logItems('access log', counts.requests, counts.requests * assumptions.accessLogBytes),
    item('data-out', 'answers, claims and webhooks', (counts.answerBytes + counts.postedBytes) / GB),
    item('dynamodb-write', 'daily close', perLine.writeUnits),
    item('dynamodb-read', 'daily close', perLine.readUnits),
    item('state-transition', 'daily close', TRANSITIONS_PER_SLICE / assumptions.linesPerSlice),
    item('s3-put', 'daily close', PUTS_PER_SLICE / assumptions.linesPerSlice),
    item('s3-storage', 'one month', (assumptions.statementBytesPerLine / GB) * assumptions.storageMonths),
    item('dynamodb-storage', 'one month', (counts.storedBytes / GB) * assumptions.storageMonths),
    item('dynamodb-pitr', 'one month', (counts.storedBytes / GB) * assumptions.storageMonths),
  ].filter(({ quantity }) => quantity > 0);
}

/** What one more line of a day costs its close. */
export type CloseOfLine = Pick<Work['taken'], 'readUnits' | 'writeUnits'>;

/** From two days of different size, so that what every day costs drops out. */
export function closeOfLine(one: Counts['close'], other: Counts['close']): CloseOfLine {
  const slope = (field: keyof CloseOfLine) =>
    Math.max(0, (other.taken[field] - one.taken[field]) / (other.lines - one.lines));
  return { readUnits: slope('readUnits'), writeUnits: slope('writeUnits') };
}

interface TimedWork extends Work {
  readonly ownMs: number;
  readonly factsOfOrder: number;
}

function itemsOfWork({ name, handler, taken, invocations, ownMs, factsOfOrder }: TimedWork): Item[] {
  // what is not an invocation of its own is a share of one
  const count = invocations === 0 ? 1 : invocations;
  const atOnce = workAtOnce(handler, factsOfOrder);
  const gb = functionNeeds[handler].memoryMb / MB_PER_GB;
  const own = billedMs({ handler, ownMs, trips: taken.trips, atOnce });
  const coldStart = assumptions.coldStartMs / assumptions.invocationsPerColdStart / atOnce;
  return [
    item('dynamodb-write', name, taken.writeUnits * count),
    item('dynamodb-read', name, taken.readUnits * count),
    ...(functionNeeds[handler].secret
      ? [item('secret-request', name, count / assumptions.invocationsPerColdStart)]
      : []),
    item('lambda-request', name, invocations / atOnce),
    item('lambda-arm64', name, (count * gb * (own + coldStart)) / 1_000),
    ...logItems(name, taken.logLines * count, taken.logBytes * count),
  ];
}

/**
 * A function with less memory than one processor's has less of that processor, for longer. Messages of a queue are worked off side by side,
 * so that the partners are waited for once; records of a stream one after the other.
 */
export function billedMs(of: { handler: Work['handler']; ownMs: number; trips: number; atOnce: number }): number {
  const slower = Math.max(1, assumptions.mbOfOneProcessor / functionNeeds[of.handler].memoryMb);
  const partner = WAITS_FOR_PARTNER.has(of.handler) ? assumptions.partnerAnswerMs / of.atOnce : 0;
  return of.ownMs * assumptions.cpuRatio * slower + of.trips * assumptions.dynamoDbTripMs + partner;
}

function logItems(of: string, lines: number, bytes: number): Item[] {
  const gb = (bytes + lines * assumptions.bytesPerLogLine) / GB;
  return [
    item('logs-ingested', of, gb),
    item('logs-stored', of, gb * assumptions.logCompression * assumptions.logMonths),
  ];
}

/** Records or messages that one invocation is given at the assumed rate; a request is one. */
export function workAtOnce(handler: Work['handler'], factsOfOrder: number): number {
  if (handler !== 'facts' && handler !== 'webhook-deliveries') return 1;
  const { batchSize, windowSeconds, ...trigger } = triggers[handler];
  // a shard's records are dealt among so many batches, by their partition key
  const batches = 'atOnce' in trigger ? trigger.atOnce : 1;
  const perSecond =
    handler === 'facts'
      ? (assumptions.ordersPerSecond * factsOfOrder) / (assumptions.partitions * batches)
      : assumptions.ordersPerSecond / assumptions.pollers;
  return Math.max(1, Math.min(batchSize, perSecond * windowSeconds));
}

/** Both say at least what a function took for itself; the smaller one is nearer to it. */
function timeOf({ works }: Counts, name: string): number {
  const found = works.find((work) => work.name === name);
  if (found === undefined) throw new Error(`${name} was not timed`);
  const { handlerMs, cpuMs } = found.taken;
  // a share of a run has no line of its own
  return handlerMs === 0 ? cpuMs : Math.min(handlerMs, cpuMs);
}

function item(price: PriceId, of: string, quantity: number): Item {
  return { price, of, quantity, usdPerMillion: usdOf(price, quantity * MILLION) };
}

export const totalOf = (items: readonly Item[]): number =>
  items.reduce((sum, { usdPerMillion }) => sum + usdPerMillion, 0);

/** By price, the largest first. */
export function byPrice(items: readonly Item[]): readonly Omit<Item, 'of'>[] {
  const groups = [...Map.groupBy(items, ({ price }) => price)].map(([price, of]) => ({
    price,
    quantity: of.reduce((sum, { quantity }) => sum + quantity, 0),
    usdPerMillion: totalOf(of),
  }));
  return groups.toSorted((one, other) => other.usdPerMillion - one.usdPerMillion);
}

/** By step, the largest first. */
export function byStep(items: readonly Item[]): readonly { readonly of: string; readonly usdPerMillion: number }[] {
  const groups = [...Map.groupBy(items, ({ of }) => of)].map(([of, some]) => ({ of, usdPerMillion: totalOf(some) }));
  return groups.toSorted((one, other) => other.usdPerMillion - one.usdPerMillion);
}
