import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';

/** Where every alarm of a stage goes. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { config: StageConfig; encryptionKey: IKey }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: `Direct billing ${props.config.stage}`,
      masterKey: props.encryptionKey,
      enforceSSL: true,
    });
    // A topic with any policy of its own, here the one that demands TLS, loses the one that let alarms in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (props.config.alarmEmail !== undefined) {
      this.topic.addSubscription(new EmailSubscription(props.config.alarmEmail));
    }
  }
}
