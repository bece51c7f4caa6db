import { shanghaiInstant } from '../../../lambdas/domain/calendar.ts';
import type { DemoPartnerId } from '../../../local/partners/demo-partners.ts';
import type { Asking } from '../clients.ts';
import { drugBody, prescriptionBody } from '../order-bodies.ts';
import type { KnownOrder } from '../world.ts';
import { recent, remembered } from '../world.ts';
import type { Desk, Operation } from './desk.ts';
import { ask, noteIfTaken, someMember } from './desk.ts';

type Event = readonly [type: string, data: object];

async function tell(
  desk: Desk,
  partnerId: DemoPartnerId,
  orderNo: string,
  [type, data]: Event,
  webhookId?: string,
): Promise<Asking> {
  const { world, clients, clock, journal } = desk;
  const sequence = world.chance.oneIn(3) ? { sequence: world.chance.between(1, 9) } : {};
  const body = JSON.stringify({ type: `order.${type}`, occurredAt: shanghaiInstant(clock.now()), ...sequence, data });
  const asking: Asking = {
    ...{ partnerId, kind: type, method: 'POST', target: '/v1/webhooks/pharmacy-orders', body },
    webhookId: webhookId ?? world.number('msg'),
  };
  world.sent = remembered(world.sent, asking);
  const told = await clients.send(asking);
  journal.keep(asking, told, { operation: 'event', orderNo, number: asking.webhookId ?? null });
  return asking;
}

async function submit(desk: Desk): Promise<void> {
  const { world, clock } = desk;
  const order = drugBody(world, clock, someMember(world));
  const providerId: DemoPartnerId = world.chance.pick(['pharmacy-a', 'pharmacy-a', 'pharmacy-b']);
  const known: Omit<KnownOrder, 'first'> = {
    providerId,
    order,
    authorizationId: undefined,
    isSettled: false,
    numbers: [],
  };
  // known before it is told, since what happens to it may be told first
  const first: Asking = { partnerId: providerId, kind: 'submitted', method: 'POST', target: '', webhookId: '' };
  world.orders = remembered(world.orders, { ...known, first });
  await tell(desk, providerId, order.orderNo, ['submitted', order]);
}

function happening({ world, clock }: Desk, { order, numbers }: KnownOrder): Event {
  const { chance } = world;
  const { orderNo, lines } = order;
  const some = lines.slice(0, chance.between(1, lines.length));
  switch (
    chance.weighed([
      [4, 'dispensed'],
      [2, 'delivered'],
      [2, 'returned'],
      [1, 'cancelled'],
    ] as const)
  ) {
    case 'dispensed': {
      const part = chance.pick([0.5, 1, 1, 1.1]);
      const dispensed = some.map(({ lineNo, quantity, amount }) => ({
        lineNo,
        quantity,
        amount: Math.round(amount * part),
      }));
      return ['dispensed', { orderNo, ...(chance.oneIn(2) && { lines: dispensed }) }];
    }
    case 'delivered':
      return ['delivered', { orderNo, deliveredAt: shanghaiInstant(clock.now()) }];
    case 'cancelled':
      return ['cancelled', { orderNo, reason: 'out of stock' }];
    case 'returned': {
      const before = recent(chance, numbers);
      const returnNo = before !== undefined && chance.oneIn(3) ? before : world.number('TH');
      numbers.push(returnNo);
      return ['returned', { orderNo, returnNo, lines: some.map(({ lineNo }) => ({ lineNo, quantity: '1' })) }];
    }
  }
}

/** One event of an order, or several at once, in no order at all. */
async function happen(desk: Desk): Promise<void> {
  const { world } = desk;
  const known = recent(
    world.chance,
    world.orders.filter(({ providerId }) => providerId.startsWith('pharmacy')),
  );
  if (known === undefined) return submit(desk);
  const events = Array.from(
    {
      length: world.chance.weighed([
        [5, 1],
        [2, 2],
        [1, 3],
      ]),
    },
    () => happening(desk, known),
  );
  await Promise.all(events.map((event) => tell(desk, known.providerId, known.order.orderNo, event)));
}

/** An event once more under its id, perhaps with another content. */
async function repeat(desk: Desk): Promise<void> {
  const { world, clients } = desk;
  const asking = recent(
    world.chance,
    world.sent.filter(({ webhookId }) => webhookId !== undefined),
  );
  if (asking === undefined) return;
  const body = world.chance.oneIn(4) ? asking.body?.replace('"data"', '"sequence":77,"data"') : asking.body;
  await clients.send({ ...asking, body, kind: 'event-again' });
}

async function prescribe(desk: Desk): Promise<void> {
  const { world, clock } = desk;
  const before = world.chance.oneIn(3) ? recent(world.chance, world.prescriptions) : undefined;
  const memberId = before?.memberId ?? someMember(world).memberId;
  const prescriptionNo = before?.prescriptionNo ?? world.number('RX');
  const body = prescriptionBody(world, clock, memberId);
  const [, { status }] = await ask(
    desk,
    'prescribe',
    'hospital-a',
    ['PUT', `/v1/prescriptions/${prescriptionNo}`],
    body,
  );
  if (before !== undefined && status < 300) {
    before.body = body;
    desk.faults.happened('prescription-changed');
  }
  if (before === undefined) world.prescriptions = remembered(world.prescriptions, { prescriptionNo, memberId, body });
}

async function withdraw(desk: Desk): Promise<void> {
  const known = recent(desk.world.chance, desk.world.prescriptions);
  if (known === undefined) return;
  const [, told] = await ask(
    desk,
    'withdraw',
    'hospital-a',
    ['POST', `/v1/prescriptions/${known.prescriptionNo}/void`],
    {
      reason: 'wrong dose',
    },
  );
  noteIfTaken(desk, 'prescription-changed', told);
}

export const pharmacyOperations: readonly Operation[] = [
  [6, submit],
  [11, happen],
  [2, repeat],
  [5, prescribe],
  [1, withdraw],
];
