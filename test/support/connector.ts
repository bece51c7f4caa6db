import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { bucketNames, bucketVariable, variableNames } from '../../lambdas/runtime/env.ts';
import { startBuckets, writtenEvent } from '../../local/engines/buckets.ts';
import { startDynamoDb } from '../../local/engines/dynamodb.ts';
import { engineClient } from '../../local/engines/engine-client.ts';
import { engineEnv } from '../../local/engines/engine-env.ts';
import { startSecrets } from '../../local/engines/secrets.ts';
import { ensureTable } from '../../local/engines/tables.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import { generateCredentials } from '../../local/partners/demo-partners.ts';
import type { Credential, DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { registerPartners } from '../../local/partners/register-partners.ts';
import { invokeInProcess, routesInProcess, runSchedule } from './in-process-functions.ts';
import { partnerRequest } from './partner-request.ts';
import type { RequestOptions } from './partner-request.ts';
import { tableDefinition } from './table.ts';
import type { QueuesInProcess } from './queues-in-process.ts';
import { startTraffic } from './traffic.ts';
import type { Traffic } from './traffic.ts';
import { workInProcess } from './work-in-process.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** the JSON of the answer; undefined where it is none */
  readonly body: Body;
}

type Ask = <Body = Record<string, unknown>>(
  method: string,
  target: string,
  content?: unknown,
  options?: RequestOptions,
) => Promise<Answer<Body>>;

/** What is answered to a GET, as it goes over the wire. */
type AskBytes = (
  target: string,
  headers: Readonly<Record<string, string>>,
) => Promise<{ readonly headers: Readonly<Record<string, string>>; readonly bytes: Buffer }>;

/** The product's own handlers, in this process, over a real engine of their own. */
export interface Connector {
  readonly tableName: string;
  /** straight to the engine, past `traffic`, for a test's own look at the table */
  readonly client: DynamoDBClient;
  readonly credentials: readonly Credential[];
  readonly traffic: Traffic;
  /** a request signed by a demo partner */
  as(partnerId: DemoPartnerId): { readonly request: Ask; readonly bytes: AskBytes };
  /** an unsigned request */
  readonly request: Ask;
  /** a request of the test's own making */
  receive<Body = Record<string, unknown>>(request: ArrivedRequest): Promise<Answer<Body>>;
  /** the product's clock stands still until it is moved */
  now(): number;
  setNow(instant: string): void;
  advance(seconds: number): void;
  /** gives the stream handlers what is new in the table, in its order */
  deliverStreams(): Promise<void>;
  /** gives the queue handlers, or only one, what functions have sent, until nothing is left; how many messages */
  deliverQueues(only?: string): Promise<number>;
  /** the next time, all of it is given again */
  rewindStreams(): void;
  /** runs a function of a schedule as of now */
  runSchedule(handler: string): Promise<void>;
  /** what functions threw past their shell: each was answered 500 */
  readonly failures: unknown[];
  stop(): Promise<void>;
}

/** Where a provider hears of its orders; undefined: nowhere. With one, or with a claims address, queues are started too. */
type WebhookUrlOf = (providerId: string) => string | undefined;

export const HARNESS_START = '2026-06-15T10:00:00+08:00';
/** One for each file: an engine that was started elsewhere keeps the tables of all. */
const TABLE_NAME = `direct-billing-test-${randomBytes(6).toString('hex')}`;

/**
 * One for each test file: handlers keep their client, and what they cached, for the life of the process. `direct`: past `traffic`, which
 * then sees nothing, in two thirds of the time.
 */
