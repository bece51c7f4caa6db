export const LOCAL_REGION = 'cn-north-1';
export const LOCAL_ACCOUNT = '000000000000';

/** What makes the AWS SDK talk to the embedded engines, and to nothing else. */
export function engineEnv(endpoints: {
  readonly dynamoDb: string;
  readonly secrets: string;
  readonly queues?: string | undefined;
  readonly buckets?: string | undefined;
}): Record<string, string> {
  return {
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    ...(endpoints.queues ? { AWS_ENDPOINT_URL_SQS: endpoints.queues } : {}),
    ...(endpoints.buckets ? { AWS_ENDPOINT_URL_S3: endpoints.buckets } : {}),
  };
}
