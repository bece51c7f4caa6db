import { planRequest } from '../../contracts/plan.ts';
import { routes } from '../../contracts/routes.ts';
import { door } from '../../runtime/door.ts';
import { pause } from '../../runtime/pause.ts';
import { readPlanFile, writePublication } from '../../storage/publications.ts';
import { readReferable } from '../../storage/referable.ts';
import { publishPlan } from '../../use-cases/publish-plan.ts';

const ports = { press: { readPlanFile, readReferable, writePublication }, pause };

export const handler = door({
  route: routes.publishPlan,
  schema: planRequest,
  handle: (call) => publishPlan(ports, call),
});
