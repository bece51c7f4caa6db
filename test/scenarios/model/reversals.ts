import { expect } from 'vitest';
import type { ReversalRequest } from '../../../lambdas/contracts/movement.ts';
import { isReplay } from '../../support/order-life.ts';
import { decimal } from './exact.ts';
import type { Command, Model, Real } from './life.ts';
import { expectLimits, expectOrder, expectRefused, heard, MONTHS } from './life.ts';
import type { Part, Refusal } from './moved.ts';
import { eighths, move, numberRefusal, partsByLine } from './moved.ts';
import type { ModelOrder } from './order.ts';
import { authorizationStatus, isDeclined, isOpen, newOrder, returnStatus, statusOf, wasSettled } from './order.ts';

/** Reverses an order, the whole of it or what is named of its lines; `undefined` picks one that has not arrived. */
export const reverse = (pick: number | undefined, no: number, parts: readonly Part[] | undefined): Command => ({
  check: ({ orders }) => pick === undefined || orders.length > 0,
  run: async (model, real) => {
    const order = pick === undefined ? notArrived(model, real) : pickOrder(model, pick);
    const lines =
      order.decided && parts && partsByLine(order, parts).map(([at, part]) => returnedLine(order, at, part));
    const body: ReversalRequest = { reversalNo: `R${no}`, reason: '退诊', ...(lines && { lines }) };
    const ask = () => real.life.reverse(order.orderNo, body);
    const answer = heard(real, 'reverse', await ask(), ask);
    const refusal = reversalRefusal(model, order, body);
    if (refusal === 'replay') expect(isReplay(answer)).toBe(true);
    else if (refusal !== undefined) expectRefused(answer, refusal);
    else {
      expectReversed(model, order, lines, answer);
      order.numbers.set(body.reversalNo, JSON.stringify(lines ?? null));
    }
    if (answer.status < 300) await expectOrder(model, real, order);
    await expectLimits(model, real, order.month);
  },
  toString: () => `reverse ${pick ?? 'early'} R${no} ${parts === undefined ? 'whole' : JSON.stringify(parts)}`,
});

/** Mostly one of which something can be given back, if there is any. */
function pickOrder({ orders }: Model, pick: number): ModelOrder {
  const settled = orders.filter((order) => wasSettled(order) && returnStatus(order) !== 'reversed');
  const from = pick % 4 === 0 || settled.length === 0 ? orders : settled;
  return from[pick % from.length] as ModelOrder;
}

function notArrived(model: Model, { memberId }: Real): ModelOrder {
  const before = model.orders.find(({ decided }) => decided === undefined);
  if (before !== undefined) return before;
  const order = newOrder(`${memberId}-${model.orders.length}`, MONTHS[0]);
  model.orders.push(order);
  return order;
}

type Lines = ReversalRequest['lines'];

function returnedLine(order: ModelOrder, at: number, part: Part): NonNullable<Lines>[number] {
  const { quantity = 0, returned = 0 } = order.progress[at] ?? {};
  const units = eighths(quantity - returned, part.quantity ?? 8);
  return { lineNo: order.decided?.[at]?.lineNo ?? 0, quantity: decimal(Math.max(1, units)) };
}

const returnedUnits = (order: ModelOrder, lines: Lines): readonly number[] =>
  order.progress.map(({ quantity, returned }, at) => {
    const asked = lines?.find(({ lineNo }) => lineNo === order.decided?.[at]?.lineNo);
    if (asked === undefined) return lines === undefined ? quantity : returned;
    return returned + Math.round(Number(asked.quantity) * 10_000);
  });

function expectReversed(
  model: Model,
  order: ModelOrder,
  lines: Lines,
  {
    status,
    body,
  }: { readonly status: number; readonly body: { readonly status: string; readonly totals?: object | undefined } },
): void {
  if (order.decided === undefined) {
    expect([status, body.status]).toEqual([200, 'reversed-before-arrival']);
    order.facts.push('tombstone');
  } else if (lines === undefined && !wasSettled(order) && isOpen(order, model.now)) {
    expect([status, body.status]).toEqual([201, 'voided']);
    order.authorization = 'voided';
    order.facts.push('void');
  } else {
    const after = returnedUnits(order, lines);
    move(
      order,
      body,
      order.progress.map((progress, at) => ({ ...progress, returned: after[at] ?? 0 })),
      'returned',
    );
    if (isOpen(order, model.now)) order.authorization = 'voided';
    order.facts.push('reversal');
    expect([status, body.status]).toEqual([201, returnStatus(order)]);
  }
}

function reversalRefusal(
  model: Model,
  order: ModelOrder,
  { reversalNo, lines }: ReversalRequest,
): 'replay' | Refusal | undefined {
  const known = numberRefusal(order, reversalNo, lines ?? null);
  if (known !== undefined || order.decided === undefined) return known;
  if (isDeclined(order)) return [409, 'order.declined', 'declined'];
  const status = statusOf(order, model.now);
  const ended = order.authorization !== undefined && authorizationStatus(order, model.now);
  if (!wasSettled(order) && (ended === 'voided' || ended === 'expired')) return [409, `authorization.${ended}`, ended];
  if (lines === undefined) return status === 'reversed' ? [409, 'order.reversed', 'reversed'] : undefined;
  const after = returnedUnits(order, lines);
  const exceeded = order.progress.filter(({ quantity }, at) => (after[at] ?? 0) > quantity);
  if (exceeded.length === 0) return undefined;
  const onlyHeld = exceeded.some(({ quantity }) => quantity === 0) && isOpen(order, model.now);
  return [422, onlyHeld ? 'reversal.not-settled' : 'reversal.exceeds-settled'];
}
