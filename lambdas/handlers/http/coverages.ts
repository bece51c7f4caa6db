import { coverageRequest } from '../../contracts/coverage.ts';
import { routes } from '../../contracts/routes.ts';
import { connectorKeys } from '../../runtime/connector-keys.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readEnrolmentFile, writeEnrolment } from '../../storage/member-registry.ts';
import { putCoverage } from '../../use-cases/put-coverage.ts';

const ports = { members: { readEnrolmentFile, writeEnrolment }, keys: connectorKeys, pause };

export const handler = door({
  route: routes.putCoverage,
  schema: coverageRequest,
  handle: (call) => putCoverage(ports, call),
});
