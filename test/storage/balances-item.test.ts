import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Draw } from '../../lambdas/domain/accumulator.ts';
import { fillId, prescriptionId } from '../../lambdas/domain/prescription.ts';
import { variableNames } from '../../lambdas/runtime/env.ts';
import type { BalancesItem, Taking } from '../../lambdas/storage/balances-item.ts';
import { balancesWrites, parseBalancesItem } from '../../lambdas/storage/balances-item.ts';
import { balancesKeys, orderBalancesKeys } from '../../lambdas/storage/balances-years.ts';
import type { Item } from '../../lambdas/storage/keys.ts';
import { balancesKey, memberKey, prescriptionKey } from '../../lambdas/storage/keys.ts';
import {
  accumulatorId,
  candidateOf,
  decide,
  deductibleOf,
  limitOf,
  onDate,
  orderOf,
  planOf,
} from '../domain/builders.ts';

beforeAll(() => {
  process.env[variableNames.tableName] = 'connector';
});

const MEMBER = 'M-1';
const NOW = Date.parse('2026-06-15T10:00:00+08:00');
const id = (limitId: string, period: string): string => accumulatorId('insurer', 'plan', limitId, period);
const drawing = (accumulator: string, amount = 5): Draw => ({ accumulatorId: accumulator, amount });
const emptyItems = (...years: number[]) =>
  [
    memberKey(MEMBER),
    ...(years.length === 0 ? [2025, 2026, 2027] : years).map((year) => balancesKey(MEMBER, year)),
  ].map((key) => parseBalancesItem(key, undefined, NOW));
const takes = (items: readonly BalancesItem[], draws: readonly Draw[], over: Partial<Taking> = {}) =>
  balancesWrites(items, { memberId: MEMBER, orderId: 'order', draws, until: undefined, ...over });

/** What a write leaves in its item, read again. */
function written({ Update: update }: TransactWriteItem) {
  const { Key = {}, ExpressionAttributeValues: values = {} } = update ?? {};
  const key = { pk: { S: Key['pk']?.S ?? '' }, sk: { S: Key['sk']?.S ?? '' } };
  const named: Item = { b: values[':b'] ?? { S: '' }, br: values[':next'] ?? { N: '' }, h: values[':h'] ?? { M: {} } };
  const item = parseBalancesItem(key, values[':f'] === undefined ? named : { ...named, f: values[':f'] }, NOW);
  const condition = update?.ConditionExpression;
  return { sk: key.sk.S, condition, before: values[':before']?.N, item, balances: Object.fromEntries(item.balances) };
}

describe('what an order takes lands in the item of the year in which the period begins', () => {
  it.each([
    ['Y2026-01-01', 'BALANCES#2026'],
    ['Y2025-06-16', 'BALANCES#2025'],
    ['M2026-12', 'BALANCES#2026'],
    ['D2027-01-01', 'BALANCES#2027'],
    ['L', 'MEMBER'],
  ])('period %s in %s, used or held', (period, sk) => {
    const draws = [drawing(id('limit', period))];
    const [used] = takes(emptyItems(), draws).map(written);
    expect(used).toMatchObject({ sk, balances: { [id('limit', period)]: { used: 5, held: 0 } } });
    const [held] = takes(emptyItems(), draws, { until: NOW + 1 }).map(written);
    expect(held).toMatchObject({ sk, balances: { [id('limit', period)]: { used: 0, held: 5 } } });
  });

  it('of a decision whose coverage year began the year before, one write an item', () => {
    const plan = planOf({
      ...{ year: 'coverage', deductible: deductibleOf(100) },
      limits: [
        limitOf('year', 9_000),
        limitOf('month', 9_000, { per: 'month' }),
        limitOf('life', 9_000, { per: 'lifetime' }),
        limitOf('roll', 9_000, { per: { rollingDays: 30 } }),
      ],
    });
    const { draws } = decide(plan, orderOf([500, 700], onDate('2026-02-27')), {
      candidates: [candidateOf(plan, { from: '2024-02-29' })],
    });
    const writes = takes(emptyItems(), [...draws.values()].flat()).map(written);
    expect(Object.fromEntries(writes.map(({ sk, balances }) => [sk, balances]))).toEqual({
      'BALANCES#2025': {
        [id('deductible', 'Y2025-02-28')]: { used: 100, held: 0 },
        [id('year', 'Y2025-02-28')]: { used: 1_100, held: 0 },
      },
      'BALANCES#2026': {
        [id('month', 'M2026-02')]: { used: 1_100, held: 0 },
        [id('roll', 'D2026-02-27')]: { used: 1_100, held: 0 },
      },
      'MEMBER': { [id('life', 'L')]: { used: 1_100, held: 0 } },
    });
  });

  it('adds to what is there and keeps the rest, if nobody has written since', () => {
    const b = JSON.stringify({
      'insurer/plan': { 'limit/Y2026-01-01': 10, 'other/M2026-01': 7 },
      'second/plan': { 'limit/Y2026-01-01': 1 },
    });
    const item = parseBalancesItem(balancesKey(MEMBER, 2026), { b: { S: b }, br: { N: '4' } }, NOW);
    const draws = [5, 6].map((amount) => drawing(id('limit', 'Y2026-01-01'), amount));
    expect(takes([item], draws).map(written)).toMatchObject([
      {
        ...{ sk: 'BALANCES#2026', condition: 'br = :before', before: '4', item: { revision: 5 } },
        balances: {
          'insurer/plan/limit/Y2026-01-01': { used: 21, held: 0 },
          'insurer/plan/other/M2026-01': { used: 7, held: 0 },
          'second/plan/limit/Y2026-01-01': { used: 1, held: 0 },
        },
      },
    ]);
  });

  it('is the first to write a new item', () => {
    const [write] = takes(emptyItems(), [drawing(id('limit', 'L'))]).map(written);
    expect(write).toMatchObject({ condition: 'attribute_not_exists(br)', before: undefined, item: { revision: 1 } });
  });

  it('takes from a prescription only while it says what was read, and leaves the order’s mark when it is used', () => {
    const key = prescriptionKey('RX-1');
    const items = [{ ...parseBalancesItem(key, undefined, NOW), contentRevision: 3 }];
    const draws = [drawing(prescriptionId('RX-1', 'A'), 10_000)];
    const [used] = takes(items, draws);
    expect(used?.Update?.ConditionExpression).toBe('attribute_not_exists(br) AND r = :content');
    expect(used?.Update?.ExpressionAttributeValues).toMatchObject({
      ':content': { N: '3' },
      ':order': { SS: ['order'] },
    });
    const [held] = takes(items, draws, { until: NOW + 1 });
    expect(held?.Update?.ConditionExpression).toContain('r = :content');
    expect(held?.Update?.ExpressionAttributeValues).not.toHaveProperty(':order');
  });

  it('writes nothing where nothing is taken, and never what has not been read', () => {
    expect(takes(emptyItems(), [])).toEqual([]);
    expect(() => takes([], [drawing(id('limit', 'L'))])).toThrow('has not been read');
  });
});

