import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { ConnectorAlarms } from './constructs/connector-alarms.ts';
import { ConnectorBuckets } from './constructs/connector-buckets.ts';
import { ConnectorDashboard } from './constructs/connector-dashboard.ts';
import { ConnectorFunction } from './constructs/connector-function.ts';
import { ConnectorTable } from './constructs/connector-table.ts';
import { PartnerApi } from './constructs/partner-api.ts';
import { RootSecret } from './constructs/root-secret.ts';
import { StageKeys } from './constructs/stage-keys.ts';
import { TableAudit } from './constructs/table-audit.ts';
import { WorkAlarms } from './constructs/work-alarms.ts';
import { WorkQueues } from './constructs/work-queues.ts';
import { WorkSources } from './constructs/work-sources.ts';
import { constructIdOf } from './construct-id.ts';
import { handlerNames } from './function-needs.ts';
import type { StageConfig } from './stage-config.ts';

export interface ConnectorStackProps extends StackProps {
  readonly config: StageConfig;
  /** where `npm run build` left one directory for each handler */
  readonly functionsDir: string;
}

/** One stage of the connector, whole. */
export class ConnectorStack extends Stack {
  constructor(scope: Construct, id: string, props: ConnectorStackProps) {
    super(scope, id, props);
    const { config, functionsDir } = props;

    const keys = new StageKeys(this, 'Keys', { stage: config.stage });
    const { table } = new ConnectorTable(this, 'Records', { config, encryptionKey: keys.records });
    const { secret } = new RootSecret(this, 'Root', { stage: config.stage, encryptionKey: keys.records });

    const queues = new WorkQueues(this, 'Queues', { encryptionKey: keys.records }).byName;
    const uploads = queues.get('enrolment-files')?.queue;
    const buckets = new ConnectorBuckets(this, 'Buckets', { config, encryptionKey: keys.records, uploads }).byName;

    const each = { config, functionsDir, keys, table, secret, queues, buckets };
    const functions = new Map(
      handlerNames.map((handler) => [
        handler,
        new ConnectorFunction(this, constructIdOf(handler), { handler, ...each }),
      ]),
    );
    const api = new PartnerApi(this, 'Partners', { config, logKey: keys.operations, functions });
    const sources = new WorkSources(this, 'Sources', { config, keys, table, queues, functions }).all;

    const { topic } = new AlarmTopic(this, 'AlarmTopic', { config, encryptionKey: keys.operations });
    new ConnectorAlarms(this, 'Alarms', { config, topic, api, table, functions });
    new WorkAlarms(this, 'WorkAlarms', { topic, sources });
    // on one machine it is a command
    if (config.stage !== 'local')
      new TableAudit(this, 'Audit', { config, functionsDir, keys, table, secret, buckets, topic });
    new ConnectorDashboard(this, 'Overview', { config, api, table, functions, sources });

    new CfnOutput(this, 'PartnerApiEndpoint', { value: config.domain?.name ?? api.api.apiEndpoint });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'StatementsBucket', { value: buckets.statements.bucketName });
    new CfnOutput(this, 'RootSecretArn', { value: secret.secretArn });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
  }
}
