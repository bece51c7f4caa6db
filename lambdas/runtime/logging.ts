import { Logger } from '@aws-lambda-powertools/logger';
import type { BookLine } from '../domain/book-line.ts';
import type { ClaimState } from '../domain/claim.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { RequestRecord } from './request-record.ts';
import type { ClaimsSweepRecord, SweepRecord } from './sweep-record.ts';

/** Everything that may be logged of a request. No body, name, identity number or member is among it, and no free text. */
export interface RequestLog {
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
  readonly durationMs: number;
  readonly code: string | undefined;
  readonly partnerId: string | undefined;
  readonly orderNo: string | undefined;
  readonly decision: string | undefined;
  readonly insurer: number | undefined;
  readonly patient: number | undefined;
  readonly replayed: boolean | undefined;
}

const SERVICE = 'direct-billing';
const MAX_CAUSES = 3;

let logger: Logger | undefined;

/** The one line of a request. It is put together name by name, so that a new member of the record is not logged by itself. */
export function logRequest(record: RequestRecord, status: number, durationMs: number): void {
  const { decision } = record;
  const line: RequestLog = {
    route: record.route,
    status,
    requestId: record.requestId,
    durationMs,
    code: record.code,
    partnerId: record.partnerId,
    orderNo: decision?.orderNo,
    decision: decision?.outcome,
    insurer: decision?.insurer,
    patient: decision?.patient,
    replayed: record.replayed,
  };
  currentLogger().info('request', { ...line });
}

/** What a function did that no request started. */
export interface WorkLog {
  readonly handler: string;
  /** of the invocation */
  readonly requestId: string;
  readonly durationMs: number;
  /** pieces of work: records, messages or runs */
  readonly done: number;
  readonly failed: number;
}

export function logWork(line: WorkLog): void {
  const { handler, requestId, durationMs, done, failed } = line;
  currentLogger().info('work', { handler, requestId, durationMs, done, failed });
}

export function logSweep(record: SweepRecord): void {
  const { holdsExpired, exceptionsOpened, deliveriesDue, claimsDue, lateSeconds } = record;
  const { statementsUnacknowledged, disputesOverdue } = record;
  const works = { holdsExpired, exceptionsOpened, deliveriesDue, claimsDue };
  currentLogger().info('sweep', { ...works, statementsUnacknowledged, disputesOverdue, lateSeconds });
}

/** A claim that has come to stand otherwise. Neither its decision nor the insurer's words are among it. */
export function logClaim(
  { insurerId: partnerId, claimId }: BookLine,
  { status, attempted, failure }: ClaimState,
): void {
  currentLogger().info('claim', { partnerId, claimId, status, attempted, result: failure });
}

export function logClaimsSweep({ entered, sent, outOfReach, waitingSeconds }: ClaimsSweepRecord): void {
  currentLogger().info('claims-sweep', { entered, sent, outOfReach, waitingSeconds });
}

/** One attempt to tell a provider of something. Its body is not among it. */
export function logDelivery({ ref, type, state, attempted, attempts }: Delivery): void {
  const { providerId: partnerId, eventId } = ref;
  currentLogger().info('delivery', { partnerId, eventId, type, state, attempted, result: attempts.at(-1)?.result });
}

/** What is behind a 500 or a 503, or behind work that failed. Messages of errors are left out: a parser or the SDK may quote what it was given in them. */
export function logTrouble(record: Pick<RequestRecord, 'route' | 'requestId' | 'code' | 'cause'>): void {
  const { route, requestId, code, cause } = record;
  currentLogger().error('trouble', { route, requestId, code, causes: traces(cause) });
}

function currentLogger(): Logger {
  logger ??= new Logger({ serviceName: SERVICE });
  return logger;
}

/** Name and places of an error and of its causes. */
function traces(error: unknown): { name: string; at: string[] }[] {
  const found: { name: string; at: string[] }[] = [];
  for (let cause = error; cause instanceof Error && found.length < MAX_CAUSES; cause = cause.cause) {
    found.push({ name: cause.name, at: frames(cause.stack ?? '') });
  }
  return found;
}

const FRAME = /^\s+at .*:\d+:\d+\)?$/;

function frames(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim());
}
