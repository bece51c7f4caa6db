import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type * as z from 'zod';
import type { Route } from '../contracts/route.ts';
import { answerResult } from './answer-result.ts';
import { refuseLongBody } from './body-limit.ts';
import type { Answer, WebhookCall } from './call.ts';
import { connectorKeys } from './connector-keys.ts';
import type { GatewayEvent, GatewayResult } from './gateway-event.ts';
import { rawBody } from './gateway-event.ts';
import type { HttpHandler } from './http-shell.ts';
import { problems, shell } from './http-shell.ts';
import { observed } from './observed.ts';
import { cachedPartners } from './partner-cache.ts';
import { objectBody, requestContent } from './request-content.ts';
import { noteInRecord } from './request-record.ts';
import { webhookSigners } from './webhook-secrets.ts';
import type { WebhookSenders } from './webhook-signature.ts';
import { verifyWebhook } from './webhook-signature.ts';

export interface WebhookDoor<Event> {
  readonly route: Route;
  readonly schema: z.ZodType<Event>;
  readonly handle: (call: WebhookCall<Event>) => Promise<Answer>;
}

const senders: WebhookSenders = { partners: cachedPartners, signers: webhookSigners(connectorKeys) };

/**
 * The handler of a route for webhooks. Who sent it comes first: whatever else is wrong with a webhook that is not verified is not said.
 * That includes its length, although the signature is one of the whole body.
 */
export function webhookDoor<Event>({ route, schema, handle }: WebhookDoor<Event>): HttpHandler {
  const read = objectBody(schema);
  const steps = middy<GatewayEvent, GatewayResult>(shell)
    .use([problems<GatewayEvent>(async (_, error) => error)])
    .handler(async (event) => {
      const bytes = rawBody(event);
      const verified = await verifyWebhook(event, bytes, senders);
      noteInRecord({ partnerId: verified.caller.partnerId });
      refuseLongBody(bytes.length, route.bodyLimit);
      const { body } = requestContent(event, bytes, read);
      const bodyDigest = createHash('sha256').update(bytes).digest('base64url');
      const { timeEpoch: now, requestId } = event.requestContext;
      const answer = await handle({ ...verified, body, bodyDigest, now, requestId });
      noteInRecord({ replayed: answer.replayed === true });
      return answerResult(answer, requestId);
    });
  return (event, context) => observed(route, event, () => steps(event, context));
}
