import { withdrawalRequest } from '../../contracts/prescription.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { exceptionWrite } from '../../storage/exception-register.ts';
import { readOrderRecord } from '../../storage/order-record.ts';
import { postMove } from '../../storage/post-move.ts';
import { readPrescriptionUse, writeWithdrawal } from '../../storage/prescription-withdrawal.ts';
import { voidPrescription } from '../../use-cases/void-prescription.ts';

const ports = {
  orders: { postMove, readOrderRecord },
  prescriptions: { readPrescriptionUse, writeWithdrawal },
  events: { exceptionWrite },
  pause,
};

export const handler = door({
  route: routes.voidPrescription,
  schema: withdrawalRequest,
  handle: (call) => voidPrescription(ports, call),
});
