import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { bundleFunctions } from '../../lib/bundle.ts';
import { checkPolicies } from '../../lib/policy-checks.ts';
import { stageConfigs } from '../../lib/stage-config.ts';
import { connectorApp, synthesise } from '../../lib/synthesise.ts';
import { fixtureBundles } from './fixture-bundles.ts';

vi.mock('../../lambdas/contracts/triggers.ts', async () => ({
  triggers: (await import('../support/fixture-triggers.ts')).fixtureTriggers,
}));
vi.mock('../../lib/function-needs.ts', async (original) =>
  (await import('../support/fixture-triggers.ts')).withFixtureNeeds(await original()),
);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const bundles = fixtureBundles();
const { template: prod } = synthesise({ stage: 'prod', ...bundles });
const template = Template.fromJSON(structuredClone(prod));

afterAll(() => rmSync(bundles.root, { recursive: true }));

const att = (logicalId: string, attribute = 'Arn') => ({
  'Fn::GetAtt': [Match.stringLikeRegexp(logicalId), attribute],
});

/** What a function may do beside writing logs and the table, as `action on resource`. */
function furtherGrants(construct: string): readonly string[] {
  const [, policy] =
    Object.entries(prod.Resources).find(
      ([logicalId, { Type }]) => Type === 'AWS::IAM::Policy' && logicalId.startsWith(`${construct}Role`),
    ) ?? [];
  const document = policy?.Properties?.['PolicyDocument'] as { Statement: Statement[] } | undefined;
  return (document?.Statement ?? [])
    .flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} on ${nameOf(resource)}`)),
    )
    .filter((one) => !/^logs:|^dynamodb:PutItem|^kms:/u.test(one))
    .sort();
}

const nameOf = (resource: unknown) =>
  (resource as { 'Fn::GetAtt': string[] })['Fn::GetAtt'].join('.').replaceAll(/[0-9A-F]{8}/gu, '');

describe('the stream of the table', () => {
  it('gives a function only new items of its kind, from the oldest on, and gets past what always fails', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: att('RecordsTable', 'StreamArn'),
      FunctionName: { Ref: Match.stringLikeRegexp('^FixtureItemsFunction') },
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 50,
      MaximumBatchingWindowInSeconds: 3,
      ParallelizationFactor: 4,
      FilterCriteria: {
        Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"FIXTURE#"}]}}}}' }],
      },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: att('SourcesFixtureItemsDeadLetters') } },
    });
  });

  it('lets the function read the stream, leave notices of what failed, and send to the queues that it says', () => {
    expect(furtherGrants('FixtureItems')).toEqual([
      'dynamodb:DescribeStream on RecordsTable.StreamArn',
      'dynamodb:GetRecords on RecordsTable.StreamArn',
      'dynamodb:GetShardIterator on RecordsTable.StreamArn',
      'dynamodb:ListStreams on RecordsTable.StreamArn',
      'sqs:SendMessage on QueuesFixtureJobsQueue.Arn',
      'sqs:SendMessage on QueuesFixtureStepsQueue.Arn',
      'sqs:SendMessage on SourcesFixtureItemsDeadLettersQueue.Arn',
    ]);
  });
});

describe('a work queue', () => {
  it('is encrypted with our key, and sets aside what fails again and again, for 14 days', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 150,
      KmsMasterKeyId: att('KeysRecords'),
      RedrivePolicy: { maxReceiveCount: 4, deadLetterTargetArn: att('QueuesFixtureJobsDeadLetters') },
    });
    template.resourcePropertiesCountIs(
      'AWS::SQS::Queue',
      { MessageRetentionPeriod: 1_209_600, KmsMasterKeyId: att('KeysRecords') },
      3,
    );
  });

  it('keeps the order of each group, whatever other groups do, where its messages name one', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      RedrivePolicy: { maxReceiveCount: 4, deadLetterTargetArn: att('QueuesFixtureStepsDeadLetters') },
    });
    template.resourcePropertiesCountIs('AWS::SQS::Queue', { FifoQueue: true }, 2);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: att('QueuesFixtureStepsQueue'),
      BatchSize: 1,
    });
  });

  it('is worked off by the function of its name, message by message', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: att('QueuesFixtureJobsQueue'),
      FunctionName: { Ref: Match.stringLikeRegexp('^FixtureJobsFunction') },
      BatchSize: 5,
      // none was asked for
      MaximumBatchingWindowInSeconds: Match.absent(),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(furtherGrants('FixtureJobs')).toEqual([
      'sqs:ChangeMessageVisibility on QueuesFixtureJobsQueue.Arn',
      'sqs:DeleteMessage on QueuesFixtureJobsQueue.Arn',
      'sqs:GetQueueAttributes on QueuesFixtureJobsQueue.Arn',
      'sqs:ReceiveMessage on QueuesFixtureJobsQueue.Arn',
    ]);
  });

  it('is known to those that send to it, and to nobody else', () => {
    const knowing = Object.entries(prod.Resources).filter(([, resource]) =>
      JSON.stringify(resource.Properties?.['Environment'] ?? {}).includes('QUEUE_URL_FIXTURE_JOBS'),
    );
    expect(knowing.map(([logicalId]) => logicalId)).toEqual([expect.stringMatching(/^FixtureItemsFunction/u)]);
  });
});

it('a schedule runs its function every minute, and does not catch up with what it missed', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Targets: [
      Match.objectLike({
        Arn: att('FixtureMinuteFunction'),
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      }),
    ],
  });
  expect(furtherGrants('FixtureMinute')).toEqual([]);
});

it.each([
  ['FixtureItemsSetAside', { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 }],
  ['FixtureItemsLate', { MetricName: 'IteratorAge', Threshold: 300_000 }],
  ['FixtureJobsSetAside', { MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 }],
  ['FixtureJobsLate', { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 900 }],
  [
    'FixtureMinuteSilent',
    { MetricName: 'Invocations', ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' },
  ],
])('the alarm %s rings', (id, properties) => {
  const [alarm] = Object.entries(prod.Resources).filter(([logicalId]) => logicalId.startsWith(`WorkAlarms${id}`));
  expect(alarm?.[1].Properties).toMatchObject(properties);
});

it('AWS Solutions finds nothing in any of it', () => {
  const outdir = join(bundles.root, 'checked');
  const app = connectorApp(stageConfigs({}), { outdir, functionsDir: bundles.functionsDir, validate: false });
  checkPolicies(app);
  expect(() => app.synth()).not.toThrow();
});

it('a function without a file is not bundled, and its file is named', async () => {
  await expect(bundleFunctions({ outdir: join(bundles.root, 'none') })).rejects.toThrow(
    /handlers\/stream\/fixture-items\.ts, .*handlers\/queue\/fixture-jobs\.ts, .*handlers\/schedule\/fixture-minute\.ts/u,
  );
});
