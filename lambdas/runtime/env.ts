/** The names of the variables that the stack sets and the functions read. */
export const variableNames = {
  /** the single table */
  tableName: 'TABLE_NAME',
  /** the secret that holds the root of all keys: identity hashing and encryption, quote tokens, webhook secrets, signing */
  secretArn: 'SECRET_ARN',
  /** dev, staging, prod or local */
  stage: 'STAGE',
} as const;

/** Where the address of a work queue stands, for the functions that send to it: `QUEUE_URL_WEBHOOK_DELIVERIES`. */
export const queueVariable = (queue: string): string => `QUEUE_URL_${queue.replaceAll('-', '_').toUpperCase()}`;

/** The buckets of a stage: statements are kept for years and written once, enrolment files for a month. */
export const bucketNames = ['statements', 'enrolments'] as const;
export type BucketName = (typeof bucketNames)[number];

/** Where the name of a bucket stands, for the functions that read or write it: `BUCKET_STATEMENTS`. */
export const bucketVariable = (bucket: BucketName): string => `BUCKET_${bucket.toUpperCase()}`;
