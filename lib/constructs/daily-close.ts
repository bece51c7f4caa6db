import type { Duration } from 'aws-cdk-lib';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { WorkflowTrigger } from '../../lambdas/contracts/triggers.ts';
import { closingDefinition } from '../closing-definition.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ConnectorFunction } from './connector-function.ts';
import type { StageKeys } from './stage-keys.ts';
import { machineStatements, starterOf } from './state-machine-role.ts';

export interface DailyCloseProps {
  readonly one: ConnectorFunction;
  readonly trigger: WorkflowTrigger;
  readonly config: StageConfig;
  readonly keys: StageKeys;
}

const SECONDS = 60;

/** The state machine that closes business days, and what starts it every night. A night that fails is made up for by the next. */
export class DailyClose extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: DailyCloseProps) {
    super(scope, id);
    const { one, trigger, config, keys } = props;
    const { functionArn } = one.function;
    const name = `direct-billing-${config.stage}-${one.handler}`;

    const logs = new LogGroup(this, 'Logs', {
      // Step Functions finds it by its name, and a longer list of permissions is cut off for others
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: config.logRetentionDays,
      encryptionKey: keys.operations,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    machineStatements(role, functionArn, name);
    const definition = closingDefinition(functionArn, trigger.lateMinutes * SECONDS);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
    });
    this.machine.node.addDependency(role);

    const [hour, minute] = trigger.dailyAt;
    new Rule(this, 'Rule', {
      schedule: Schedule.expression(`cron(${minute} ${hour} * * ? *)`),
      targets: [
        new SfnStateMachine(this.machine, {
          input: RuleTargetInput.fromObject({}),
          role: starterOf(this, 'events.amazonaws.com', name),
        }),
      ],
    });
  }

  /** `failed`: how many runs ended without having closed everything, or took too long, in a period. */
  watched() {
    const { machine } = this;
    const failed = (period: Duration): IMetric =>
      new MathExpression({
        expression: 'failed + late + stopped',
        label: 'Runs that did not end well',
        period,
        usingMetrics: {
          failed: machine.metricFailed({ period, statistic: 'Sum' }),
          late: machine.metricTimedOut({ period, statistic: 'Sum' }),
          stopped: machine.metricAborted({ period, statistic: 'Sum' }),
        },
      });
    return { machine, failed };
  }
}
