import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { BucketName } from '../../lambdas/runtime/env.ts';
import { bucketVariable, variableNames } from '../../lambdas/runtime/env.ts';
import { auditDefinition } from '../audit-definition.ts';
import { AUDIT_FUNCTION } from '../audit-function.ts';
import type { StageConfig } from '../stage-config.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { acknowledgePrefixes, objectGrants } from './object-grants.ts';
import { machineStatements, starterOf } from './state-machine-role.ts';
import type { StageKeys } from './stage-keys.ts';
import { indexGrant, keyGrant } from './table-grants.ts';

export interface TableAuditProps {
  readonly config: StageConfig;
  readonly functionsDir: string;
  readonly keys: StageKeys;
  readonly table: TableV2;
  readonly secret: Secret;
  readonly buckets: Readonly<Record<BucketName, Bucket>>;
  readonly topic: ITopic;
}

const STATEMENT_FILES = { read: ['manifests/', 'parts/'] } as const;
const OWN_FILES = { read: ['audits/'], write: ['audits/'] } as const;
const LONGEST = Duration.hours(12);
/** Four on a Sunday morning in Asia/Shanghai, when the least is asked of the table. */
const WEEKLY = 'cron(0 4 ? * SUN *)';

/** The auditor of a stage: reads the whole table and every statement once a week, or when somebody asks, and rings where it finds something. */
export class TableAudit extends Construct {
  constructor(scope: Construct, id: string, props: TableAuditProps) {
    super(scope, id);
    const { config, keys, topic } = props;
    const { functionArn } = this.auditor(props);
    const name = `direct-billing-${config.stage}-${AUDIT_FUNCTION}`;
    const logs = new LogGroup(this, 'MachineLogs', {
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: config.logRetentionDays,
      encryptionKey: keys.operations,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'MachineRole', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    machineStatements(role, functionArn, name);
    const definition = auditDefinition(functionArn, LONGEST.toSeconds());
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: { destination: logs, level: LogLevel.ALL, includeExecutionData: false },
    });
    machine.node.addDependency(role);
    new CfnSchedule(this, 'Weekly', {
      scheduleExpression: WEEKLY,
      scheduleExpressionTimezone: 'Asia/Shanghai',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: machine.stateMachineArn,
        roleArn: starterOf(this, 'scheduler.amazonaws.com', name).roleArn,
        input: '{}',
      },
    });
    this.ring(machine, topic);
  }

  /** Its own way of being deployed: it reads the table as a whole, which no other function may, and writes nothing of it. */
  private auditor({ config, functionsDir, keys, table, secret, buckets }: TableAuditProps): LambdaFunction {
    const bundle = join(functionsDir, AUDIT_FUNCTION);
    if (!existsSync(join(bundle, 'index.mjs')))
      throw new Error(`${AUDIT_FUNCTION} is not bundled: run "npm run build" first`);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      encryptionKey: keys.operations,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const statements = [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      new PolicyStatement({
        actions: ['dynamodb:Scan', 'dynamodb:GetItem', 'dynamodb:Query'],
        resources: [table.tableArn],
      }),
      indexGrant(table, 'statement'),
      keyGrant(keys.records, 'dynamodb', ['kms:Decrypt', 'kms:DescribeKey']),
      // of which it takes the public half of the key that signs statements
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
      keyGrant(keys.records, 'secretsmanager', ['kms:Decrypt']),
      ...objectGrants(buckets.statements, keys.records, STATEMENT_FILES),
      ...objectGrants(buckets.enrolments, keys.records, OWN_FILES),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    acknowledgePrefixes(role, buckets.statements, STATEMENT_FILES);
    acknowledgePrefixes(role, buckets.enrolments, OWN_FILES);
    const auditor = new LambdaFunction(this, 'Function', {
      description: `Direct billing ${config.stage}: ${AUDIT_FUNCTION}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle),
      // a bucket is judged in memory, and a segment is unpacked and packed again
      memorySize: 2_048,
      timeout: Duration.minutes(15),
      role: role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        [variableNames.stage]: config.stage,
        [variableNames.tableName]: table.tableName,
        [variableNames.secretArn]: secret.secretArn,
        [bucketVariable('statements')]: buckets.statements.bucketName,
        [bucketVariable('enrolments')]: buckets.enrolments.bucketName,
      },
    });
    auditor.node.addDependency(role);
    return auditor;
  }

  private ring(machine: StateMachine, topic: ITopic): void {
    const period = Duration.minutes(5);
    const usingMetrics = {
      failed: machine.metricFailed({ period, statistic: 'Sum' }),
      late: machine.metricTimedOut({ period, statistic: 'Sum' }),
      stopped: machine.metricAborted({ period, statistic: 'Sum' }),
    };
    new ImpactAlarm(this, 'Found', {
      topic,
      impact:
        'An audit has found something that must not be, or could not tell: limits, money or statements may be wrong.',
      metric: new MathExpression({
        expression: 'failed + late + stopped',
        label: 'Audits that did not end well',
        period,
        usingMetrics,
      }),
      threshold: 1,
      periods: 1,
    });
  }
}
