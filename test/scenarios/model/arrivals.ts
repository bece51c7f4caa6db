import { expect } from 'vitest';
import type { OrderRequest } from '../../../lambdas/contracts/order.ts';
import { consultOrder } from '../../support/documents.ts';
import type { AuthorizationAnswer, SettlementAnswer } from '../../../lambdas/contracts/decision-answer.ts';
import type { Told } from '../../support/order-life.ts';
import { isReplay } from '../../support/order-life.ts';
import type { Billed, Decided } from './decision.ts';
import { decide } from './decision.ts';
import { decimal, sum } from './exact.ts';
import type { Command, Model, Real } from './life.ts';
import { expectLimits, expectOrder, heard, leftOf, MONTHS } from './life.ts';
import type { ModelOrder } from './order.ts';
import { decidedAs, newOrder } from './order.ts';

/** A bill as it is generated: quantities in quarters of a unit, priors in eighths of the amount. */
export interface Bill {
  readonly month: 0 | 1;
  readonly lines: readonly { readonly quarters: number; readonly amount: number; readonly priorEighths: number }[];
}

const QUARTER = 2_500;

const billed = ({ world }: Model, { lines }: Bill): readonly Billed[] =>
  lines.map(({ quarters, amount, priorEighths }, index) => ({
    ...{ lineNo: index + 1, quantity: quarters * QUARTER, amount },
    priorPaid: world.priorPayments ? Math.floor((amount * priorEighths) / 8) : 0,
  }));

function orderOf(real: Real, orderNo: string, month: string, lines: readonly Billed[]): OrderRequest {
  const prior = lines.filter(({ priorPaid }) => priorPaid > 0);
  return consultOrder(orderNo, real.memberId, [], {
    serviceAt: `${month}-10T09:30:00+08:00`,
    lines: lines.map(({ lineNo, quantity, amount }) => ({
      ...{ lineNo, category: 'consult', code: 'CONSULT-TEXT', name: '图文复诊', quantity: decimal(quantity), amount },
    })),
    ...(prior.length > 0 && {
      priorPayments: prior.map(({ lineNo, priorPaid }) => ({ payer: 'employer', lineNo, amount: priorPaid })),
    }),
  });
}

const MAX_ORDERS = 8;

function expectDecided(
  body: {
    readonly lines: readonly {
      readonly insurer: number;
      readonly patient: number;
      readonly reasons: readonly unknown[];
    }[];
  },
  lines: readonly Decided[],
): void {
  const deductible = (reasons: readonly unknown[]): number =>
    sum(
      (reasons as { code: string; amount: number }[]).filter(({ code }) => code === 'L501').map(({ amount }) => amount),
    );
  expect(body.lines.map(({ insurer, patient, reasons }) => [insurer, patient, deductible(reasons)])).toEqual(
    lines.map((line) => [line.insurer, line.patient, line.deductible]),
  );
}

/** An order comes: to be settled, or to be held for so many seconds. One that was reversed before it came is declined. */
export const arrive = (bill: Bill, holdSeconds: number | undefined, quoted: boolean): Command => ({
  check: ({ orders }) => orders.length < MAX_ORDERS || orders.some(({ decided }) => decided === undefined),
  run: async (model, real) => {
    const early = model.orders.find((order) => order.decided === undefined);
    const order = early ?? newOrder(`${real.memberId}-${model.orders.length}`, MONTHS[bill.month]);
    const lines = billed(model, bill);
    const request = orderOf(real, order.orderNo, order.month, lines);
    const decided =
      early === undefined ? decide(model.world, (id) => leftOf(model, id, order.month), lines) : refusedAll(lines);
    if (quoted && early === undefined) {
      const { status, body } = await real.life.quote(request);
      expect(status).toBe(200);
      expectDecided(body, decided);
    }
    await send(model, real, { order, request, decided, holdSeconds });
    if (early === undefined) model.orders.push(order);
    await expectOrder(model, real, order);
    await expectLimits(model, real, order.month);
  },
  toString: () =>
    `${quoted ? 'quote and ' : ''}${holdSeconds === undefined ? 'settle' : `hold ${holdSeconds} s`} ${JSON.stringify(bill)}`,
});

interface Sending {
  readonly order: ModelOrder;
  readonly request: OrderRequest;
  readonly decided: readonly Decided[];
  readonly holdSeconds: number | undefined;
}

async function send(model: Model, real: Real, { order, request, decided, holdSeconds }: Sending): Promise<void> {
  const { life } = real;
  const settles = holdSeconds === undefined;
  const ask = (): Promise<Told<SettlementAnswer | AuthorizationAnswer>> =>
    settles ? life.settle(request) : life.authorize(request, holdSeconds);
  const { status, body } = heard(real, settles ? 'settle' : 'authorize', await ask(), ask);
  const declined = decided.every(({ refused }) => refused);
  const granted = settles ? 'settled' : 'authorized';
  expect([status, body.status]).toEqual([201, declined ? 'declined' : granted]);
  expectDecided(body, decided);
  decidedAs(order, decided, declined ? 'decline' : settles ? 'settlement' : 'authorization');
  if (settles) return;
  order.authorization = declined ? 'declined' : 'open';
  order.authorizationId = String(body['authorizationId']);
  order.expiresAt = model.now + holdSeconds * 1_000;
}

/** An order that was reversed before it came (T714). */
const refusedAll = (lines: readonly Billed[]): readonly Decided[] =>
  lines.map((line) => {
    const patient = line.amount - line.priorPaid;
    return { ...line, refused: true, insurer: 0, patient, kept: line.quantity, deductible: 0 };
  });

/** What was granted before is granted again, with the same bytes. */
export const repeat = (pick: number): Command => ({
  check: () => true,
  run: async (model, real) => {
    const before = real.granted[pick % Math.max(1, real.granted.length)];
    if (before === undefined) return;
    const again = heard(real, 'repeat', await before.ask(), before.ask);
    expect([again.status, again.text, isReplay(again)]).toEqual([before.status, before.text, true]);
    await expectLimits(model, real, MONTHS[pick % 2 === 0 ? 0 : 1]);
  },
  toString: () => `repeat ${pick}`,
});

/** The time passes; what ends, ends at its instant. */
export const pass = (seconds: number): Command => ({
  check: () => true,
  run: async (model, real) => {
    model.now += seconds * 1_000;
    real.connector.advance(seconds);
    for (const month of MONTHS) await expectLimits(model, real, month);
  },
  toString: () => `pass ${seconds} s`,
});
