import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
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
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { QueueName } from '../../lambdas/contracts/triggers.ts';
import type { BucketName } from '../../lambdas/runtime/env.ts';
import { bucketVariable, queueVariable, variableNames } from '../../lambdas/runtime/env.ts';
import type { HandlerName } from '../function-needs.ts';
import { functionNeeds, tableNeedsOf } from '../function-needs.ts';
import type { StageConfig } from '../stage-config.ts';
import type { ObjectAccess, StatedNeeds } from '../stated-needs.ts';
import { acknowledgePrefixes, objectGrants } from './object-grants.ts';
import { sendGrants } from './queue-grants.ts';
import type { StageKeys } from './stage-keys.ts';
import { indexGrant, keyGrant, tableGrant } from './table-grants.ts';
import type { WorkQueue } from './work-queue.ts';

/** Under the 30 s of the gateway, so that the answer is ours, and above what two database calls may take with their repeats. */
export const functionTimeout = Duration.seconds(25);

export interface ConnectorFunctionProps {
  readonly config: StageConfig;
  readonly handler: HandlerName;
  readonly functionsDir: string;
  readonly keys: StageKeys;
  readonly table: TableV2;
  readonly secret: Secret;
  readonly queues: ReadonlyMap<QueueName, WorkQueue>;
  readonly buckets: Readonly<Record<BucketName, Bucket>>;
}

/** The one way in which a function is deployed here: its bundle, its own role with its own grants, its own log group. */
export class ConnectorFunction extends Construct {
  readonly function: LambdaFunction;
  readonly needs: StatedNeeds;
  readonly handler: HandlerName;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: ConnectorFunctionProps) {
    super(scope, id);
    const { config, handler, keys, table, secret } = props;
    const needs = functionNeeds[handler];
    this.needs = needs;
    this.handler = handler;

    const bundle = join(props.functionsDir, handler);
    if (!existsSync(join(bundle, 'index.mjs'))) throw new Error(`${handler} is not bundled: run "npm run build" first`);

    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      encryptionKey: keys.operations,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.role = role;
    const grant = (statement: PolicyStatement) => this.allow(statement);
    grant(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    const tableNeeds = tableNeedsOf(handler);
    for (const [action, families] of tableNeeds) grant(tableGrant(table, action, families));
    for (const index of needs.indexes ?? []) grant(indexGrant(table, index));
    const usesTable = tableNeeds.length > 0;
    const writesTable = tableNeeds.some(([action]) => action === 'PutItem' || action === 'UpdateItem');
    if (usesTable) {
      const writing = writesTable ? ['kms:Encrypt', 'kms:GenerateDataKey'] : [];
      grant(keyGrant(keys.records, 'dynamodb', ['kms:Decrypt', 'kms:DescribeKey', ...writing]));
    }
    if (needs.secret) {
      grant(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }));
      grant(keyGrant(keys.records, 'secretsmanager', ['kms:Decrypt']));
    }

    const receivers = (needs.sendsTo ?? []).map((name) => present(props.queues.get(name), name));
    for (const { queue } of receivers) this.allow(...sendGrants(queue, keys.records));

    const objects = Object.entries(needs.objects ?? {}) as [BucketName, ObjectAccess][];
    for (const [name, access] of objects) {
      this.allow(...objectGrants(props.buckets[name], keys.records, access));
      acknowledgePrefixes(role, props.buckets[name], access);
    }

    const reserved = config.reservedConcurrency[handler];
    this.function = new LambdaFunction(this, 'Function', {
      description: `Direct billing ${config.stage}: ${handler}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle),
      memorySize: needs.memoryMb,
      timeout: needs.timeoutMinutes === undefined ? functionTimeout : Duration.minutes(needs.timeoutMinutes),
      role: role.withoutPolicyUpdates(),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // The start, end and report lines of every invocation would cost more than our own single line.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        [variableNames.stage]: config.stage,
        ...(usesTable && { [variableNames.tableName]: table.tableName }),
        ...(needs.secret && { [variableNames.secretArn]: secret.secretArn }),
        ...Object.fromEntries(objects.map(([name]) => [bucketVariable(name), props.buckets[name].bucketName])),
        ...Object.fromEntries(receivers.map(({ name, queue }) => [queueVariable(name), queue.queueUrl])),
      },
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
    });
    // The policy is a resource of its own: without this, the first requests may come before the permissions.
    this.function.node.addDependency(role);
  }

  /** Adds to what the function may do: for what starts it, which is made after it. */
  allow(...statements: readonly PolicyStatement[]): void {
    for (const statement of statements) this.role.addToPolicy(statement);
  }
}

function present(queue: WorkQueue | undefined, name: string): WorkQueue {
  if (queue === undefined) throw new Error(`there is no queue ${name}`);
  return queue;
}
