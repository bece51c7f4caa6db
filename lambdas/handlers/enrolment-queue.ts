import type { EnrolmentMessage } from '../contracts/enrolment-file.ts';
import { sendWork } from '../gateways/work-queue.ts';

/** The queue behind the use cases that have a file worked off. */
export const enrolmentQueue = {
  sendEnrolment: (message: EnrolmentMessage): Promise<void> => sendWork('enrolment-files', message),
};
