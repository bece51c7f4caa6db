import type { OrderRequest } from '../../../lambdas/contracts/order.ts';
import type { DemoPartnerId } from '../../../local/partners/demo-partners.ts';
import { consultBody, drugBody } from '../order-bodies.ts';
import { recent, remembered } from '../world.ts';
import type { Desk, Operation } from './desk.ts';
import { ask, askForGood, someMember, textOf } from './desk.ts';

const hospital = ({ world }: Desk): DemoPartnerId => world.chance.pick(['hospital-a', 'hospital-a', 'hospital-b']);

function anOrder({ world, clock }: Desk): OrderRequest {
  const member = someMember(world);
  return world.chance.oneIn(3) ? drugBody(world, clock, member) : consultBody(world, clock, member);
}

async function settle(desk: Desk): Promise<void> {
  const [by, order] = [hospital(desk), anOrder(desk)];
  const quoteToken = desk.world.chance.oneIn(4) ? await quoted(desk, by, order) : undefined;
  const bodies = { ...order, ...(quoteToken !== undefined && { quoteToken }) };
  await settleAs(desk, by, bodies);
}

async function quoted(desk: Desk, by: DemoPartnerId, order: OrderRequest): Promise<string | undefined> {
  const [, told] = await ask(desk, 'quote', by, ['POST', '/v1/quotes'], order);
  return textOf(told, 'quoteToken');
}

async function settleAs(desk: Desk, by: DemoPartnerId, order: OrderRequest): Promise<void> {
  const { world } = desk;
  const about = { operation: 'settle', orderNo: order.orderNo, number: null } as const;
  const [first, told] = await askForGood(desk, about, by, ['POST', '/v1/settlements'], order);
  const isSettled = told.body['status'] === 'settled';
  const known = { providerId: by, order, first, authorizationId: undefined, isSettled, numbers: [] };
  world.orders = remembered(world.orders, known);
}

async function authorize(desk: Desk): Promise<void> {
  await authorizeAs(desk, hospital(desk), anOrder(desk));
}

async function authorizeAs(desk: Desk, by: DemoPartnerId, order: OrderRequest): Promise<void> {
  const { world } = desk;
  const expiresInSeconds = world.chance.pick([60, 900, 7_200, 86_400, 2_592_000]);
  const about = { operation: 'authorize', orderNo: order.orderNo, number: null } as const;
  const [first, told] = await askForGood(desk, about, by, ['POST', '/v1/authorizations'], {
    ...order,
    expiresInSeconds,
  });
  const authorizationId = told.body['status'] === 'authorized' ? textOf(told, 'authorizationId') : undefined;
  world.orders = remembered(world.orders, {
    providerId: by,
    order,
    first,
    authorizationId,
    isSettled: false,
    numbers: [],
  });
}

/** Many at once for one person or one pool: whoever comes last gets what is left. */
async function crowd(desk: Desk): Promise<void> {
  const { world, clock } = desk;
  const [member, by] = [someMember(world), hospital(desk)];
  const orders = Array.from({ length: world.chance.between(2, 4) }, () => consultBody(world, clock, member));
  await Promise.all(
    orders.map((order) => (world.chance.oneIn(2) ? settleAs(desk, by, order) : authorizeAs(desk, by, order))),
  );
}

/** One number at once by several of the provider's machines, sometimes with something else in it, or by two doors. */
async function sameNumber(desk: Desk): Promise<void> {
  const { world } = desk;
  const [by, order] = [hospital(desk), anOrder(desk)];
  const [line, ...others] = order.lines;
  const other = line === undefined ? order : { ...order, lines: [{ ...line, amount: line.amount + 1 }, ...others] };
  await Promise.all([
    settleAs(desk, by, order),
    world.chance.oneIn(3) ? authorizeAs(desk, by, order) : settleAs(desk, by, order),
    ...(world.chance.oneIn(2) ? [settleAs(desk, by, other)] : []),
  ]);
}

/** What was sent before, once more, as it was. */
async function again(desk: Desk): Promise<void> {
  const { world, clients } = desk;
  const asking = recent(world.chance, world.sent);
  if (asking !== undefined) await clients.send({ ...asking, kind: `${asking.kind}-again` });
}

/** An order of before, whose answer must be what it was. */
async function orderAgain(desk: Desk): Promise<void> {
  const { world, clients, journal } = desk;
  const known = recent(world.chance, world.orders);
  if (known === undefined || known.first.webhookId !== undefined) return;
  const { first, order } = known;
  const operation = first.target.endsWith('settlements') ? 'settle' : 'authorize';
  const changed = world.chance.oneIn(3) ? { ...order, diagnoses: [{ code: 'J00.x00' }] } : undefined;
  const asking = changed === undefined ? first : { ...first, body: JSON.stringify(changed) };
  journal.keep(asking, await clients.send({ ...asking, kind: `${operation}-again` }), {
    operation,
    orderNo: order.orderNo,
    number: null,
  });
}

async function look(desk: Desk): Promise<void> {
  const { world } = desk;
  const known = recent(world.chance, world.orders);
  const member = someMember(world);
  const by = hospital(desk);
  switch (world.chance.below(4)) {
    case 0:
      await ask(desk, 'eligibility', by, ['POST', '/v1/eligibility-checks'], { member: { memberId: member.memberId } });
      return;
    case 1:
      await ask(desk, 'decisions', by, ['GET', `/v1/members/${member.memberId}/decisions`]);
      return;
    case 2:
      await ask(desk, 'quote', by, ['POST', '/v1/quotes'], anOrder(desk));
      return;
    default:
      if (known === undefined) return;
      await ask(desk, 'read', known.providerId, ['GET', `/v1/orders/${known.order.orderNo}`]);
  }
}

export const orderOperations: readonly Operation[] = [
  [18, settle],
  [13, authorize],
  [4, crowd],
  [3, sameNumber],
  [3, again],
  [4, orderAgain],
  [6, look],
];
