import { routes } from '../../contracts/routes.ts';
import { fileDoor } from '../../runtime/door.ts';
import { createEnrolment, readEnrolment } from '../../storage/enrolment-book.ts';
import { presignPut, putOnce } from '../../storage/object-store.ts';
import { startEnrolment } from '../../use-cases/start-enrolment.ts';
import { enrolmentQueue } from '../enrolment-queue.ts';

const ports = {
  enrolments: { createEnrolment, readEnrolment },
  objects: { presignPut, putOnce },
  queue: enrolmentQueue,
};

export const handler = fileDoor({ route: routes.startEnrolment, handle: (call) => startEnrolment(ports, call) });
