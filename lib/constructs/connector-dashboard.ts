import { Duration } from 'aws-cdk-lib';
import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Dashboard, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { HandlerName } from '../function-needs.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ConnectorFunction } from './connector-function.ts';
import type { ConnectorMetricName } from './connector-metrics.ts';
import { connectorMetric } from './connector-metrics.ts';
import type { PartnerApi } from './partner-api.ts';
import { lagOf, setAsideIn, waitIn } from './work-metrics.ts';
import type { WorkSource } from './work-sources.ts';

export interface ConnectorDashboardProps {
  readonly config: StageConfig;
  readonly api: PartnerApi;
  readonly table: TableV2;
  readonly functions: ReadonlyMap<HandlerName, ConnectorFunction>;
  readonly sources: readonly WorkSource[];
}

const period = Duration.minutes(5);
const graph = (title: string, ...left: IMetric[]): IWidget => new GraphWidget({ title, left, width: 8, height: 6 });

/** The first page to look at: money on top, then the doors, then what carries them, then the work that nobody waits for. */
export class ConnectorDashboard extends Construct {
  constructor(scope: Construct, id: string, props: ConnectorDashboardProps) {
    super(scope, id);
    const { config, table } = props;
    const { stage } = props.api;
    const metric = (name: ConnectorMetricName) => connectorMetric(name, config.stage, { period });
    const functions = [...props.functions.values()].map((one) => one.function);
    const overdue = [metric('statementsUnacknowledged'), metric('disputesOverdue')];

    new Dashboard(this, 'Dashboard', {
      dashboardName: `direct-billing-${config.stage}`,
      widgets: [
        [
          graph('Decisions', metric('decisions')),
          graph('Amounts decided (fen)', metric('insurerAmount'), metric('patientAmount')),
          graph('Replays, conflicts, exceptions', metric('replays'), metric('conflicts'), metric('exceptionsOpened')),
        ],
        [
          graph('Requests', stage.metricCount({ period, statistic: 'Sum' })),
          graph(
            'Answers of 4xx and 5xx, refused signatures',
            stage.metricClientError({ period, statistic: 'Sum' }),
            stage.metricServerError({ period, statistic: 'Sum' }),
            metric('signatureRefusals'),
          ),
          graph(
            'Latency (ms)',
            ...['p50', 'p95', 'p99'].map((statistic) => stage.metricLatency({ period, statistic, label: statistic })),
          ),
        ],
        [
          graph('Function errors', ...functions.map((one) => one.metricErrors({ period }))),
          graph(
            'Functions at once',
            ...functions.map((one) => one.metric('ConcurrentExecutions', { period, statistic: 'Maximum' })),
          ),
          graph(
            'Table capacity used (units)',
            table.metricConsumedReadCapacityUnits({ period, statistic: 'Sum' }),
            table.metricConsumedWriteCapacityUnits({ period, statistic: 'Sum' }),
          ),
        ],
        backgroundRow(props.sources),
        [
          graph('Claims answered', metric('claimsAccepted'), metric('claimsRejected'), metric('claimsGivenUp')),
          graph('Attempts at claims that failed', metric('claimAttemptsFailed'), metric('factsEnteredLate')),
          graph(
            'Oldest claim that waits (s), insurers out of reach',
            ...(['claimsWaiting', 'insurersOutOfReach'] as const).map((name) =>
              connectorMetric(name, config.stage, { period, statistic: 'Maximum' }),
            ),
          ),
        ],
        [graph('Statements not acknowledged, disputes not decided', ...overdue)],
      ],
    });
  }
}

function backgroundRow(sources: readonly WorkSource[]): IWidget[] {
  const deadLetters = sources.flatMap((source) => source.deadLetters ?? []);
  const queues = sources.flatMap(({ queue }) => queue ?? []);
  const streams = sources.filter(({ trigger }) => trigger.on === 'stream');
  return [
    graph('Work set aside', ...deadLetters.map((queue) => setAsideIn(queue, period))),
    graph('Oldest work in the queues (s)', ...queues.map((queue) => waitIn(queue, period))),
    graph('Behind the table (ms)', ...streams.map(({ one }) => lagOf(one.function, period))),
  ];
}
