/** What AWS asks for one thing, as its public list said at a date. */
export interface Price {
  readonly usd: number;
  /** of so many `unit`s */
  readonly per: number;
  readonly unit: string;
  /** where the list stands */
  readonly source: string;
  /** for which the list was known, not when the page was last looked at */
  readonly asOf: string;
}

export const REGION = 'us-east-1';
/** Said with every table that is made of these. */
export const PRICES_ARE =
  'List prices of us-east-1 in USD, without free tiers, discounts and tax, as they were known at the dates given; nothing is fetched. Check them before relying on them, and in China (Beijing, Ningxia) replace them: that list is another.';

const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const LOGS = 'https://aws.amazon.com/cloudwatch/pricing/';
const RDS = 'https://aws.amazon.com/rds/postgresql/pricing/';
const MILLION = 1_000_000;

const price = (usd: number, per: number, unit: string, source: string, asOf = '2025-06-01'): Price => ({
  ...{ usd, per, unit, source, asOf },
});

export const prices = {
  // halved on 1 November 2024
  'dynamodb-write': price(0.625, MILLION, 'write request units', DYNAMODB),
  'dynamodb-read': price(0.125, MILLION, 'read request units', DYNAMODB),
  'dynamodb-storage': price(0.25, 1, 'GB-month', DYNAMODB),
  'dynamodb-pitr': price(0.2, 1, 'GB-month', DYNAMODB),
  'dynamodb-stream-for-lambda': price(0, MILLION, 'GetRecords calls that Lambda makes', DYNAMODB),
  'lambda-request': price(0.2, MILLION, 'requests', LAMBDA),
  'lambda-arm64': price(0.0000133334, 1, 'GB-seconds', LAMBDA),
  'http-api': price(1, MILLION, 'requests of up to 512 KB', 'https://aws.amazon.com/api-gateway/pricing/'),
  'sqs-standard': price(0.4, MILLION, 'requests', 'https://aws.amazon.com/sqs/pricing/'),
  'sqs-fifo': price(0.5, MILLION, 'requests', 'https://aws.amazon.com/sqs/pricing/'),
  's3-put': price(0.005, 1_000, 'PUT requests', 'https://aws.amazon.com/s3/pricing/'),
  's3-get': price(0.0004, 1_000, 'GET requests', 'https://aws.amazon.com/s3/pricing/'),
  's3-storage': price(0.023, 1, 'GB-month', 'https://aws.amazon.com/s3/pricing/'),
  'logs-ingested': price(0.5, 1, 'GB', LOGS),
  'logs-stored': price(0.03, 1, 'GB-month, compressed', LOGS),
  'metric': price(0.3, 1, 'custom metrics a month', LOGS),
  'alarm': price(0.1, 1, 'alarms a month', LOGS),
  'kms-key': price(1, 1, 'keys a month', 'https://aws.amazon.com/kms/pricing/'),
  'kms-request': price(0.03, 10_000, 'requests', 'https://aws.amazon.com/kms/pricing/'),
  'secret': price(0.4, 1, 'secrets a month', 'https://aws.amazon.com/secrets-manager/pricing/'),
  'secret-request': price(0.05, 10_000, 'requests', 'https://aws.amazon.com/secrets-manager/pricing/'),
  'data-out': price(0.09, 1, 'GB', 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer'),
  'state-transition': price(0.025, 1_000, 'transitions', 'https://aws.amazon.com/step-functions/pricing/'),
  // a rival's: two processors, 8 GB, a standby in another zone
  'rds-m7g-large-multi-az': price(0.337, 1, 'instance hours', RDS),
  'rds-storage-multi-az': price(0.23, 1, 'GB-month', RDS),
} as const satisfies Record<string, Price>;

export type PriceId = keyof typeof prices;

export const usdOf = (id: PriceId, quantity: number): number => (prices[id].usd * quantity) / prices[id].per;
