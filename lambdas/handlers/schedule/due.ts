import { reportSweep as report } from '../../runtime/report-sweep.ts';
import { scheduleHandler } from '../../runtime/schedule-shell.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { dueTimers, removeTimer } from '../../storage/timetable.ts';
import { sweepTimers } from '../../use-cases/sweep-timers.ts';
import { dueChores as chores } from '../due-chores.ts';

/** Well before the function's time-out, with what is under way then. */
const RUN_MS = 12_000;

export const handler = scheduleHandler({
  name: 'due',
  handle: (now) =>
    sweepTimers({ timetable: { dueTimers, removeTimer }, chores, timeIsUp: timeBudget(RUN_MS), report }, now),
});
