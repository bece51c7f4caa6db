import { isCalendarDate } from '../../lambdas/domain/calendar.ts';
import type { Clock } from '../clock.ts';
import { badControl, controlBody } from './control-body.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const EARLIEST = Date.parse('2000-01-01T00:00:00Z');
const LATEST = Date.parse('2200-01-01T00:00:00Z');

/** `{"now": "…"}`, `{"now": null}` or `{"advanceSeconds": n}`; a negative number goes back. */
export function setClock(clock: Clock, bytes: Buffer): void {
  const content = controlBody(bytes);
  const unknown = Object.keys(content).filter((name) => name !== 'now' && name !== 'advanceSeconds');
  if (unknown.length > 0) throw badControl(unknown.map((path) => ({ path, message: 'is not known' })));
  if ('now' in content === 'advanceSeconds' in content) {
    throw badControl([{ path: 'now', message: 'either now or advanceSeconds is needed, and not both' }]);
  }
  if ('advanceSeconds' in content) advance(clock, content['advanceSeconds']);
  else clock.set(content['now'] === null ? null : instantOf(content['now']));
}

function instantOf(value: unknown): number {
  const isWritten = typeof value === 'string' && INSTANT.test(value);
  if (isWritten && !isCalendarDate(value.slice(0, 10))) {
    throw badControl([{ path: 'now', message: 'must be a day that exists' }]);
  }
  const instant = isWritten ? Date.parse(value) : Number.NaN;
  if (!isBetween(instant))
    throw badControl([{ path: 'now', message: 'must be an ISO 8601 instant with offset, from 2000 to 2199' }]);
  return instant;
}

function advance(clock: Clock, seconds: unknown): void {
  if (typeof seconds !== 'number' || !isBetween(clock.now() + seconds * 1000)) {
    throw badControl([{ path: 'advanceSeconds', message: 'must be a number of seconds that stays from 2000 to 2199' }]);
  }
  clock.advance(Math.round(seconds * 1000));
}

const isBetween = (instant: number) => instant >= EARLIEST && instant < LATEST;