export async function startConnector(
  options: {
    now?: string;
    claimsUrlOf?: (insurerId: string) => string;
    /** of all keys of the stage */
    root?: string;
    webhookUrlOf?: WebhookUrlOf;
    /** work queues, also where nobody is told of orders */
    queues?: boolean;
    direct?: boolean;
  } = {},
): Promise<Connector> {
  const engine = await startDynamoDb();
  const root = options.root ?? randomBytes(48).toString('base64');
  const secrets = await startSecrets(JSON.stringify({ root }));
  const traffic = await startTraffic(engine.endpoint);
  const hasWork = options.webhookUrlOf !== undefined || options.claimsUrlOf !== undefined;
  const queues = hasWork || options.queues === true ? await startQueues() : undefined;
  const buckets = await startBuckets({
    names: bucketNames,
    onWritten: (bucket, object) => {
      const isUpload = bucket === 'enrolments' && object.key.startsWith('uploads/');
      if (isUpload) queues?.send('enrolment-files', JSON.stringify(writtenEvent(bucket, object)));
    },
  });
  const client = engineClient(engine.endpoint);
  const credentials = generateCredentials();
  Object.assign(
    process.env,
    engineEnv({
      dynamoDb: options.direct === true ? engine.endpoint : traffic.endpoint,
      secrets: secrets.endpoint,
      buckets: buckets.endpoint,
    }),
    Object.fromEntries(bucketNames.map((name) => [bucketVariable(name), name])),
    queues?.environment,
    {
      [variableNames.tableName]: TABLE_NAME,
      [variableNames.secretArn]: 'arn:aws:secretsmanager:cn-north-1:000000000000:secret:test',
      [variableNames.stage]: 'local',
    },
  );
  await ensureTable(client, tableDefinition(TABLE_NAME));
  await registerPartners(client, TABLE_NAME, credentials, {
    keys: deriveKeys(root),
    claimsUrlOf: options.claimsUrlOf,
    webhookUrlOf: options.webhookUrlOf,
  });

  let now = Date.parse(options.now ?? HARNESS_START);
  const failures: unknown[] = [];
  // past the traffic, like the client: only what handlers do is counted and spoilt
  const work = workInProcess(engine.endpoint, TABLE_NAME);
  const gateway = createGateway({
    routes: routesInProcess,
    now: () => now,
    invoke: invokeInProcess,
    onFailure: (target, error) => {
      failures.push(error);
      console.error(`handler ${target} failed:`, error);
    },
  });

  async function receive<Body>(request: ArrivedRequest): Promise<Answer<Body>> {
    const { status, headers, body } = await gateway(request);
    const text = body.toString('utf8');
    return { status, headers: Object.fromEntries(headers), text, body: parsed(text) as Body };
  }
  const asking =
    (credential: Credential | undefined): Ask =>
    async (method, target, content, requestOptions) =>
      receive(partnerRequest(credential, now, method, target, content, requestOptions));

  return {
    tableName: TABLE_NAME,
    client,
    credentials,
    traffic,
    as: (partnerId) => {
      const credential = credentials.find((one) => one.partnerId === partnerId);
      return {
        request: asking(credential),
        bytes: async (target, given) => {
          const { headers, body } = await gateway(
            partnerRequest(credential, now, 'GET', target, undefined, { headers: given }),
          );
          return { headers: Object.fromEntries(headers), bytes: body };
        },
      };
    },
    request: asking(undefined),
    receive,
    now: () => now,
    setNow: (instant) => (now = Date.parse(instant)),
    advance: (seconds) => (now += seconds * 1000),
    deliverStreams: () => work.deliverStreams(now),
    deliverQueues: async (only) => (await queues?.deliver(now, only)) ?? 0,
    rewindStreams: () => work.rewindStreams(),
    runSchedule: (handler) => runSchedule(handler, now),
    failures,
    stop: async () => {
      client.destroy();
      await Promise.all([traffic.stop(), secrets.stop(), queues?.stop(), buckets.stop()]);
      await engine.stop();
    },
  };
}

/** Loaded only where it is needed, like in local mode: it takes longer than all the rest. */
async function startQueues(): Promise<QueuesInProcess> {
  return (await import('./queues-in-process.ts')).startQueuesInProcess();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
