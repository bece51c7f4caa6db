import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deriveKeys } from '../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../lambdas/runtime/connector-signature.ts';
import { rootOf } from '../lambdas/runtime/root-text.ts';
import { allStarted } from './all-started.ts';
import { createClock } from './clock.ts';
import { createControls, isControl } from './controls/controls.ts';
import { claimDataDir, rootSecret } from './data-dir.ts';
import { startDynamoDb } from './engines/dynamodb.ts';
import { startSecrets } from './engines/secrets.ts';
import { StartFailure } from './engines/start-failure.ts';
import { functionLog } from './functions/function-log.ts';
import { gatewayProblem } from './gateway/gateway-problem.ts';
import type { ArrivedRequest } from './gateway/proxy-event.ts';
import type { OutgoingResponse } from './gateway/proxy-response.ts';
import { startServer } from './gateway/server.ts';
import { startInsurer } from './insurer/insurer-simulator.ts';
import { loadOrCreateCredentials } from './partners/credentials-file.ts';
import type { Credential } from './partners/demo-partners.ts';
import { removeEnvironment, writeEnvironment } from './environment-file.ts';
import { createRunDir, removeRunDir } from './run-dir.ts';
import { baseUrl } from './settings.ts';
import type { Settings } from './settings.ts';
import { startWebhookReceiver } from './webhooks/webhook-receiver.ts';
import type { StackBuild } from './stack-build.ts';

export interface LocalMode {
  readonly base: URL;
  readonly credentials: readonly Credential[];
  /** settles with a sentence when something it cannot do without has ended by itself */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const GRACE_MS = 1_000;
const INSURER_SLOW_MS = 3_000;
/** longer than a webhook's answer is waited for */
const RECEIVER_SLOW_MS = 7_000;

type Answering = (request: ArrivedRequest) => Promise<OutgoingResponse>;

const notReady: Answering = async () =>
  gatewayProblem('connector.unavailable', 'The connector is starting.', '00000000-0000-0000-0000-000000000000');

/** Starts everything, or throws and leaves nothing behind. `build` gives the stack to run. */
export async function startLocalMode(
  settings: Settings,
  build: (runDir: string) => Promise<StackBuild>,
): Promise<LocalMode> {
  const { localDir } = settings;
  const undo: (() => unknown)[] = [];
  const started = async <Part extends { stop(): unknown }>(starting: Promise<Part>): Promise<Part> => {
    const part = await starting;
    undo.push(() => part.stop());
    return part;
  };
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const dataDir = settings.dataDir ? claimDataDir(settings.dataDir) : undefined;
    undo.push(() => dataDir?.release());
    const secretText = rootSecret(dataDir?.path);
    const credentials = usable(localDir, () => loadOrCreateCredentials(localDir));
    // what insurers keep of us: by it they know our statements and claims
    const { publicKeyPem } = connectorSigner(deriveKeys(rootOf(secretText)));
    usable(localDir, () => writeFileSync(join(localDir, 'connector-key.pem'), publicKeyPem));
    const runDir = createRunDir(localDir);
    undo.push(() => removeRunDir(runDir));

    // the port first: if it is taken, nothing else need be started
    let answering = notReady;
    const server = await startServer(settings.port, (request) => answering(request));
    const closeServer = () => server.stop(GRACE_MS);
    undo.push(closeServer);

    const base = baseUrl(server.port);
    const [engine, secrets, insurer, receiver, stack, { startRunningStack }] = await allStarted([
      started(startDynamoDb({ dataDir: dataDir?.path })),
      started(startSecrets(secretText)),
      started(
        startInsurer({
          register: dataDir ? join(dataDir.path, 'insurer.sqlite') : ':memory:',
          slowMs: INSURER_SLOW_MS,
          connectorPublicKeyPem: connectorSigner(deriveKeys(rootOf(secretText))).publicKeyPem,
          connectorUrl: base.href,
          credentials: credentials.filter(({ kind }) => kind === 'insurer'),
        }),
      ),
      started(
        startWebhookReceiver({
          secretOf: (partnerId) => credentials.find((one) => one.partnerId === partnerId)?.webhookSecret,
          slowMs: RECEIVER_SLOW_MS,
        }),
      ),
      build(runDir),
      // the AWS SDK is loaded while the stack is built
      import('./running-stack.ts'),
    ]);
    const log = functionLog(join(localDir, 'functions.log'));
    undo.push(() => log.stop());
    const clock = createClock();
    const running = await started(
      startRunningStack(stack, {
        clock,
        credentials,
        dataDir: dataDir?.path,
        dynamoDb: engine.endpoint,
        secrets: secrets.endpoint,
        secretText,
        claimsUrlOf: insurer.claimsUrlOf,
        webhookUrlOf: receiver.webhookUrlOf,
        log: log.stream,
      }),
    );
    writeEnvironment(localDir, running.environment);
    undo.push(() => removeEnvironment(localDir));
    const { drain, backlog, runSchedules, closeDays, ledger } = running;
    const controls = createControls({ clock, insurer, receiver, drain, backlog, runSchedules, closeDays, ledger });
    answering = (request) => (isControl(request) ? controls(request) : running.gateway(request));

    // requests under way are answered before what they need is stopped
    undo.push(closeServer);
    return {
      base,
      credentials,
      broken: Promise.race([
        engine.ended.then(() => 'The embedded DynamoDB engine ended by itself.'),
        insurer.ended.then(() => 'The simulated insurer ended by itself.'),
      ]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function usable<Result>(localDir: string, use: () => Result): Result {
  try {
    return use();
  } catch (error) {
    if (error instanceof StartFailure || !(error instanceof Error)) throw error;
    throw new StartFailure(`${localDir} cannot be used: ${error.message}.`, { cause: error });
  }
}
