import type { OrderRequest } from '../../../lambdas/contracts/order.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-shell.ts';
import type { Credential } from '../../../local/partners/demo-partners.ts';
import { BENCH_NOW } from '../../workload/orders.ts';
import { context, signedEvent } from '../../workload/requests.ts';

/** Longer than whatever an unfinished request leaves locked. */
const REPEATED_AFTER_MS = 31_000;
const MAX_ATTEMPTS = 8;

/** Sends an order until it is answered with a decision, as a partner must; false where it never is. */
export async function settleUntilAnswered(
  handler: HttpHandler,
  from: Credential,
  content: OrderRequest,
): Promise<boolean> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const at = BENCH_NOW + attempt * REPEATED_AFTER_MS;
    const event = signedEvent({ from, method: 'POST', target: '/v1/settlements', content, at });
    if ((await handler(event, context)).statusCode === 201) return true;
  }
  return false;
}
