import { logSweep } from '../../runtime/logging.ts';
import { publishSweepMetrics } from '../../runtime/metrics.ts';
import { pause } from '../../runtime/pause.ts';
import { scheduleHandler } from '../../runtime/schedule-shell.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { readAcknowledgement } from '../../storage/acknowledgements.ts';
import { readDisputes } from '../../storage/dispute-register.ts';
import { openException } from '../../storage/exception-register.ts';
import { dropLapsedHold } from '../../storage/lapsed-hold.ts';
import { postMove } from '../../storage/post-move.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { dueTimers, removeTimer } from '../../storage/timetable.ts';
import { chaseEvent } from '../../use-cases/chase-event.ts';
import { expireHold } from '../../use-cases/expire-hold.ts';
import { missAcknowledgement } from '../../use-cases/miss-acknowledgement.ts';
import { missDisputeDeadline } from '../../use-cases/miss-dispute-deadline.ts';
import { deliveryQueue } from '../delivery-queue.ts';
import type { Chores, Sweep } from '../../use-cases/sweep-timers.ts';
import { sweepTimers } from '../../use-cases/sweep-timers.ts';

/** Well before the function's time-out, with what is under way then. */
const RUN_MS = 12_000;

const orders = { readOrderRecord, postMove };
const chores: Chores = {
  'hold-expiry': (id, now) => expireHold({ orders, holds: { dropLapsedHold }, pause }, id, now),
  'waiting-event': (id, now) => chaseEvent({ orders, exceptions: { openException } }, id, now),
  'delivery': (deliveryId) => deliveryQueue.sendDelivery({ deliveryId }).then(() => true),
  'acknowledgement': (id) => missAcknowledgement({ readAcknowledgement }, id),
  'dispute-deadline': (id) => missDisputeDeadline({ readDisputes }, id),
};

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
