import { ConnectorError } from './connector-error.ts';

const TRANSIENT_NAMES = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ThrottlingException',
  'TimeoutError',
  'TransactionConflictException',
  'TransactionInProgressException',
]);
const TRANSIENT_SYSTEM_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT']);
const TRANSIENT_CANCELLATIONS = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded', 'TransactionConflict']);

/**
 * What a caller is told of an error: itself where it is an operating error, `connector.unavailable` where a system that we need
 * did not answer (after the SDK's own repeats), and for anything else a defect, of which nothing is told.
 */
export function asConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (isTransient(error)) {
    return new ConnectorError('connector.unavailable', 'Repeat the same request after the given time.', {
      cause: error,
    });
  }
  return new ConnectorError('connector.defect', 'The connector failed; the same request may be repeated.', {
    cause: error,
  });
}

function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, $fault: fault, CancellationReasons: reasons } = error as Readonly<Record<string, unknown>>;
  if (fault === 'server') return true;
  if (typeof name === 'string' && TRANSIENT_NAMES.has(name)) return true;
  if (typeof code === 'string' && TRANSIENT_SYSTEM_CODES.has(code)) return true;
  return Array.isArray(reasons) && reasons.some((reason) => TRANSIENT_CANCELLATIONS.has(String(codeOf(reason))));
}

function codeOf(reason: unknown): unknown {
  return typeof reason === 'object' && reason !== null && 'Code' in reason ? reason.Code : undefined;
}
