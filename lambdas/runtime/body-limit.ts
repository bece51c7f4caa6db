import { ConnectorError } from './connector-error.ts';

/** Refuses a body of more bytes than its route takes. */
export function refuseLongBody(length: number, limit: number): void {
  if (limit === 0 && length > 0) {
    const errors = [{ path: '', message: 'this route takes no body' }];
    throw new ConnectorError('request.malformed', 'This route takes no body.', { errors });
  }
  if (length > limit) throw new ConnectorError('request.too-large', `The body may have at most ${limit} bytes.`);
}
