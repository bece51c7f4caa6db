import type { CalendarDate } from '../../lambdas/domain/calendar.ts';
import { isCalendarDate, shanghaiDate } from '../../lambdas/domain/calendar.ts';
import { badControl, controlBody } from './control-body.ts';

/** The day in `{"businessDate": "…"}`, which must have begun at an instant (epoch milliseconds). */
export function dayToClose(bytes: Buffer, now: number): CalendarDate {
  const content = controlBody(bytes);
  const unknown = Object.keys(content).filter((name) => name !== 'businessDate');
  if (unknown.length > 0) throw badControl(unknown.map((path) => ({ path, message: 'is not known' })));
  const { businessDate } = content;
  if (typeof businessDate !== 'string' || !isCalendarDate(businessDate)) {
    throw badControl([{ path: 'businessDate', message: 'must be a date that exists, YYYY-MM-DD' }]);
  }
  if (businessDate > shanghaiDate(now)) {
    throw badControl([{ path: 'businessDate', message: 'must be a day that has begun in Asia/Shanghai' }]);
  }
  return businessDate;
}
