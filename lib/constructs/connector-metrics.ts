import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { metricNames, metricNamespace } from '../../lambdas/runtime/metric-names.ts';

export type ConnectorMetricName = keyof typeof metricNames;

/** What the functions of a stage report of themselves, over all routes. */
export function connectorMetric(name: ConnectorMetricName, stage: string, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace: metricNamespace,
    metricName: metricNames[name],
    dimensionsMap: { stage },
    statistic: 'Sum',
    ...options,
  });
}
