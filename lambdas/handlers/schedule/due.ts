import { logSweep } from '../../runtime/logging.ts';
import { publishSweepMetrics } from '../../runtime/metrics.ts';
import { scheduleHandler } from '../../runtime/schedule-shell.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { dueTimers, removeTimer } from '../../storage/timetable.ts';
import type { Sweep } from '../../use-cases/sweep-timers.ts';
import { sweepTimers } from '../../use-cases/sweep-timers.ts';
import { dueChores as chores } from '../due-chores.ts';

/** Well before the function's time-out, with what is under way then. */
const RUN_MS = 12_000;

export const handler = scheduleHandler({
  name: 'due',
  handle: (now) =>
    sweepTimers({ timetable: { dueTimers, removeTimer }, chores, timeIsUp: timeBudget(RUN_MS), report }, now),
});

function report({ done, oldestSeconds: lateSeconds }: Sweep): void {
  const { 'hold-expiry': holdsExpired, 'waiting-event': exceptionsOpened, 'delivery': deliveriesDue } = done;
  const { 'acknowledgement': statementsUnacknowledged, 'dispute-deadline': disputesOverdue } = done;
  const works = { holdsExpired, exceptionsOpened, deliveriesDue, lateSeconds };
  const record = { ...works, statementsUnacknowledged, disputesOverdue };
  logSweep(record);
  publishSweepMetrics(record);
}
