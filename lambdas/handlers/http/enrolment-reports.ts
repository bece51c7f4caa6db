import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { readReport } from '../../storage/enrolment-book.ts';
import { readEnrolment } from '../../use-cases/read-enrolment.ts';

const ports = { enrolments: { readReport } };

export const handler = door({ route: routes.readEnrolment, handle: (call) => readEnrolment(ports, call) });
