import { pause } from '../runtime/pause.ts';
import { readAcknowledgement } from '../storage/acknowledgements.ts';
import { readDisputes } from '../storage/dispute-register.ts';
import { openException } from '../storage/exception-register.ts';
import { dropLapsedHold } from '../storage/lapsed-hold.ts';
import { readOrderRecord } from '../storage/order-record.ts';
import { postMove } from '../storage/post-move.ts';
import { chaseEvent } from '../use-cases/chase-event.ts';
import { expireHold } from '../use-cases/expire-hold.ts';
import { missAcknowledgement } from '../use-cases/miss-acknowledgement.ts';
import { missDisputeDeadline } from '../use-cases/miss-dispute-deadline.ts';
import type { Chores } from '../use-cases/sweep-timers.ts';
import { sendDueClaim } from './claim-queue.ts';
import { deliveryQueue } from './delivery-queue.ts';

const orders = { readOrderRecord, postMove };

/** What is done when its time has come, over the table and the queues. */
export const dueChores: Chores = {
  'hold-expiry': (id, now) => expireHold({ orders, holds: { dropLapsedHold }, pause }, id, now),
  'waiting-event': (id, now) => chaseEvent({ orders, exceptions: { openException } }, id, now),
  'claim': sendDueClaim,
  'delivery': (deliveryId) => deliveryQueue.sendDelivery({ deliveryId }).then(() => true),
  'acknowledgement': (id) => missAcknowledgement({ readAcknowledgement }, id),
  'dispute-deadline': (id) => missDisputeDeadline({ readDisputes }, id),
};
