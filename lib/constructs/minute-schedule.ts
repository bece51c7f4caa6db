import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { ConnectorFunction } from './connector-function.ts';

/** Runs a function every minute. A run that could not begin within a minute is given up: the next one does its work. */
export class MinuteSchedule extends Construct {
  constructor(scope: Construct, id: string, props: { one: ConnectorFunction }) {
    super(scope, id);
    const { one } = props;
    const minute = Duration.minutes(1);
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(minute),
      targets: [new LambdaFunction(one.function, { retryAttempts: 0, maxEventAge: minute })],
    });
    one.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: minute });
  }
}
