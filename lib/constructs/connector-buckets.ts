import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { BucketProps, IBucket } from 'aws-cdk-lib/aws-s3';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { BucketName } from '../../lambdas/runtime/env.ts';
import type { StageConfig } from '../stage-config.ts';

export interface ConnectorBucketsProps {
  readonly config: StageConfig;
  readonly encryptionKey: IKey;
}

const ENROLMENT_DAYS = 30;

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
      lifecycleRules: [
        { expiration: Duration.days(ENROLMENT_DAYS), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    this.byName = { statements, enrolments };
  }
}
