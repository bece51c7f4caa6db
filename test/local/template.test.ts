import { describe, expect, it } from 'vitest';
import { evaluator } from '../../local/template/intrinsics.ts';
import {
  consumerDefinitions,
  functionDefinitions,
  gatewayRoutes,
  queueDefinitions,
} from '../../local/template/local-stack.ts';
import { refuseUnknownTypes, templateResources } from '../../local/template/resources.ts';
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
  it.each([
    'AWS::StepFunctions::StateMachine',
    'AWS::Scheduler::Schedule',
    'AWS::Events::Rule',
    'AWS::Kinesis::Stream',
  ])('is refused: %s', (Type) => {
    expect(() => refuseUnknownTypes({ Resources: { ...smallResources, Other: { Type } } })).toThrow(`${Type} (Other)`);
  });

  it('is refused: an event source that is no queue', () => {
    const stream = {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: { 'Fn::GetAtt': ['Records', 'StreamArn'] }, FunctionName: 'f' },
    };
    expect(() => consumerDefinitions(templateResources({ Resources: { ...smallResources, stream } }))).toThrow(
      /event source stream/,
    );
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
});
