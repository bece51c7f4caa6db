import type * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Connector } from '../../support/connector.ts';
import type { OrderLife, Told } from '../../support/order-life.ts';
import { isReplay } from '../../support/order-life.ts';
import { decimal, sum } from './exact.ts';
import type { ModelOrder } from './order.ts';
import { standings, statusOf, takenBy } from './order.ts';
import type { World } from './plan.ts';

/** What the model knows: the orders of one member, and the time. */
export interface Model {
  readonly world: World;
  readonly orders: ModelOrder[];
  now: number;
}

/** The product, and what was asked of it so far that it granted. */
export interface Real {
  readonly connector: Connector;
  readonly life: OrderLife;
  readonly memberId: string;
  readonly granted: { readonly ask: () => Promise<Told<unknown>>; readonly text: string; readonly status: number }[];
  readonly told: Map<string, number>;
}

export type Command = fc.AsyncCommand<Model, Real>;

export const MONTHS = ['2026-05', '2026-06'] as const;

export const limitOf = ({ world }: Model, limitId: string): number =>
  limitId === 'deductible' ? world.deductible : (world.limits.find((one) => one.limitId === limitId)?.max ?? 0);

/** What all orders use and hold of a limit, in the month if it is one of months. */
export function balance(
  model: Model,
  limitId: string,
  month: string,
): { readonly used: number; readonly held: number } {
  const monthly = model.world.limits.find((one) => one.limitId === limitId)?.per === 'month';
  const taken = model.orders
    .filter((order) => !monthly || order.month === month)
    .map((order) => takenBy(model.world, order, model.now));
  return {
    used: sum(taken.map(({ used }) => used.get(limitId) ?? 0)),
    held: sum(taken.map(({ held }) => held.get(limitId) ?? 0)),
  };
}

export function leftOf(model: Model, limitId: string, month: string): number {
  const { used, held } = balance(model, limitId, month);
  return limitOf(model, limitId) - used - held;
}

/** Remembers an answer, and, where the request was granted, how to ask it again. */
export function heard<Body>(
  real: Real,
  what: string,
  answer: Told<Body>,
  ask: () => Promise<Told<unknown>>,
): Told<Body> {
  const { status, text } = answer;
  const named = `${what} ${answer.body.code ?? status}`;
  real.told.set(named, (real.told.get(named) ?? 0) + 1);
  if (status < 300 && !isReplay(answer)) real.granted.push({ ask, text, status });
  return answer;
}

/** Every limit, as an eligibility check shows it: what the model says, and never less than nothing. */
export async function expectLimits(model: Model, { life, memberId }: Real, month: string): Promise<void> {
  const { body } = await life.check(memberId, `${month}-15`);
  const shown = body.coverages[0]?.benefits[0]?.limits ?? [];
  expect(shown.map(({ limitId }) => limitId)).toEqual(model.world.limits.map(({ limitId }) => limitId));
  for (const { limitId, measure, used, held, remaining } of shown) {
    const expected = balance(model, limitId, month);
    const left = leftOf(model, limitId, month);
    expect(Math.min(expected.used, expected.held, left), `${limitId} in the model`).toBeGreaterThanOrEqual(0);
    const figures = [expected.used, expected.held, left].map((figure) =>
      measure === 'quantity' ? decimal(figure) : figure,
    );
    expect([limitId, used, held, remaining]).toEqual([limitId, ...figures]);
  }
}

/** The order as its provider reads it back. */
export async function expectOrder({ now }: Model, { life }: Real, order: ModelOrder): Promise<void> {
  const { status, body } = await life.read(order.orderNo);
  if (order.facts.length === 0) return expect(body.code).toBe('order.unknown');
  expect([status, body.status, body.facts.map(({ type }) => type)]).toEqual([200, statusOf(order, now), order.facts]);
  const left = standings(order).flatMap(({ insurer, patient }, at) => {
    const [lineNo, progress] = [order.decided?.[at]?.lineNo, order.progress[at]];
    const quantity = (progress?.quantity ?? 0) - (progress?.returned ?? 0);
    return quantity === 0 ? [] : [{ lineNo, quantity: decimal(quantity), insurer, patient }];
  });
  expect(body.refundable).toEqual(left);
}

/** What a request that is refused leaves behind: a problem with this code, and the state where it is a conflict of states. */
export function expectRefused({ status, body }: Told<unknown>, expected: readonly [number, string, string?]): void {
  const [code, problem, state] = expected;
  expect([status, body.code]).toEqual([code, problem]);
  if (state !== undefined) expect(body.existing?.status).toBe(state);
}
