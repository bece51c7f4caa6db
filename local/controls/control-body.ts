import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import type { FieldError } from '../../lambdas/runtime/connector-error.ts';

/** The JSON object of a control's body, or a 400 that names the bad field. */
export function controlBody(bytes: Buffer): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badControl([{ path: '', message: 'is not JSON' }]);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw badControl([{ path: '', message: 'must be a JSON object' }]);
  }
  return content as Record<string, unknown>;
}

export const badControl = (errors: readonly FieldError[]): ConnectorError =>
  new ConnectorError('request.malformed', 'The control cannot be carried out.', { errors });
