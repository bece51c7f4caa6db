import { rmSync } from 'node:fs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { synthesise } from '../../lib/synthesise.ts';
import { fixtureBundles } from './fixture-bundles.ts';

const bundles = fixtureBundles();
const prod = synthesise({ stage: 'prod', ...bundles });
const template = Template.fromJSON(structuredClone(prod.template));

afterAll(() => rmSync(bundles.root, { recursive: true }));

describe('the buckets', () => {
  it('are closed, encrypted, logged, kept, and reached over TLS alone', () => {
    template.resourceCountIs('AWS::S3::Bucket', 3);
    template.allResources('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    template.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
    const logged = Object.values(prod.template.Resources).filter(
      ({ Type, Properties }) => Type === 'AWS::S3::Bucket' && Properties?.['LoggingConfiguration'],
    );
    expect(logged).toHaveLength(2);
  });

  it('let nobody change or delete a statement for ten years, nor write one without saying that there is none', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 3_660 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            ...{ Sid: 'WrittenOnce', Effect: 'Deny', Action: 's3:PutObject' },
            Condition: { Null: { 's3:if-none-match': 'true' } },
          }),
        ]),
      },
    });
  });

  it('forget an enrolment file after 30 days, and what an audit puts aside after 7', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({ Status: 'Enabled', ExpirationInDays: 30 }),
          Match.objectLike({ Status: 'Enabled', ExpirationInDays: 7, Prefix: 'audits/' }),
        ],
      },
    });
  });
});
