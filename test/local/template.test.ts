import { describe, expect, it } from 'vitest';
import { evaluator } from '../../local/template/intrinsics.ts';
import {
  bucketDefinitions,
  functionDefinitions,
  gatewayRoutes,
  queueDefinitions,
} from '../../local/template/local-stack.ts';
import { refuseUnknownTypes, templateResources } from '../../local/template/resources.ts';
import { consumerDefinitions, scheduleDefinitions } from '../../local/template/work-definitions.ts';
import { queueStack, smallResources } from './fixtures/stack.ts';

describe('CloudFormation functions', () => {
  const evaluate = evaluator((logicalId, attribute) =>
    logicalId === 'Known' ? `known${attribute ? `.${attribute}` : ''}` : undefined,
  );
  it.each([
    [{ Ref: 'Known' }, 'known'],
    [{ 'Fn::GetAtt': ['Known', 'Arn'] }, 'known.Arn'],
    [{ 'Fn::GetAtt': 'Known.A.B' }, 'known.A.B'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Known' }]] }, 'a-known'],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    [{ 'Fn::Sub': '${Known}:${Known.Arn}' }, 'known:known.Arn'],
    [{ 'Fn::Sub': ['${mine}', { mine: { Ref: 'Known' } }] }, 'known'],
    [
      { list: [{ Ref: 'Known' }], plain: 1 },
      { list: ['known'], plain: 1 },
    ],
  ])('%j is %j', (value, expected) => {
    expect(evaluate(value)).toEqual(expected);
  });

  it.each([
    [{ Ref: 'Unknown' }],
    [{ 'Fn::GetAtt': ['Unknown', 'Arn'] }],
    [{ 'Fn::If': ['a', 1, 2] }],
    [{ 'Fn::Sub': '${Unknown}' }],
  ])('refuses %j', (value) => {
    expect(() => evaluate(value)).toThrow(/Local mode does not understand/);
  });
});

describe('a stack with parts that local mode does not have', () => {
  it.each(['AWS::Scheduler::Schedule', 'AWS::Kinesis::Stream'])('is refused: %s', (Type) => {
    expect(() => refuseUnknownTypes({ Resources: { ...smallResources, Other: { Type } } })).toThrow(`${Type} (Other)`);
  });

  const mapping = (properties: object) => {
    const arn = { 'Fn::GetAtt': ['Records', 'StreamArn'] };
    const Properties = { EventSourceArn: arn, FunctionName: 'f', StartingPosition: 'TRIM_HORIZON', ...properties };
    const Source = { Type: 'AWS::Lambda::EventSourceMapping', Properties };
    return () => consumerDefinitions(templateResources({ Resources: { ...smallResources, Source } }));
  };
  const filtered = (pattern: unknown) => ({ FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] } });
  it.each([
    ['an event source of another kind', { EventSourceArn: 'arn:aws:kinesis:::stream/s' }, /Source \(kinesis\)/],
    ['a stream from its end on', { StartingPosition: 'LATEST' }, /Source \(StartingPosition LATEST\)/],
    ['a window that gathers records', { TumblingWindowInSeconds: 10 }, /Source \(TumblingWindowInSeconds\)/],
    ['a filter of a queue', { EventSourceArn: 'arn:aws:sqs:::q', ...filtered({}) }, /Source \(StartingPosition\)/],
    ['a comparison of a filter', filtered({ eventName: [{ 'anything-but': 'REMOVE' }] }), /anything-but.*Source/],
    ['a choice in a filter', filtered({ $or: [] }), /\$or.*Source/],
  ])('is refused: %s', (_, properties, message) => {
    expect(mapping({})).not.toThrow();
    expect(mapping(properties)).toThrow(message);
  });

  it.each([
    ['another rate', { ScheduleExpression: 'rate(5 minutes)' }, /Minute \(rate\(5 minutes\)\)/],
    ['a rule for events', { EventPattern: {} }, /Minute \(EventPattern\)/],
  ])('is refused: %s', (_, properties, message) => {
    const target = { Arn: 'arn:aws:lambda:r:a:function:f', Id: 'Target0' };
    const usual = { ScheduleExpression: 'rate(1 minute)', State: 'ENABLED', Targets: [target] };
    const rule = (more: object) => {
      const Minute = { Type: 'AWS::Events::Rule', Properties: { ...usual, ...more } };
      return () => scheduleDefinitions(templateResources({ Resources: { Minute } }));
    };
    expect(rule({})()).toEqual([{ name: 'Minute', functionId: 'f' }]);
    expect(rule(properties)).toThrow(message);
  });
});

describe('what a template says', () => {
  const resources = templateResources(queueStack.template, 'http://127.0.0.1:9324');

  it('routes lead to functions', () => {
    expect(gatewayRoutes(resources)).toContainEqual({ routeKey: 'PUT /notes/{name}', target: 'notes' });
  });
  it('variables are resolved, a queue to an address that can be reached', () => {
    const enqueue = functionDefinitions(resources).find(({ logicalId }) => logicalId === 'enqueue');
    expect(enqueue?.environment).toEqual({ QUEUE_URL: 'http://127.0.0.1:9324/000000000000/Jobs' });
  });
  it('dead-letter queues come first', () => {
    expect(queueDefinitions(resources).map(({ name }) => name)).toEqual(['dead-jobs', 'Jobs']);
  });

  it('a bucket tells queues of what is written under a prefix, and nobody else', () => {
    const Filter = { S3Key: { Rules: [{ Name: 'prefix', Value: 'uploads/' }] } };
    const told = (configuration: object) => {
      const Files = { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: configuration } };
      return () => bucketDefinitions(templateResources({ Resources: { Files } }));
    };
    const queue = { Event: 's3:ObjectCreated:*', Queue: 'arn:aws:sqs:r:a:jobs', Filter };

    expect(told({ QueueConfigurations: [queue] })()).toEqual([
      { name: 'files', notifications: [{ prefix: 'uploads/', queueName: 'jobs' }] },
    ]);
    expect(told({ LambdaConfigurations: [] })).toThrow('LambdaConfigurations of the bucket Files');
    expect(told({ QueueConfigurations: [{ ...queue, Event: 's3:ObjectRemoved:*' }] })).toThrow('s3:ObjectRemoved:*');
  });
});
