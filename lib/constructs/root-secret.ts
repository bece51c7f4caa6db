import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/**
 * The one secret of a stage, `{"root": "…"}`: every other key is derived from it by purpose. Nobody is shown it; `npm run partner` reads
 * it to encrypt a webhook secret.
 */
export class RootSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, props: { stage: string; encryptionKey: IKey }) {
    super(scope, id);

    this.secret = new Secret(this, 'Secret', {
      description: `Direct billing ${props.stage}: root of the keys for identities, quotes and webhook secrets`,
      encryptionKey: props.encryptionKey,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'root',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });

    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Members are found by a hash keyed with this root: a rotation by the clock would make every enrolled identity unfindable.',
    });
  }
}
