import { eligibilityRequest } from '../../contracts/eligibility.ts';
import { routes } from '../../contracts/routes.ts';
import { connectorKeys } from '../../runtime/connector-keys.ts';
import { door } from '../../runtime/door.ts';
import { findIdentity, readMemberFile } from '../../storage/member-registry.ts';
import { plansOnDate } from '../../storage/plan-shelf.ts';
import { readSharedTotals } from '../../storage/shared-totals.ts';
import { checkEligibility } from '../../use-cases/check-eligibility.ts';

const ports = {
  members: { findIdentity, readMemberFile },
  plans: { plansOnDate },
  shared: { readSharedTotals },
  keys: connectorKeys,
};

export const handler = door({
  route: routes.checkEligibility,
  schema: eligibilityRequest,
  handle: (call) => checkEligibility(ports, call),
});
