import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { HandlerName } from '../function-needs.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ConnectorFunction } from './connector-function.ts';
import { connectorMetric } from './connector-metrics.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { PartnerApi } from './partner-api.ts';

export interface ConnectorAlarmsProps {
  readonly config: StageConfig;
  readonly topic: ITopic;
  readonly api: PartnerApi;
  readonly table: TableV2;
  readonly functions: ReadonlyMap<HandlerName, ConnectorFunction>;
}

const minute = { period: Duration.minutes(1) };
const fiveMinutes = { period: Duration.minutes(5) };

/** A run a minute works off far more than becomes due in one; after a quarter of an hour it does not keep up, or always fails. */
const lateTimerSeconds = 900;

/** An insurer's night of maintenance is no reason to wake anybody; half a working day is. */
const waitingClaimSeconds = 4 * 3_600;

/** Every operation that a function is granted or a transaction is counted under. */
const operations = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
];

/** What rings, at which level, and what it means for the people outside. docs/deploy.md says what to do about each. */
export class ConnectorAlarms extends Construct {
  constructor(scope: Construct, id: string, props: ConnectorAlarmsProps) {
    super(scope, id);
    const { topic, table } = props;
    const { alarms } = props.config;
    const { stage } = props.api;

    new ImpactAlarm(this, 'ServerErrors', {
      topic,
      impact: 'Partners get 5xx answers: orders have to be repeated and patients wait at the counter.',
      metric: new MathExpression({
        // A single failure in a quiet night is the functions' own alarm, not a rate.
        expression: 'IF(requests >= 20, 100 * failures / requests, 0)',
        label: 'answers of 5xx, percent',
        usingMetrics: {
          failures: stage.metricServerError({ ...minute, statistic: 'Sum' }),
          requests: stage.metricCount({ ...minute, statistic: 'Sum' }),
        },
        ...minute,
      }),
      threshold: alarms.serverErrorPercent,
      periods: 3,
    });
    new ImpactAlarm(this, 'Latency', {
      topic,
      impact: 'One request in a hundred is slow: consults start late, and hospitals may time out and repeat.',
      metric: stage.metricLatency({ ...minute, statistic: 'p99' }),
      threshold: alarms.latencyP99Ms,
      periods: 3,
    });
    new ImpactAlarm(this, 'SignatureRefusals', {
      topic,
      impact:
        'Many requests are refused as unsigned: a partner has lost its key or clock, or somebody is trying doors.',
      metric: connectorMetric('signatureRefusals', props.config.stage, fiveMinutes),
      threshold: alarms.signatureRefusals,
      periods: 1,
    });
    new ImpactAlarm(this, 'Defects', {
      topic,
      impact: 'A defect of ours answered a partner with 500: repeating the request will most likely fail again.',
      metric: connectorMetric('defects', props.config.stage, minute),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'ExceptionsOpened', {
      topic,
      impact: 'Medicine or money has gone a way that no rule may settle: until a person looks, somebody may be unpaid.',
      metric: connectorMetric('exceptionsOpened', props.config.stage, fiveMinutes),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'TimersLate', {
      topic,
      impact:
        'What falls due is done much too late: providers are not told of holds that end, pharmacies not of events.',
      metric: connectorMetric('timersLate', props.config.stage, { ...fiveMinutes, statistic: 'Maximum' }),
      threshold: lateTimerSeconds,
      periods: 1,
    });
    new ImpactAlarm(this, 'WebhooksGivenUp', {
      topic,
      impact: 'A provider was not told what happened to an order of its own: its books may differ from ours.',
      metric: connectorMetric('webhooksGivenUp', props.config.stage, fiveMinutes),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'ClaimsWaiting', {
      topic,
      impact: 'An insurer has not been within reach for hours: its claims wait, and it does not know what it owes.',
      metric: connectorMetric('claimsWaiting', props.config.stage, { ...fiveMinutes, statistic: 'Maximum' }),
      threshold: waitingClaimSeconds,
      periods: 3,
    });
    new ImpactAlarm(this, 'ClaimsGivenUp', {
      topic,
      impact: 'A claim was given up after three days: its insurer learns of it only by the statement.',
      metric: connectorMetric('claimsGivenUp', props.config.stage, fiveMinutes),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'FactsEnteredLate', {
      topic,
      impact: 'Money facts had not come to the books by the stream: claims were late, and statements may have been.',
      metric: connectorMetric('factsEnteredLate', props.config.stage, fiveMinutes),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'StatementsUnacknowledged', {
      topic,
      impact: 'An insurer has not acknowledged a statement for a day: it may not have it, and will not pay it.',
      metric: connectorMetric('statementsUnacknowledged', props.config.stage, fiveMinutes),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'DisputesOverdue', {
      topic,
      impact: 'A dispute was not decided in time: an insurer waits for an answer, and a provider for its money.',
      metric: connectorMetric('disputesOverdue', props.config.stage, fiveMinutes),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, 'TableThrottles', {
      topic,
      impact: 'The table refuses work for lack of capacity: settlements are answered 503 and have to be repeated.',
      metric: table.metricThrottledRequestsForOperations({ operations, ...minute }),
      threshold: 1,
      periods: 3,
    });
    new ImpactAlarm(this, 'TableErrors', {
      topic,
      impact: 'The database itself fails: nothing can be decided until it recovers, and nothing decided is lost.',
      metric: table.metricSystemErrorsForOperations({ operations, ...minute }),
      threshold: 1,
      periods: 3,
    });
    for (const one of props.functions.values()) this.watch(one, topic);
  }

  private watch(one: ConnectorFunction, topic: ITopic): void {
    const { impact } = one.needs;
    new ImpactAlarm(this, `${one.node.id}Errors`, {
      topic,
      impact: `The function ${one.handler} crashes or times out. ${impact}`,
      metric: one.function.metricErrors({ ...minute, statistic: 'Sum' }),
      threshold: 1,
      periods: 1,
    });
    new ImpactAlarm(this, `${one.node.id}Throttles`, {
      topic,
      impact: `The function ${one.handler} finds no room to run. ${impact}`,
      metric: one.function.metricThrottles({ ...minute, statistic: 'Sum' }),
      threshold: 1,
      periods: 3,
    });
  }
}
