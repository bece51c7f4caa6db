import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { GatewayRoute } from '../gateway/route-table.ts';
import { StartFailure } from '../engines/start-failure.ts';
import type { ResourcesOf } from './resources.ts';
import { queueNameOf } from './resources.ts';

export interface FunctionDefinition {
  readonly logicalId: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** `index.handler` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface QueueDefinition {
  readonly name: string;
  /** as SetQueueAttributes takes them */
  readonly attributes: Readonly<Record<string, string>>;
}

const nameIn = (property: unknown, otherwise: string): string => (typeof property === 'string' ? property : otherwise);

export function functionDefinitions(resources: ResourcesOf): FunctionDefinition[] {
  return resources('AWS::Lambda::Function').map(({ logicalId, property }) => ({
    logicalId,
    timeoutMs: Number(property('Timeout') ?? 3) * 1000,
    memoryMb: Number(property('MemorySize') ?? 128),
    handler: String(property('Handler')),
    environment: (property('Environment') as { Variables?: Record<string, string> } | undefined)?.Variables ?? {},
  }));
}

/** Routes with the logical id of the function behind each. */
export function gatewayRoutes(resources: ResourcesOf): GatewayRoute[] {
  const functionOf = new Map(
    resources('AWS::ApiGatewayV2::Integration').map(({ logicalId, property }) => [
      `integrations/${logicalId}`,
      functionIdOf(String(property('IntegrationUri'))),
    ]),
  );
  return resources('AWS::ApiGatewayV2::Route').map(({ property }) => {
    const routeKey = String(property('RouteKey'));
    const target = functionOf.get(String(property('Target')));
    if (!target) throw new StartFailure(`Local mode finds no function behind the route ${routeKey}.`);
    return { routeKey, target };
  });
}

const functionIdOf = (functionArn: string): string => functionArn.split(':')[6] ?? '';

export function tableDefinitions(resources: ResourcesOf): CreateTableCommandInput[] {
  return resources('AWS::DynamoDB::GlobalTable').map(({ logicalId, property }) => {
    const stream = property('StreamSpecification') as { StreamViewType?: string } | undefined;
    return {
      TableName: nameIn(property('TableName'), logicalId),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: property('AttributeDefinitions'),
      KeySchema: property('KeySchema'),
      ...(property('GlobalSecondaryIndexes') ? { GlobalSecondaryIndexes: property('GlobalSecondaryIndexes') } : {}),
      ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } } : {}),
    } as CreateTableCommandInput;
  });
}

const QUEUE_ATTRIBUTES = [
  'DelaySeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'VisibilityTimeout',
];

/** Dead-letter queues first: a queue cannot name one that is not there yet. */
export function queueDefinitions(resources: ResourcesOf): QueueDefinition[] {
  return resources('AWS::SQS::Queue')
    .map(({ logicalId, property }) => ({
      name: queueNameOf(property, logicalId),
      attributes: Object.fromEntries(
        QUEUE_ATTRIBUTES.filter((name) => property(name) !== undefined).map((name) => {
          const value = property(name);
          return [name, typeof value === 'string' ? value : JSON.stringify(value)];
        }),
      ),
    }))
    .toSorted((a, b) => Number('RedrivePolicy' in a.attributes) - Number('RedrivePolicy' in b.attributes));
}

export interface BucketDefinition {
  readonly name: string;
  /** who is told of an object that was written under a prefix */
  readonly notifications: readonly { readonly prefix: string; readonly queueName: string }[];
}

interface QueueConfiguration {
  readonly Event: string;
  readonly Queue: string;
  readonly Filter?: {
    readonly S3Key?: { readonly Rules: readonly { readonly Name: string; readonly Value: string }[] };
  };
}

/** Its lock, its rules and its keys have no meaning on one machine, where nothing is ever removed from a bucket. */
export function bucketDefinitions(resources: ResourcesOf): BucketDefinition[] {
  return resources('AWS::S3::Bucket').map(({ logicalId, property, propertyNames }) => {
    const told = (
      propertyNames.includes('NotificationConfiguration') ? property('NotificationConfiguration') : {}
    ) as Readonly<Record<string, readonly QueueConfiguration[]>>;
    const { QueueConfigurations: queues = [], ...others } = told;
    const event = queues.find(({ Event }) => Event !== 's3:ObjectCreated:*')?.Event;
    const [other = event] = Object.keys(others);
    if (other !== undefined)
      throw new StartFailure(`Local mode does not understand ${other} of the bucket ${logicalId}.`);
    return {
      name: nameIn(property('BucketName'), logicalId.toLowerCase()),
      notifications: queues.map(({ Queue, Filter }) => ({
        prefix: Filter?.S3Key?.Rules.find(({ Name }) => Name === 'prefix')?.Value ?? '',
        queueName: Queue.split(':')[5] ?? '',
      })),
    };
  });
}
