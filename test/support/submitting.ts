import { randomBytes } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import type { DecisionAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { ClaimStateAnswer } from '../../lambdas/contracts/claim-answer.ts';
import type { BookLine } from '../../lambdas/domain/book-line.ts';
import type { ClaimState } from '../../lambdas/domain/claim.ts';
import type { Exception } from '../../lambdas/domain/exception.ts';
import { parseBookLine } from '../../lambdas/storage/book-item.ts';
import { claimIn } from '../../lambdas/storage/claim-item.ts';
import { listExceptions } from '../../lambdas/storage/exception-register.ts';
import type { HeldClaim } from '../../local/insurer/claim-register.ts';
import type { InsurerSimulator } from '../../local/insurer/insurer-simulator.ts';
import { startInsurer } from '../../local/insurer/insurer-simulator.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { startQuietConnector } from './checked-connector.ts';
import type { Answer, Connector } from './connector.ts';

/** A claim as the simulated insurer holds it. */
export type Held = HeldClaim & {
  readonly claim: {
    readonly type: string;
    readonly orderNo: string;
    readonly originalClaimId?: string;
    readonly decision: DecisionAnswer;
  };
};

/** A connector whose claims go to a simulated insurer over HTTP, which takes nothing that is not rightly signed. */
export interface Submitting {
  readonly connector: Connector;
  readonly insurer: InsurerSimulator;
  /** so many seconds later: streams, schedules and queues, until nothing is left that could be done now */
  after(seconds: number): Promise<void>;
  /** lets time pass in steps of so many seconds */
  pass(seconds: number, step: number): Promise<void>;
  /** in the order in which they came */
  held(): Promise<readonly Held[]>;
  /** every line of every book with its claim */
  lines(): Promise<readonly { readonly line: BookLine; readonly state: ClaimState }[]>;
  exceptions(): Promise<readonly Exception[]>;
  read(claimId: string, by?: DemoPartnerId): Promise<Answer<ClaimStateAnswer & { readonly code?: string }>>;
  result(
    claimId: string,
    content: object,
    by?: DemoPartnerId,
  ): Promise<Answer<ClaimStateAnswer & { readonly code?: string; readonly existing?: ClaimStateAnswer }>>;
  stop(): Promise<void>;
}

const SLOW_MS = 100;

/** `counted`: what functions do with the table is seen by `traffic`, which takes longer. */
export async function startSubmitting({ counted = false } = {}): Promise<Submitting> {
  const root = randomBytes(48).toString('base64');
  const { publicKeyPem } = connectorSigner(deriveKeys(root));
  const insurer = await startInsurer({ register: ':memory:', slowMs: SLOW_MS, connectorPublicKeyPem: publicKeyPem });
  const connector = await startQuietConnector({ root, direct: !counted, claimsUrlOf: insurer.claimsUrlOf });

  async function after(seconds: number): Promise<void> {
    connector.advance(seconds);
    await connector.deliverStreams();
    await connector.runSchedule('due');
    await connector.runSchedule('claims-sweep');
    await connector.deliverStreams();
    await connector.deliverQueues();
  }
  return {
    ...{ connector, insurer, after },
    pass: async (seconds, step) => {
      for (let gone = 0; gone < seconds; gone += step) await after(step);
    },
    held: async () => (await insurer.claims()) as readonly Held[],
    lines: async () => {
      const { Items = [] } = await connector.client.send(
        new ScanCommand({
          TableName: connector.tableName,
          FilterExpression: 'begins_with(pk, :book)',
          ExpressionAttributeValues: { ':book': { S: 'BOOK#' } },
        }),
      );
      const lines = Items.map((item) => ({ line: parseBookLine(item), state: claimIn(item) }));
      return lines.toSorted((one, other) => one.line.postedAt - other.line.postedAt);
    },
    exceptions: async () => {
      const found: Exception[] = [];
      for await (const page of listExceptions('open')) found.push(...page);
      return found;
    },
    read: (claimId, by = 'insurer-a') => connector.as(by).request('GET', `/v1/claims/${claimId}`),
    result: (claimId, content, by = 'insurer-a') =>
      connector.as(by).request('POST', `/v1/claims/${claimId}/result`, content),
    stop: async () => {
      await connector.stop();
      await insurer.stop();
    },
  };
}
