import { IDENTIFIER } from '../contracts/identifier-form.ts';
import { WEBHOOK_ID, WEBHOOK_ID_FAULT } from '../contracts/webhook-id-form.ts';
import { ConnectorError } from './connector-error.ts';

/** What the headers of a webhook say, read but not yet believed. */
export interface WebhookClaim {
  readonly partnerId: string;
  readonly webhookId: string;
  /** epoch seconds */
  readonly timestamp: number;
  /** those of the version `v1`, as `v1,<base64>`; several while a secret is being replaced */
  readonly signatures: readonly string[];
}

const NAMES = ['connector-partner', 'webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const MAX_SIGNATURES_LENGTH = 4_096;
const SIGNATURE = /^v1,[A-Za-z0-9+/]{43}=$/;
/** As it is signed: without a sign or zeros before it, so that one instant is written in one way. */
const EPOCH_SECONDS = /^[1-9]\d{0,11}$/;

/** Reads the headers of Standard Webhooks, and by whom the webhook says it is sent. */
export function readWebhookHeaders(headers: Readonly<Record<string, string | undefined>>): WebhookClaim {
  const [partnerId, webhookId, timestamp, signature] = NAMES.map((name) => headers[name]);
  if (partnerId === undefined || webhookId === undefined || timestamp === undefined || signature === undefined) {
    throw new ConnectorError('signature.missing', `The headers ${NAMES.join(', ')} are required.`);
  }
  if (!IDENTIFIER.test(partnerId)) throw malformed('connector-partner must be your partner id');
  if (!WEBHOOK_ID.test(webhookId)) throw malformed(`webhook-id ${WEBHOOK_ID_FAULT}`);
  if (!EPOCH_SECONDS.test(timestamp)) throw malformed('webhook-timestamp must be an integer number of seconds');
  return { partnerId, webhookId, timestamp: Number(timestamp), signatures: readSignatures(signature) };
}

/** Signatures of other versions may stand beside ours and are not looked at. */
function readSignatures(header: string): readonly string[] {
  if (header.length > MAX_SIGNATURES_LENGTH) {
    throw malformed(`webhook-signature is longer than ${MAX_SIGNATURES_LENGTH} characters`);
  }
  const signatures = header.split(' ').filter((one) => SIGNATURE.test(one));
  if (signatures.length === 0) throw malformed('webhook-signature must hold v1, and the base64 of an HMAC-SHA256');
  return signatures;
}

function malformed(detail: string): ConnectorError {
  return new ConnectorError('signature.malformed', `${detail}.`);
}
