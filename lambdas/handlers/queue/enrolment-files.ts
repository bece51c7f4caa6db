import { enrolmentMessage, enrolmentsOf } from '../../contracts/enrolment-file.ts';
import { connectorKeys } from '../../runtime/connector-keys.ts';
import { pause } from '../../runtime/pause.ts';
import { queueHandler } from '../../runtime/queue-shell.ts';
import { timeBudget } from '../../runtime/time-budget.ts';
import { readEnrolment, writeRows } from '../../storage/enrolment-book.ts';
import { readEnrolments } from '../../storage/enrolment-lookup.ts';
import { headObject, readObject } from '../../storage/object-store.ts';
import { runEnrolment } from '../../use-cases/run-enrolment.ts';
import { enrolmentQueue } from '../enrolment-queue.ts';

/** Well before the function's time-out, with a write that is repeated then. */
const RUN_MS = 12_000;

const ports = {
  enrolments: { readEnrolment, readEnrolments, writeRows },
  objects: { headObject, readObject },
  queue: enrolmentQueue,
  keys: connectorKeys,
  pause,
};

export const handler = queueHandler({
  name: 'enrolment-files',
  schema: enrolmentMessage,
  handle: async (message) => {
    for (const enrolmentId of enrolmentsOf(message)) {
      await runEnrolment({ ...ports, timeIsUp: timeBudget(RUN_MS) }, enrolmentId);
    }
  },
});
