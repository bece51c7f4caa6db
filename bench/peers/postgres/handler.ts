import middy from '@middy/core';
import type { Pool } from 'pg';
import { settlementRequest } from '../../../lambdas/contracts/order.ts';
import { routes } from '../../../lambdas/contracts/routes.ts';
import { requireDoor } from '../../../lambdas/runtime/admission.ts';
import { answerResult } from '../../../lambdas/runtime/answer-result.ts';
import { refuseLongBody } from '../../../lambdas/runtime/body-limit.ts';
import { checkContentDigest } from '../../../lambdas/runtime/content-digest.ts';
import type { GatewayEvent, GatewayResult } from '../../../lambdas/runtime/gateway-event.ts';
import { bodyLength, rawBody } from '../../../lambdas/runtime/gateway-event.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-shell.ts';
import { problems, shell } from '../../../lambdas/runtime/http-shell.ts';
import { observed } from '../../../lambdas/runtime/observed.ts';
import { partners } from '../../../lambdas/runtime/partner-directory.ts';
import { objectBody, requestContent } from '../../../lambdas/runtime/request-content.ts';
import { noteInRecord } from '../../../lambdas/runtime/request-record.ts';
import { verifyRequestSignature } from '../../../lambdas/runtime/request-signature.ts';
import { settle } from './settle.ts';

const route = routes.settleOrder;
const read = objectBody(settlementRequest);

/**
 * The same settlement on PostgreSQL. Signature, schema, adjudication, log and metrics are the product's own, and partners and plan are
 * cached as the product caches them, so that only the database and what is written there differ. The nonce is claimed in the
 * transaction, which spares it a commit of its own.
 */
export function postgresSettlement(pool: Pool): HttpHandler {
  const steps = middy<GatewayEvent, GatewayResult>(shell)
    .use(problems<GatewayEvent>(async (_, error) => error))
    .handler(async (event) => {
      const { holder, nonce } = await verifyRequestSignature(event, partners);
      refuseLongBody(bodyLength(event), route.bodyLimit);
      const bytes = rawBody(event);
      checkContentDigest(event.headers['content-digest'], bytes);
      const { partnerId: providerId, kind } = holder.partner;
      requireDoor({ partnerId: providerId, kind }, route.door);
      noteInRecord({ partnerId: providerId });
      const { body } = requestContent(event, bytes, read);
      const { timeEpoch: now, requestId } = event.requestContext;
      const answer = await settle(pool, { body, providerId, keyId: holder.key.keyId, nonce, now });
      noteInRecord({ replayed: answer.replayed === true });
      return answerResult(answer, requestId);
    });
  return (event, context) => observed(route, event, () => steps(event, context));
}
