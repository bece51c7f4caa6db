import { randomBytes } from 'node:crypto';
import { deriveKeys } from '../../lambdas/runtime/connector-keys.ts';
import { connectorSigner } from '../../lambdas/runtime/connector-signature.ts';
import { startInsurer } from '../../local/insurer/insurer-simulator.ts';
import { startWebhookReceiver } from '../../local/webhooks/webhook-receiver.ts';
import type { Connector } from '../../test/support/connector.ts';
import { startConnector } from '../../test/support/connector.ts';
import type { Credential } from '../../local/partners/demo-partners.ts';
import { benchPlan, seedMembers } from '../workload/enrolment.ts';

/** The whole product with an insurer that takes claims and a hospital that wants to hear of its orders. */
export interface Scene {
  readonly connector: Connector;
  readonly hospital: Credential;
  readonly enrol: (memberIds: readonly string[]) => Promise<void>;
  /** what insurers and providers were sent so far */
  readonly postedBytes: () => Promise<number>;
  stop(): Promise<void>;
}

/** `counted`: calls are seen by `connector.traffic`, which costs time of this process. */
export async function startScene(counted: boolean): Promise<Scene> {
  const root = randomBytes(48).toString('base64');
  const { publicKeyPem: connectorPublicKeyPem } = connectorSigner(deriveKeys(root));
  const insurer = await startInsurer({ register: ':memory:', slowMs: 0, connectorPublicKeyPem });
  const receiver = await startWebhookReceiver({
    secretOf: (partnerId) => connector.credentials.find((one) => one.partnerId === partnerId)?.webhookSecret,
    slowMs: 0,
  });
  const connector: Connector = await startConnector({
    ...{ root, direct: !counted, claimsUrlOf: insurer.claimsUrlOf, webhookUrlOf: receiver.webhookUrlOf },
  });
  const hospital = connector.credentials.find(({ partnerId }) => partnerId === 'hospital-a');
  if (hospital === undefined) throw new Error('there is no hospital');
  const target = `/v1/plans/${benchPlan.planId}/versions/${benchPlan.version}`;
  const { status } = await connector.as('insurer-a').request('PUT', target, benchPlan);
  if (status !== 201) throw new Error(`the plan was answered ${status}`);
  return {
    ...{ connector, hospital },
    enrol: (memberIds) => seedMembers(connector, memberIds),
    postedBytes: async () => {
      const sent = [
        ...((await insurer.claims()) as readonly unknown[]),
        ...receiver.received().map(({ body }) => body),
      ];
      return sent.reduce<number>((sum, body) => sum + Buffer.byteLength(JSON.stringify(body)), 0);
    },
    stop: async () => {
      await connector.stop();
      await Promise.all([insurer.stop(), receiver.stop()]);
    },
  };
}
