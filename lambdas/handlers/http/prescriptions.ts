import { prescriptionRequest } from '../../contracts/prescription.ts';
import { routes } from '../../contracts/routes.ts';
import { connectorKeys } from '../../runtime/connector-keys.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { findIdentity } from '../../storage/member-registry.ts';
import { readFacts } from '../../storage/order-record.ts';
import { readIssuingFile, writePrescription } from '../../storage/prescription-register.ts';
import { putPrescription } from '../../use-cases/put-prescription.ts';

const ports = {
  members: { findIdentity },
  orders: { readFacts },
  prescriptions: { readIssuingFile, writePrescription },
  keys: connectorKeys,
  pause,
};

export const handler = door({
  route: routes.putPrescription,
  schema: prescriptionRequest,
  handle: (call) => putPrescription(ports, call),
});
