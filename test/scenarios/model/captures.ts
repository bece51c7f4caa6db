import { expect } from 'vitest';
import type { CaptureRequest } from '../../../lambdas/contracts/movement.ts';
import { isReplay } from '../../support/order-life.ts';
import { decimal } from './exact.ts';
import type { Command, Model } from './life.ts';
import { expectLimits, expectOrder, expectRefused, heard } from './life.ts';
import type { Part, Refusal } from './moved.ts';
import { eighths, move, numberRefusal, partsByLine } from './moved.ts';
import type { ModelOrder } from './order.ts';
import { authorizationStatus, isOpen } from './order.ts';
import type { Progress } from './standing.ts';

function captured(order: ModelOrder, lines: CaptureRequest['lines']): Progress[] {
  return order.progress.map((progress, at) => {
    const { quantity: all = 0, amount: billed = 0, lineNo } = order.decided?.[at] ?? {};
    const asked = lines?.find((line) => line.lineNo === lineNo);
    if (asked === undefined) return lines === undefined ? { ...progress, amount: billed, quantity: all } : progress;
    const quantity =
      asked.quantity === undefined ? all : progress.quantity + Math.round(Number(asked.quantity) * 10_000);
    return { ...progress, amount: progress.amount + asked.amount, quantity };
  });
}

const heldOrders = ({ orders }: Readonly<Model>): readonly ModelOrder[] =>
  orders.filter(({ authorizationId }) => authorizationId !== undefined);

/** Mostly one that is open, if there is any. */
function pickHeld(model: Model, pick: number): ModelOrder {
  const held = heldOrders(model);
  const open = held.filter((order) => isOpen(order, model.now));
  const from = pick % 4 === 0 || open.length === 0 ? held : open;
  return from[pick % from.length] as ModelOrder;
}

/** Captures of an authorization what is named of its lines; undefined: all that is left. */
export const capture = (
  pick: number,
  no: number,
  parts: readonly Part[] | undefined,
  final: boolean | undefined,
): Command => ({
  check: (model) => heldOrders(model).length > 0,
  run: async (model, real) => {
    const order = pickHeld(model, pick);
    const lines = parts && partsByLine(order, parts).map(([at, part]) => capturedLine(order, at, part));
    const body: CaptureRequest = {
      captureNo: `C${no}`,
      ...(lines && { lines }),
      ...(final !== undefined && { final }),
    };
    const ask = () => real.life.capture(order.authorizationId ?? '', body);
    const answer = heard(real, 'capture', await ask(), ask);
    const refusal = captureRefusal(model, order, body);
    if (refusal === 'replay') expect(isReplay(answer)).toBe(true);
    else if (refusal !== undefined) expectRefused(answer, refusal);
    else {
      const progress = captured(order, lines);
      const all = progress.every(({ amount }, at) => amount === order.decided?.[at]?.amount);
      const closes = (final ?? true) || all;
      expect([answer.status, answer.body.status]).toEqual([201, closes ? 'captured' : 'partially-captured']);
      move(order, answer.body, progress, 'quantity');
      order.numbers.set(body.captureNo, JSON.stringify([lines ?? null, final ?? true]));
      order.facts.push('capture');
      if (closes) order.authorization = 'captured';
    }
    if (answer.status < 300) await expectOrder(model, real, order);
    await expectLimits(model, real, order.month);
  },
  toString: () =>
    `capture ${pick} C${no} ${parts === undefined ? 'all' : JSON.stringify(parts)}${final === undefined ? '' : ` final ${final}`}`,
});

function capturedLine(order: ModelOrder, at: number, part: Part): NonNullable<CaptureRequest['lines']>[number] {
  const { lineNo = 0, amount = 0, quantity = 0 } = order.decided?.[at] ?? {};
  const { amount: before = 0, quantity: unitsBefore = 0 } = order.progress[at] ?? {};
  const units = part.quantity === undefined ? 0 : eighths(quantity - unitsBefore, part.quantity);
  return { lineNo, amount: eighths(amount - before, part.amount), ...(units > 0 && { quantity: decimal(units) }) };
}

function captureRefusal(
  model: Model,
  order: ModelOrder,
  { captureNo, lines, final = true }: CaptureRequest,
): 'replay' | Refusal | undefined {
  const known = numberRefusal(order, captureNo, [lines ?? null, final]);
  if (known !== undefined) return known;
  const status = authorizationStatus(order, model.now);
  if (!isOpen(order, model.now)) return [409, `authorization.${status}`, status];
  const exceeds = captured(order, lines).some(({ amount, quantity }, at) => {
    const line = order.decided?.[at];
    return amount > Number(line?.amount) || quantity > Number(line?.quantity);
  });
  return exceeds ? [422, 'capture.exceeds-authorized'] : undefined;
}

/** Voids an authorization. */
export const release = (pick: number): Command => ({
  check: (model) => heldOrders(model).length > 0,
  run: async (model, real) => {
    const order = pickHeld(model, pick);
    const ask = () => real.life.release(order.authorizationId ?? '');
    const answer = heard(real, 'void', await ask(), ask);
    const status = authorizationStatus(order, model.now);
    if (isOpen(order, model.now)) {
      expect([answer.status, isReplay(answer)]).toEqual([200, false]);
      order.authorization = 'voided';
      order.facts.push('void');
    } else if (status === 'voided') expect([answer.status, isReplay(answer)]).toEqual([200, true]);
    else expectRefused(answer, [409, `authorization.${status}`, status]);
    if (answer.status < 300) await expectOrder(model, real, order);
    await expectLimits(model, real, order.month);
  },
  toString: () => `void ${pick}`,
});
