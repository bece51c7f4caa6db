import type { Route } from '../contracts/route.ts';
import type { GatewayEvent, GatewayResult } from './gateway-event.ts';
import { logRequest, logTrouble } from './logging.ts';
import { publishMetrics } from './metrics.ts';
import type { RequestRecord } from './request-record.ts';
import { withRecord } from './request-record.ts';

/** Runs a request and, when it has been answered, writes its one log line and its one line of metrics. */
export async function observed(
  route: Pick<Route, 'operationId'>,
  event: GatewayEvent,
  run: () => Promise<GatewayResult>,
): Promise<GatewayResult> {
  const startedAt = performance.now();
  const record: RequestRecord = { route: route.operationId, requestId: event.requestContext.requestId };
  const result = await withRecord(record, run);
  const durationMs = Math.round((performance.now() - startedAt) * 100) / 100;
  if (record.cause !== undefined) logTrouble(record);
  logRequest(record, result.statusCode ?? 0, durationMs);
  publishMetrics(record, durationMs);
  return result;
}
