import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { BucketProps, CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BucketName } from '../../lambdas/runtime/env.ts';
import type { StageConfig } from '../stage-config.ts';

export interface ConnectorBucketsProps {
  readonly config: StageConfig;
  readonly encryptionKey: Key;
  /** is told of every enrolment file that is uploaded */
  readonly uploads: Queue | undefined;
}

const ENROLMENT_DAYS = 30;
const UPLOADS_PREFIX = 'uploads/';
/** What an audit puts aside between its steps, and its summary. */
const AUDITS_PREFIX = 'audits/';
const AUDIT_DAYS = 7;

/** The stage's buckets: closed to the public and to anything but TLS, encrypted with our key, every access logged. */
export class ConnectorBuckets extends Construct {
  readonly byName: Readonly<Record<BucketName, Bucket>>;

  constructor(scope: Construct, id: string, props: ConnectorBucketsProps) {
    super(scope, id);
    const { config, encryptionKey } = props;
    const closed: BucketProps = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: RemovalPolicy.RETAIN,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...closed,
      // S3 does not deliver its logs into a bucket with a customer key
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(config.logRetentionDays) }],
    });
    const ours = (logPrefix: string): BucketProps => ({
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      // the interface and its only class disagree about an optional property
      serverAccessLogsBucket: accessLogs as IBucket,
      serverAccessLogsPrefix: logPrefix,
    });

    const { days, isAbsolute } = config.statementRetention;
    const kept = Duration.days(days);
    const statements = new Bucket(this, 'Statements', {
      ...ours('statements/'),
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: isAbsolute
        ? ObjectLockRetention.compliance(kept)
        : ObjectLockRetention.governance(kept),
    });
    // The lock keeps what was written; this keeps a second version from taking its place.
    statements.addToResourcePolicy(
      new PolicyStatement({
        sid: 'WrittenOnce',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [statements.arnForObjects('*')],
        conditions: { Null: { 's3:if-none-match': 'true' } },
      }),
    );

    const enrolments = new Bucket(this, 'Enrolments', {
      ...ours('enrolments/'),
      // a file that is put again must not change under whoever reads it
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(ENROLMENT_DAYS),
          noncurrentVersionExpiration: Duration.days(ENROLMENT_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { prefix: AUDITS_PREFIX, expiration: Duration.days(AUDIT_DAYS) },
      ],
    });
    this.tellOfUploads(enrolments, props);
    this.byName = { statements, enrolments };
  }

  /** In the bucket's own properties, where local mode reads it too; the construct's way would be a function of its own. */
  private tellOfUploads(bucket: Bucket, { uploads, encryptionKey }: ConnectorBucketsProps): void {
    if (uploads === undefined) return;
    const ofThisAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    const principals = [new ServicePrincipal('s3.amazonaws.com')];
    const { policyDependable } = uploads.addToResourcePolicy(
      new PolicyStatement({
        ...{ sid: 'UploadsOfThisAccount', principals, conditions: ofThisAccount },
        ...{ actions: ['sqs:SendMessage'], resources: [uploads.queueArn] },
      }),
    );
    encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        ...{ sid: 'UploadsOfThisAccount', principals, conditions: ofThisAccount },
        ...{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] },
      }),
    );
    const resource = bucket.node.defaultChild as CfnBucket;
    resource.notificationConfiguration = {
      queueConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          filter: { s3Key: { rules: [{ name: 'prefix', value: UPLOADS_PREFIX }] } },
          queue: uploads.queueArn,
        },
      ],
    };
    // S3 sends a first message when it is told of the queue, and must be allowed to by then
    if (policyDependable !== undefined) bucket.node.addDependency(policyDependable);
  }
}
