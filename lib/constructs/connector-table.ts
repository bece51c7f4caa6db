import { RemovalPolicy } from 'aws-cdk-lib';
import type { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { tableShape } from '../../lambdas/storage/table-shape.ts';
import type { StageConfig } from '../stage-config.ts';

export interface ConnectorTableProps {
  readonly config: StageConfig;
  readonly encryptionKey: IKey;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The single table. It holds money: it outlives its stack, and every second of the last 35 days can be restored. */
export class ConnectorTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: ConnectorTableProps) {
    super(scope, id);
    const { statementIndex, memberIndex } = tableShape;

    this.table = new TableV2(this, 'Table', {
      tableName: props.config.tableName,
      partitionKey: text(tableShape.partitionKey),
      sortKey: text(tableShape.sortKey),
      globalSecondaryIndexes: [
        {
          indexName: statementIndex.name,
          partitionKey: text(statementIndex.partitionKey),
          sortKey: text(statementIndex.sortKey),
          projectionType: ProjectionType.ALL,
        },
        {
          indexName: memberIndex.name,
          partitionKey: text(memberIndex.partitionKey),
          sortKey: text(memberIndex.sortKey),
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
      billing: Billing.onDemand(),
      timeToLiveAttribute: tableShape.timeToLive,
      dynamoStream: StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: props.config.deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    // TableV2 renders a customer key only where the region is known at synthesis; this stack is the same in every region.
    const resource = this.table.node.defaultChild as CfnGlobalTable;
    resource.sseSpecification = { sseEnabled: true, sseType: 'KMS' };
    resource.addPropertyOverride('Replicas.0.SSESpecification.KMSMasterKeyId', props.encryptionKey.keyArn);
  }
}
