import type { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/** Messages that were set aside and that nobody has taken away yet. */
export const setAsideIn = (deadLetters: IQueue, period: Duration): IMetric =>
  deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' });

/** Seconds that the oldest message of a queue has waited. */
export const waitIn = (queue: IQueue, period: Duration): IMetric =>
  queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' });

/** Milliseconds from a write to the table until the function had the last record of its batch. */
export const lagOf = (one: IFunction, period: Duration): IMetric =>
  one.metric('IteratorAge', { period, statistic: 'Maximum' });
