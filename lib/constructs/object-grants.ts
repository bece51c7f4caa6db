import { CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ObjectAccess } from '../stated-needs.ts';
import { keyGrant } from './table-grants.ts';

/** Reading and writing only under the prefixes that are needed. */
export function objectGrants(bucket: Bucket, key: IKey, { read = [], write = [] }: ObjectAccess): PolicyStatement[] {
  const under = (prefixes: readonly string[]) => prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`));
  const reading = read.length > 0;
  const writing = write.length > 0;
  return [
    ...(reading
      ? [
          new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: under(read) }),
          // who may not list is told 403 about an object that is not there, and could not tell it from a refusal
          new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
        ]
      : []),
    ...(writing ? [new PolicyStatement({ actions: ['s3:PutObject'], resources: under(write) })] : []),
    keyGrant(key, 's3', [...(reading ? ['kms:Decrypt'] : []), ...(writing ? ['kms:GenerateDataKey'] : [])]),
  ];
}

/** Tells the policy checks why a prefix ends in a wildcard, prefix by prefix, so that no other wildcard passes with it. */
export function acknowledgePrefixes(role: Role, bucket: Bucket, { read = [], write = [] }: ObjectAccess): void {
  const { defaultChild } = bucket.node;
  if (!CfnElement.isCfnElement(defaultChild)) throw new Error('a bucket without a resource');
  const logicalId = Stack.of(bucket).resolve(defaultChild.logicalId) as string;
  for (const prefix of new Set([...read, ...write])) {
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${prefix}*]`,
      reason: 'Objects come to be under a prefix, one after the other, so that it is the prefix that is granted.',
    });
  }
}
