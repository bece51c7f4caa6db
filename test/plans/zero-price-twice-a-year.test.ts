import { describe, expect, it } from 'vitest';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { afterwards, paid, pays } from '../domain/builders.ts';
import {
  consult,
  decideOn,
  drugs,
  enrolled,
  IBUPROFEN,
  METFORMIN,
  onDate,
  planDocument,
  UNLISTED,
} from './plan-documents.ts';

const plan = planDocument('zero-price-twice-a-year');
const member = enrolled(plan, { from: '2026-03-15', to: '2028-03-14' });

function inTurn(...orders: readonly Order[]): readonly Adjudication[] {
  let balances: Balances = new Map();
  return orders.map((order) => {
    const adjudication = decideOn(plan, order, { ...member, balances });
    balances = afterwards(balances, adjudication.draws.values());
    return adjudication;
  });
}

describe('zero price, twice a year', () => {
  it('takes nothing from the patient: what is above the price, the provider writes off', () => {
    const two = { code: METFORMIN, quantity: 2 };
    expect(inTurn(consult(6_000), consult(6_001)).map(paid)).toEqual([pays(6_000, 0, ''), pays(6_000, 0, 'C305 1', 1)]);
    expect(inTurn(drugs({ ...two, amount: 3_160 }), drugs({ ...two, amount: 3_600 })).map(paid)).toEqual([
      pays(3_160, 0, ''),
      pays(3_160, 0, 'C305 440', 440),
    ]);
  });

  it('pays two consults and two orders of drugs; the third of each is the patient’s (L507)', () => {
    const drug = drugs([
      { code: METFORMIN, amount: 1_580 },
      { code: IBUPROFEN, amount: 1_690 },
      { category: 'delivery', code: 'DELIVERY', amount: 1_000 },
    ]);
    expect(inTurn(consult(5_000), drug, drug, consult(5_000), consult(5_000), drug).map(paid)).toEqual([
      pays(5_000, 0, ''),
      pays(4_270, 0, ' |  | '),
      pays(4_270, 0, ' |  | '),
      pays(5_000, 0, ''),
      pays(0, 5_000, 'L507 5000'),
      pays(0, 4_270, 'L507 1580 | L507 1690 | L507 1000'),
    ]);
  });

  it('counts from the anniversary of the coverage', () => {
    const days = ['2026-03-15', '2027-03-14', '2027-03-14', '2027-03-15'];
    expect(inTurn(...days.map((day) => consult(5_000, onDate(day)))).map((one) => paid(one).insurer)).toEqual([
      ...[5_000, 5_000, 0, 5_000],
    ]);
  });

  it('takes no visit for what it refuses', () => {
    const unlisted = drugs({ code: UNLISTED, amount: 900 });
    const listed = drugs({ code: METFORMIN, amount: 900 });
    expect(inTurn(unlisted, unlisted, listed, listed).map(paid)).toEqual([
      ...[pays(0, 900, 'C303 900'), pays(0, 900, 'C303 900'), pays(900, 0, ''), pays(900, 0, '')],
    ]);
  });
});
