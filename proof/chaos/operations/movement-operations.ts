import type { KnownOrder, World } from '../world.ts';
import { recent } from '../world.ts';
import type { Desk, Operation } from './desk.ts';
import { askForGood } from './desk.ts';

const isHospital = ({ providerId }: KnownOrder): boolean => providerId.startsWith('hospital');

const authorized = ({ chance, orders }: World): KnownOrder | undefined =>
  recent(
    chance,
    orders.filter((known) => isHospital(known) && known.authorizationId !== undefined),
  );

/** A number of its own, or one that was used before. */
function numberFor(world: World, known: KnownOrder, kind: string): string {
  const before = recent(world.chance, known.numbers);
  const number = before !== undefined && world.chance.oneIn(5) ? before : world.number(kind);
  if (number !== before) known.numbers.push(number);
  return number;
}

/** All of it, a part, or more than there is. */
function captureBody(world: World, known: KnownOrder): object {
  const { chance } = world;
  const captureNo = numberFor(world, known, 'C');
  if (chance.oneIn(3)) return { captureNo };
  const lines = known.order.lines.slice(0, chance.between(1, known.order.lines.length)).map(({ lineNo, amount }) => ({
    lineNo,
    amount: Math.round(amount * chance.pick([0.1, 1 / 3, 0.5, 0.9, 1, 1.2])),
  }));
  return { captureNo, lines, final: chance.oneIn(4) };
}

async function capture(desk: Desk): Promise<void> {
  const known = authorized(desk.world);
  if (known !== undefined) await captureOf(desk, known);
}

async function captureOf(desk: Desk, known: KnownOrder): Promise<void> {
  const body = captureBody(desk.world, known) as { readonly captureNo: string };
  const about = { operation: 'capture', orderNo: known.order.orderNo, number: body.captureNo } as const;
  const target = `/v1/authorizations/${known.authorizationId}/captures`;
  const [, told] = await askForGood(desk, about, known.providerId, ['POST', target], body);
  if (told.status === 201) known.isSettled = true;
}

async function release(desk: Desk): Promise<void> {
  const known = authorized(desk.world);
  if (known !== undefined) await releaseOf(desk, known);
}

async function releaseOf(desk: Desk, { providerId, authorizationId, order }: KnownOrder): Promise<void> {
  const about = { operation: 'void', orderNo: order.orderNo, number: null } as const;
  await askForGood(desk, about, providerId, ['POST', `/v1/authorizations/${authorizationId}/void`], {});
}

async function reverse(desk: Desk): Promise<void> {
  const { world } = desk;
  const known = recent(
    world.chance,
    world.orders.filter((one) => isHospital(one) && (one.isSettled || world.chance.oneIn(6))),
  );
  if (known !== undefined) await reverseOf(desk, known);
}

async function reverseOf(desk: Desk, known: KnownOrder): Promise<void> {
  const { world } = desk;
  const { chance } = world;
  const reversalNo = numberFor(world, known, 'R');
  const lines = known.order.lines.slice(0, chance.between(1, known.order.lines.length)).map(({ lineNo, quantity }) => ({
    lineNo,
    quantity: String(chance.pick([1, 1, 2, Number(quantity)])),
  }));
  const body = { reversalNo, reason: 'sent back', ...(!chance.oneIn(3) && { lines }) };
  const about = { operation: 'reverse', orderNo: known.order.orderNo, number: reversalNo } as const;
  await askForGood(desk, about, known.providerId, ['POST', `/v1/orders/${known.order.orderNo}/reversals`], body);
}

/** Before its order: the order, when it comes, finds that it was taken back. */
async function reverseUnknown(desk: Desk): Promise<void> {
  const { world } = desk;
  const number = world.number('HX');
  const body = { reversalNo: world.number('R'), reason: 'never sent' };
  const about = { operation: 'reverse', orderNo: number, number: body.reversalNo } as const;
  await askForGood(desk, about, 'hospital-a', ['POST', `/v1/orders/${number}/reversals`], body);
}

/** What excludes each other, at once. */
async function race(desk: Desk): Promise<void> {
  const { world } = desk;
  const known = authorized(world);
  if (known === undefined) return;
  const works = [captureOf, releaseOf, reverseOf].map((work) => () => work(desk, known));
  const chosen = works.filter(() => !world.chance.oneIn(3));
  await Promise.all(
    [...chosen, ...(world.chance.oneIn(2) ? [() => captureOf(desk, known)] : [])].map((work) => work()),
  );
}

export const movementOperations: readonly Operation[] = [
  [12, capture],
  [4, release],
  [9, reverse],
  [1, reverseUnknown],
  [5, race],
];