describe('the years that an order may depend on', () => {
  const years = (served: string, arrived: string) =>
    balancesKeys(MEMBER, served, arrived).map(({ sk }) => sk.S?.slice(-4));

  it.each([
    ['an order of today', '2026-06-15', '2026-06-15', ['2025', '2026']],
    ['a late order, beside which later ones may stand', '2025-12-20', '2026-01-05', ['2024', '2025', '2026']],
    [
      'one of 31 December, beside which one dated a day ahead may stand',
      '2026-12-31',
      '2026-12-31',
      ['2025', '2026', '2027'],
    ],
    ['one dated a day ahead itself', '2027-01-01', '2026-12-31', ['2026', '2027']],
  ])('%s', (_, served, arrived, expected) => {
    expect(years(served, arrived)).toEqual(expected);
  });
});

describe('the fills of an order (R403)', () => {
  const fills = (code: string, date: string, ...days: number[]) =>
    days.map((daysSupply) => drawing(fillId(code, date, daysSupply), 1));

  it('are entered each by itself in the year of the service, and the next year is written under its revision too', () => {
    const made = [...fills('A', '2026-01-09', 7, 7), ...fills('B', '2026-01-09', 366)];
    const writes = takes(emptyItems(), made);
    expect(writes.map((write) => write.Update?.Key?.['sk']?.S)).toEqual(['BALANCES#2026', 'BALANCES#2027']);
    const [year, next] = writes.map(written);
    expect([next?.condition, next?.balances, next?.item.fills]).toEqual(['attribute_not_exists(br)', {}, new Map()]);
    const of = (daysSupply: number) => ({ date: '2026-01-09', daysSupply });
    expect(year?.item.fills).toEqual(
      new Map([
        ['A', [of(7), of(7)]],
        ['B', [of(366)]],
      ]),
    );
    if (year === undefined) throw new Error('no year is written');
    const [again] = takes([year.item], fills('A', '2026-12-31', 28)).map(written);
    expect(again?.before).toBe('1');
    expect(again?.item.fills.get('A')).toEqual([of(7), of(7), { date: '2026-12-31', daysSupply: 28 }]);
  });

  it('stand beside what an order takes, in one write', () => {
    const draw = drawing(id('limit', 'Y2026-01-01'));
    const writes = takes(emptyItems(2025, 2026), [draw, ...fills('A', '2026-06-15', 7)]).map(written);
    expect(writes).toMatchObject([{ balances: { [draw.accumulatorId]: { used: 5, held: 0 } } }]);
    expect(writes[0]?.item.fills.get('A')).toEqual([{ date: '2026-06-15', daysSupply: 7 }]);
  });

  it.each([
    ['2026-06-15', '2026-06-15', ['2025', '2026']],
    ['2026-06-15', '2026-12-30', ['2025', '2026', '2027']],
    ['2021-01-01', '2026-06-15', ['2020', '2021', '2022', '2023', '2024', '2025', '2026']],
    ['2027-01-01', '2026-12-31', ['2026', '2027']],
  ])('of a service on %s that arrives on %s are looked up in %j', (served, arrived, years) => {
    expect(orderBalancesKeys(MEMBER, served, arrived).map(({ sk }) => sk.S?.slice(-4))).toEqual(years);
  });
});
