import { isKnownDate } from '../domain/calendar.ts';
import type { CalendarDate } from '../domain/calendar.ts';
import type { Answer, Call } from '../runtime/call.ts';
import { ConnectorError } from '../runtime/connector-error.ts';
import type { StatementPorts } from './statement-content.ts';
import { statementOf } from './statement-content.ts';

/** The manifest of one of the caller's days. */
export async function readStatement(ports: StatementPorts, { caller, path, now }: Call<undefined>): Promise<Answer> {
  return { status: 200, body: await statementOf(ports, caller.partnerId, dateOf(path), now) };
}

/** The date of the address. Throws where it is none. */
export function dateOf(path: Readonly<Record<string, string>>): CalendarDate {
  const date = path['businessDate'] ?? '';
  if (isKnownDate(date)) return date;
  const errors = [{ path: 'businessDate', message: 'must be a date that exists, from 1900 on, as YYYY-MM-DD' }];
  throw new ConnectorError('request.malformed', 'One field is wrong.', { errors });
}
