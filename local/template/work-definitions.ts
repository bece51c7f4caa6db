import { StartFailure } from '../engines/start-failure.ts';
import type { EventPattern } from '../work/event-filter.ts';
import { eventPattern } from '../work/event-filter.ts';
import type { LocalResource, ResourcesOf } from './resources.ts';

export interface QueueConsumerDefinition {
  readonly queueName: string;
  readonly functionId: string;
  readonly batchSize: number;
  readonly reportsPartialFailures: boolean;
}

export interface StreamConsumerDefinition {
  readonly tableName: string;
  readonly functionId: string;
  readonly batchSize: number;
  readonly reportsPartialFailures: boolean;
  readonly bisectsFailures: boolean;
  /** after the first attempt */
  readonly retries: number;
  /** a record is taken where one of them matches; none takes every record */
  readonly patterns: readonly EventPattern[];
  /** where failed records are told of; undefined where they are only passed by */
  readonly deadLetters: string | undefined;
}

export interface ScheduleDefinition {
  readonly name: string;
  readonly functionId: string;
}

/** What a state machine asks its function once a day, at an hour and minute of UTC. */
export interface WorkflowDefinition {
  readonly functionId: string;
  readonly dailyAt: readonly [hour: number, minute: number];
}

export interface ConsumerDefinitions {
  readonly queues: readonly QueueConsumerDefinition[];
  readonly streams: readonly StreamConsumerDefinition[];
}

const COMMON = [
  ...['EventSourceArn', 'FunctionName', 'BatchSize', 'FunctionResponseTypes', 'Tags'],
  // nothing is waited for here: whoever tries the system wants to see what follows
  'MaximumBatchingWindowInSeconds',
];
const OF_A_STREAM = [
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'FilterCriteria',
  'MaximumRetryAttempts',
  // one shard and one machine: one invocation at a time keeps every order that more would keep
  'ParallelizationFactor',
  'StartingPosition',
];

export function consumerDefinitions(resources: ResourcesOf): ConsumerDefinitions {
  const mappings = resources('AWS::Lambda::EventSourceMapping').map((resource) => ({
    resource,
    source: String(resource.property('EventSourceArn')).split(':'),
  }));
  const other = mappings.find(({ source: [, , service = ''] }) => !['sqs', 'dynamodb'].includes(service));
  if (other) throw notUnderstood(other.resource, other.source[2] ?? '');
  return {
    queues: mappings.flatMap(({ resource, source }) => (source[2] === 'sqs' ? queueConsumer(resource, source) : [])),
    streams: mappings.flatMap(({ resource, source }) =>
      source[2] === 'dynamodb' ? streamConsumer(resource, source) : [],
    ),
  };
}

function queueConsumer(resource: LocalResource, [, , , , , queueName = '']: string[]): QueueConsumerDefinition {
  refuseOthers(resource, COMMON);
  return { queueName, ...commonOf(resource, 10) };
}

function streamConsumer(resource: LocalResource, source: string[]): StreamConsumerDefinition {
  refuseOthers(resource, [...COMMON, ...OF_A_STREAM]);
  const { property } = resource;
  // `table/<name>/stream/<label>`
  const [, tableName = ''] = (source[5] ?? '').split('/');
  if (property('StartingPosition') !== 'TRIM_HORIZON') {
    throw notUnderstood(resource, `StartingPosition ${String(property('StartingPosition'))}`);
  }
  const criteria = property('FilterCriteria') as { Filters?: { Pattern: string }[] } | undefined;
  const destination = property('DestinationConfig') as { OnFailure?: { Destination: string } } | undefined;
  return {
    tableName,
    ...commonOf(resource, 100),
    bisectsFailures: property('BisectBatchOnFunctionError') === true,
    retries: Number(property('MaximumRetryAttempts') ?? Number.POSITIVE_INFINITY),
    patterns: (criteria?.Filters ?? []).map(({ Pattern }) => eventPattern(JSON.parse(Pattern), resource.logicalId)),
    deadLetters: destination?.OnFailure?.Destination.split(':')[5],
  };
}

function commonOf({ property }: LocalResource, usualBatchSize: number) {
  return {
    functionId: String(property('FunctionName')),
    batchSize: Number(property('BatchSize') ?? usualBatchSize),
    reportsPartialFailures: JSON.stringify(property('FunctionResponseTypes') ?? []).includes('ReportBatchItemFailures'),
  };
}

/** Rules that run a function every minute; no other schedule of a function is understood. */
export function scheduleDefinitions(resources: ResourcesOf): ScheduleDefinition[] {
  const rules = resources('AWS::Events::Rule').filter((rule) => workflowOf(rule) === undefined);
  return rules.flatMap((resource) => {
    refuseOthers(resource, ['ScheduleExpression', 'State', 'Targets', 'Tags'], 'rule');
    const { logicalId, property } = resource;
    const expression = String(property('ScheduleExpression'));
    if (expression !== 'rate(1 minute)' || property('State') !== 'ENABLED') {
      throw notUnderstood(resource, expression, 'rule');
    }
    const targets = property('Targets') as { Arn: string }[];
    return targets.map(({ Arn }) => ({ name: logicalId, functionId: Arn.split(':')[6] ?? '' }));
  });
}

/** Rules that start a state machine once a day. */
export function workflowDefinitions(resources: ResourcesOf): WorkflowDefinition[] {
  const machines = new Map(resources('AWS::StepFunctions::StateMachine').map((one) => [one.logicalId, one]));
  return resources('AWS::Events::Rule').flatMap((rule) => {
    const machine = machines.get(workflowOf(rule) ?? '');
    if (machine === undefined) return [];
    refuseOthers(rule, ['ScheduleExpression', 'State', 'Targets', 'Tags'], 'rule');
    const expression = String(rule.property('ScheduleExpression'));
    const [, minute, hour] = DAILY.exec(expression) ?? [];
    if (minute === undefined || rule.property('State') !== 'ENABLED') throw notUnderstood(rule, expression, 'rule');
    return [{ functionId: closingFunction(machine), dailyAt: [Number(hour), Number(minute)] as const }];
  });
}

const DAILY = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/;

/** The logical id of the state machine that a rule starts; undefined where it starts something else. */
function workflowOf({ property }: LocalResource): string | undefined {
  const [target] = property('Targets') as { Arn?: string }[];
  const [, , service, , , , logicalId] = target?.Arn?.split(':') ?? [];
  return service === 'states' ? logicalId : undefined;
}

/** Local mode does not run state machines: it knows the one of the daily close, which asks one function for everything. */
function closingFunction(machine: LocalResource): string {
  const asked = String(machine.property('DefinitionString')).matchAll(/"Resource":"([^"]+)"/g);
  const [functionArn = '', ...others] = new Set([...asked].map(([, arn = '']) => arn));
  if (others.length > 0 || !functionArn.includes(':function:')) throw notUnderstood(machine, 'states', 'state machine');
  return functionArn.split(':')[6] ?? '';
}

function refuseOthers(resource: LocalResource, understood: readonly string[], what?: string): void {
  const other = resource.propertyNames.find((name) => !understood.includes(name));
  if (other !== undefined) throw notUnderstood(resource, other, what);
}

const notUnderstood = ({ logicalId }: LocalResource, part: string, what = 'event source') =>
  new StartFailure(`Local mode does not understand the ${what} ${logicalId} (${part}).`);
