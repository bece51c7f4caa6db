import { Aws, Fn, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

const LOG_DELIVERY = [
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
  ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'],
  ...['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
];

/** What a state machine may do: ask its function, run parts of its work as executions of itself, and say what it does. */
export function machineStatements(role: Role, functionArn: string, name: string): void {
  const arn = (kind: string, rest: string) =>
    `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:${kind}:${rest}`;
  const statements = [
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [arn('stateMachine', name)] }),
    new PolicyStatement({
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: [arn('execution', `${name}/*`)],
    }),
    new PolicyStatement({ actions: LOG_DELIVERY, resources: ['*'] }),
  ];
  for (const statement of statements) role.addToPolicy(statement);
  Validations.of(role).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}/*]`,
    reason: 'Executions are named when they begin.',
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The delivery of logs and traces of a state machine cannot be granted on less (Step Functions guide).',
  });
}

/** Lets what has a timetable start the machine, and nothing else. */
export function starterOf(scope: Construct, principal: string, name: string): Role {
  const starter = new Role(scope, 'Starter', { assumedBy: new ServicePrincipal(principal) });
  const machine = Fn.sub(`arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:stateMachine:${name}`);
  starter.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine] }));
  return starter;
}
