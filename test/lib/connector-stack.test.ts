import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import type { Route } from '../../lambdas/contracts/route.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import { metricNames, metricNamespace } from '../../lambdas/runtime/metric-names.ts';
import { tableShape } from '../../lambdas/storage/table-shape.ts';
import { functionNeeds } from '../../lib/function-needs.ts';
import { synthesise } from '../../lib/synthesise.ts';
import { fixtureBundles } from './fixture-bundles.ts';

const bundles = fixtureBundles();
const prod = synthesise({ stage: 'prod', ...bundles });
const template = Template.fromJSON(structuredClone(prod.template));
const resources = Object.entries(prod.template.Resources);
const ofType = (type: string) => resources.filter(([, resource]) => resource.Type === type);

afterAll(() => rmSync(bundles.root, { recursive: true }));

describe('the partner API', () => {
  const [stage] = ofType('AWS::ApiGatewayV2::Stage').map(([, resource]) => resource);
  const routeSettings = stage?.Properties?.['RouteSettings'] as Record<string, Record<string, number>>;

  it.each(Object.values<Route>(routes))(
    'has $method $path, throttled, and its function',
    ({ method, path, throttle, handler }) => {
      const routeKey = `${method} ${path}`;
      const [route] = ofType('AWS::ApiGatewayV2::Route').filter(([, one]) => one.Properties?.['RouteKey'] === routeKey);
      const target = JSON.stringify(route?.[1].Properties?.['Target']);
      const [, integration] =
        ofType('AWS::ApiGatewayV2::Integration').find(([logicalId]) => target.includes(`"${logicalId}"`)) ?? [];
      const uri = JSON.stringify(integration?.Properties?.['IntegrationUri']);
      const [functionId] = [...prod.functionDirectories.keys()].filter((logicalId) => uri.includes(`"${logicalId}"`));

      expect(routeSettings[routeKey]).toEqual({
        ThrottlingRateLimit: throttle.rate,
        ThrottlingBurstLimit: throttle.burst,
      });
      expect(prod.template.Resources[functionId ?? '']?.Properties?.['Description']).toBe(
        `Direct billing prod: ${handler}`,
      );
      expect(integration?.Properties?.['PayloadFormatVersion']).toBe('2.0');
    },
  );

  it('has no other route but the one for whatever they do not take, no CORS and a throttle for whatever is forgotten', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', Object.keys(routes).length + 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' });
    expect(Object.keys(routeSettings)).toHaveLength(Object.keys(routes).length + 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 },
    });
  });

  it('logs no path, no query, no address, no user agent and no header', () => {
    const settings = stage?.Properties?.['AccessLogSettings'] as { Format: string } | undefined;
    const variables = [...(settings?.Format ?? '').matchAll(/\$context\.([A-Za-z.]+)/gu)].map(([, name]) => name);

    expect(variables).toContain('routeKey');
    expect(
      variables.filter((name) => /path|query|identity|userAgent|header|authorizer|domain/iu.test(name ?? '')),
    ).toEqual([]);
  });
});

describe('the table', () => {
  it('is on demand, streamed, restorable, encrypted with our key, protected and kept', () => {
    const { statementIndex, memberIndex } = tableShape;
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        TableName: 'direct-billing-prod',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: tableShape.partitionKey, KeyType: 'HASH' },
          { AttributeName: tableShape.sortKey, KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: statementIndex.name,
            KeySchema: [
              { AttributeName: statementIndex.partitionKey, KeyType: 'HASH' },
              { AttributeName: statementIndex.sortKey, KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
          {
            IndexName: memberIndex.name,
            KeySchema: [
              { AttributeName: memberIndex.partitionKey, KeyType: 'HASH' },
              { AttributeName: memberIndex.sortKey, KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TimeToLiveSpecification: { AttributeName: tableShape.timeToLive, Enabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
            SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('KeysRecords'), 'Arn'] } },
          },
        ],
      },
    });
  });

  it('keeps its keys and the root secret, without which it could not be read', () => {
    template.allResources('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
    template.allResources('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' });
  });
});

describe('every function', () => {
  it('has the same preset', () => {
    // and the auditor
    template.resourceCountIs('AWS::Lambda::Function', Object.keys(functionNeeds).length + 1);
    template.allResourcesProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp('Logs') } },
    });
  });

  it('ends before the gateway does', () => {
    const slow = ofType('AWS::Lambda::Function').filter(([, { Properties }]) => Number(Properties?.['Timeout']) >= 30);
    // nobody waits for the daily close or an audit at the gateway
    expect(slow.map(([logicalId]) => logicalId.replace(/Function.*/u, '')).toSorted()).toEqual(['Audit', 'DailyClose']);
  });

  it('runs what was bundled', () => {
    for (const [logicalId, directory] of prod.functionDirectories) {
      expect(existsSync(join(directory, 'index.mjs')), logicalId).toBe(true);
    }
    expect(prod.functionDirectories.size).toBe(Object.keys(functionNeeds).length + 1);
  });

  it('logs for a year in prod, encrypted, and the logs outlive the stack', () => {
    // the gateway's, the auditor's and those of the state machines beside those of the functions
    template.resourceCountIs('AWS::Logs::LogGroup', Object.keys(functionNeeds).length + 4);
    template.allResources('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 365, KmsKeyId: Match.anyValue() },
    });
  });
});

describe('the alarms', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm').map(([, resource]) => resource.Properties ?? {});

  it('say what partners or patients feel, and tell somebody', () => {
    expect(alarms.length).toBeGreaterThanOrEqual(6 + 2 * Object.keys(functionNeeds).length);
    for (const alarm of alarms) {
      expect(alarm['AlarmDescription']).toMatch(/^Impact: [A-Z].{20,}\.$/u);
      expect(alarm['AlarmActions']).toHaveLength(1);
      const ringsBelow = alarm['ComparisonOperator'] === 'LessThanThreshold';
      expect(alarm['TreatMissingData']).toBe(ringsBelow ? 'breaching' : 'notBreaching');
    }
    expect(new Set(alarms.map((alarm) => alarm['AlarmDescription'])).size).toBe(alarms.length);
  });

  it('ring at the first exception that is opened', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: metricNames.exceptionsOpened,
      Namespace: metricNamespace,
      ...{ Statistic: 'Sum', Threshold: 1, EvaluationPeriods: 1 },
    });
  });

  it('may reach the topic, and nobody else without TLS', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('KeysOperations'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
  });
});

it('comes out the same every time', () => {
  const again = synthesise({ stage: 'prod', functionsDir: bundles.functionsDir, outdir: join(bundles.root, 'again') });

  expect(again.template).toEqual(prod.template);
});

it('says what to run where a function is not bundled', () => {
  expect(() =>
    synthesise({ stage: 'dev', functionsDir: join(bundles.root, 'nothing'), outdir: bundles.outdir }),
  ).toThrow('npm run build');
});
