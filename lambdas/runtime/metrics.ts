import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ClaimState } from '../domain/claim.ts';
import type { Delivery } from '../domain/delivery.ts';
import { variableNames } from './env.ts';
import { metricNames, metricNamespace } from './metric-names.ts';
import type { DecisionRecord, RequestRecord } from './request-record.ts';
import { countExceptions, noteInRecord } from './request-record.ts';
import type { ClaimsSweepRecord, SweepRecord } from './sweep-record.ts';

let metrics: Metrics | undefined;

/** Called by whoever decided: the decision is counted, and named in the log line, when the request has been answered. */
export function recordDecision(decision: DecisionRecord): void {
  noteInRecord({ decision });
}

/** Called by whoever has written exceptions, with how many of them in all. They are listed by `npm run exceptions`. */
export function recordExceptions(exceptionsOpened: number): void {
  countExceptions(exceptionsOpened);
}

/**
 * Reports a request as one embedded-metric line. Nothing is awaited between the first metric and the last, so that requests which
 * a local worker runs at once do not mix. A replay decides nothing anew: it is counted as a replay and moves no money.
 */
export function publishMetrics(record: RequestRecord, durationMs: number): void {
  const sink = currentMetrics();
  const { decision, exceptionsOpened, code, replayed } = record;
  sink.addDimensions({}).addDimensions({ route: record.route });
  sink.addMetric(metricNames.latency, MetricUnit.Milliseconds, durationMs);
  if (replayed === true) {
    sink.addMetric(metricNames.replays, MetricUnit.Count, 1);
  } else if (decision !== undefined && code === undefined) {
    sink.addDimensions({ outcome: decision.outcome });
    sink.addMetric(metricNames.decisions, MetricUnit.Count, 1);
    sink.addMetric(metricNames.insurerAmount, MetricUnit.NoUnit, decision.insurer);
    sink.addMetric(metricNames.patientAmount, MetricUnit.NoUnit, decision.patient);
  }
  if (exceptionsOpened !== undefined) {
    sink.addMetric(metricNames.exceptionsOpened, MetricUnit.Count, exceptionsOpened);
  }
  const refusal = code === undefined ? undefined : refusalMetric(code);
  if (code !== undefined && refusal !== undefined) {
    sink.addDimensions({ code });
    sink.addMetric(refusal, MetricUnit.Count, 1);
  }
  sink.publishStoredMetrics();
}

/** Reports one run through what is due. */
export function publishSweepMetrics(record: SweepRecord): void {
  const { holdsExpired, exceptionsOpened, statementsUnacknowledged, disputesOverdue, lateSeconds } = record;
  const sink = currentMetrics();
  sink.addMetric(metricNames.holdsExpired, MetricUnit.Count, holdsExpired);
  sink.addMetric(metricNames.timersLate, MetricUnit.Seconds, lateSeconds);
  if (exceptionsOpened > 0) sink.addMetric(metricNames.exceptionsOpened, MetricUnit.Count, exceptionsOpened);
  sink.addMetric(metricNames.statementsUnacknowledged, MetricUnit.Count, statementsUnacknowledged);
  sink.addMetric(metricNames.disputesOverdue, MetricUnit.Count, disputesOverdue);
  sink.publishStoredMetrics();
}

/** Reports an attempt to tell a provider of something, if it was the last one. */
export function publishDeliveryMetrics({ state }: Pick<Delivery, 'state'>): void {
  if (state === 'pending') return;
  const sink = currentMetrics();
  const name = state === 'delivered' ? metricNames.webhooksDelivered : metricNames.webhooksGivenUp;
  sink.addMetric(name, MetricUnit.Count, 1);
  sink.publishStoredMetrics();
}

/** Reports a claim that has come to stand otherwise. */
export function publishClaimMetrics(
  { status, failure }: Pick<ClaimState, 'status' | 'failure'>,
  isExceptional: boolean,
): void {
  const sink = currentMetrics();
  const name = failure === undefined ? CLAIM_METRICS[status] : metricNames.claimAttemptsFailed;
  if (name !== undefined) sink.addMetric(name, MetricUnit.Count, 1);
  if (status === 'dead') sink.addMetric(metricNames.claimsGivenUp, MetricUnit.Count, 1);
  if (isExceptional) sink.addMetric(metricNames.exceptionsOpened, MetricUnit.Count, 1);
  // a claim that has become pending counts nowhere
  if (sink.hasStoredMetrics()) sink.publishStoredMetrics();
}

const CLAIM_METRICS: Partial<Record<ClaimState['status'], string>> = {
  accepted: metricNames.claimsAccepted,
  rejected: metricNames.claimsRejected,
};

/** Reports one sweep of all books. */
export function publishClaimsSweepMetrics({ waitingSeconds, outOfReach, entered }: ClaimsSweepRecord): void {
  const sink = currentMetrics();
  sink.addMetric(metricNames.claimsWaiting, MetricUnit.Seconds, waitingSeconds);
  sink.addMetric(metricNames.insurersOutOfReach, MetricUnit.Count, outOfReach);
  sink.addMetric(metricNames.factsEnteredLate, MetricUnit.Count, entered);
  sink.publishStoredMetrics();
}

function refusalMetric(code: NonNullable<RequestRecord['code']>): string | undefined {
  if (code.startsWith('signature.')) return metricNames.signatureRefusals;
  if (code === 'order.conflict') return metricNames.conflicts;
  return code === 'connector.defect' ? metricNames.defects : undefined;
}

function currentMetrics(): Metrics {
  if (metrics === undefined) {
    metrics = new Metrics({ namespace: metricNamespace });
    // the library's own dimension `service` would be the same in every line, and part of every alarm
    metrics.clearDefaultDimensions();
    metrics.setDefaultDimensions({ stage: process.env[variableNames.stage] ?? 'unknown' });
  }
  return metrics;
}
