import { StartFailure } from '../engines/start-failure.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../engines/engine-env.ts';
import { evaluator } from './intrinsics.ts';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface LocalResource {
  readonly logicalId: string;
  /** with its references resolved; the others may refer to what has no local meaning, such as a key */
  readonly property: (name: string) => unknown;
  /** of all that it has, resolved or not */
  readonly propertyNames: readonly string[];
}

export type ResourcesOf = (type: string) => LocalResource[];

const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Region': LOCAL_REGION,
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'localhost',
  'AWS::StackName': 'local',
};

const arn = (service: string, rest: string) => `arn:aws:${service}:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${rest}`;

/** The name of a resource: the one in its properties, or one made of its logical id, as CloudFormation does. */
function nameOf(resource: TemplateResource, property: string, logicalId: string): string {
  const name = resource.Properties?.[property];
  return typeof name === 'string' ? name : logicalId;
}

/** CloudFormation ends the names of ordered queues so, and SQS takes no other. */
export function queueNameOf(property: (name: string) => unknown, logicalId: string): string {
  const name = property('QueueName');
  if (typeof name === 'string') return name;
  return property('FifoQueue') === true ? `${logicalId}.fifo` : logicalId;
}

type Physical = (resource: TemplateResource, logicalId: string, queuesUrl: string) => Readonly<Record<string, string>>;

const physical: Readonly<Record<string, Physical>> = {
  'AWS::DynamoDB::GlobalTable': (resource, logicalId) => {
    const name = nameOf(resource, 'TableName', logicalId);
    return {
      '': name,
      'Arn': arn('dynamodb', `table/${name}`),
      'StreamArn': arn('dynamodb', `table/${name}/stream/local`),
    };
  },
  'AWS::SQS::Queue': (resource, logicalId, queuesUrl) => {
    const name = queueNameOf((property) => resource.Properties?.[property], logicalId);
    // not the URL that the engine returns: its host name does not exist
    return { '': `${queuesUrl}/${LOCAL_ACCOUNT}/${name}`, 'Arn': arn('sqs', name), 'QueueName': name };
  },
  'AWS::S3::Bucket': (resource, logicalId) => {
    const name = nameOf(resource, 'BucketName', logicalId.toLowerCase());
    return { '': name, 'Arn': `arn:aws:s3:::${name}` };
  },
  'AWS::SecretsManager::Secret': (_, logicalId) => ({ '': arn('secretsmanager', `secret:${logicalId}`) }),
  'AWS::Lambda::Function': (resource, logicalId) => {
    const name = nameOf(resource, 'FunctionName', logicalId);
    return { '': name, 'Arn': arn('lambda', `function:${logicalId}`) };
  },
  // a rule names the one by which it starts a state machine
  'AWS::IAM::Role': (_, logicalId) => ({ '': logicalId, 'Arn': `arn:aws:iam::${LOCAL_ACCOUNT}:role/${logicalId}` }),
  'AWS::StepFunctions::StateMachine': (_, logicalId) => ({ '': arn('states', `stateMachine:${logicalId}`) }),
  'AWS::ApiGatewayV2::Integration': (_, logicalId) => ({ '': logicalId }),
};

/** `queuesUrl` is where the SQS engine listens. */
export function templateResources(template: Template, queuesUrl = ''): ResourcesOf {
  const evaluate = evaluator((logicalId, attribute) => {
    const resource = template.Resources[logicalId];
    if (!resource) return attribute === undefined ? pseudoParameters[logicalId] : undefined;
    return physical[resource.Type]?.(resource, logicalId, queuesUrl)[attribute ?? ''];
  });
  return (type) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({
        logicalId,
        property: (name) => evaluate(resource.Properties?.[name]),
        propertyNames: Object.keys(resource.Properties ?? {}),
      }));
}

// What they do has no meaning on one machine: permissions, keys, logs, alarms, and the gateway's own parts, read elsewhere.
const WITHOUT_LOCAL_MEANING =
  /^AWS::(IAM|KMS|Logs|CloudWatch|SNS|CDK)::|^AWS::(Lambda::Permission|Lambda::EventInvokeConfig|SQS::QueuePolicy|S3::BucketPolicy)$|^AWS::ApiGatewayV2::(Api|Stage|DomainName|ApiMapping)$/;
const UNDERSTOOD = new Set([
  ...Object.keys(physical),
  'AWS::ApiGatewayV2::Route',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
]);

/** Refuses a stack with parts that local mode would have to leave out. */
export function refuseUnknownTypes(template: Template): void {
  for (const [logicalId, { Type: type }] of Object.entries(template.Resources)) {
    if (UNDERSTOOD.has(type) || WITHOUT_LOCAL_MEANING.test(type)) continue;
    throw new StartFailure(`Local mode does not understand ${type} (${logicalId}) of the stack's template.`);
  }
}
