import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Balances } from '../../lambdas/domain/accumulator.ts';
import { variableNames } from '../../lambdas/runtime/env.ts';
import { balancesWrites, parseBalancesItem } from '../../lambdas/storage/balances-item.ts';
import { balancesKeys, orderBalancesKeys } from '../../lambdas/storage/balances-years.ts';
import { balancesKey, memberKey } from '../../lambdas/storage/keys.ts';
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
const id = (limitId: string, period: string): string => accumulatorId('insurer', 'plan', limitId, period);
const emptyItems = () =>
  [memberKey(MEMBER), ...[2025, 2026, 2027].map((year) => balancesKey(MEMBER, year))].map((key) =>
    parseBalancesItem(key, undefined),
  );

/** What a write leaves in its item, read again. */
function written({ Update: update }: TransactWriteItem) {
  const { Key = {}, ExpressionAttributeValues: values = {} } = update ?? {};
  const key = { pk: { S: Key['pk']?.S ?? '' }, sk: { S: Key['sk']?.S ?? '' } };
  const { revision, balances } = parseBalancesItem(key, {
    b: values[':b'] ?? { S: '' },
    br: values[':next'] ?? { N: '' },
  });
  return {
    sk: key.sk.S,
    condition: update?.ConditionExpression,
    before: values[':before']?.N,
    revision,
    balances: Object.fromEntries(balances),
  };
}

describe('what an order takes lands in the item of the year in which the period begins', () => {
  it.each([
    ['Y2026-01-01', 'BALANCES#2026'],
    ['Y2025-06-16', 'BALANCES#2025'],
    ['M2026-12', 'BALANCES#2026'],
    ['D2027-01-01', 'BALANCES#2027'],
    ['L', 'MEMBER'],
  ])('period %s in %s', (period, sk) => {
    const writes = balancesWrites(MEMBER, emptyItems(), [{ accumulatorId: id('limit', period), amount: 5 }]);
    expect(writes.map(written)).toMatchObject([{ sk, balances: { [id('limit', period)]: { used: 5, held: 0 } } }]);
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
    const writes = balancesWrites(MEMBER, emptyItems(), [...draws.values()].flat());
    expect(Object.fromEntries(writes.map(written).map(({ sk, balances }) => [sk, balances]))).toEqual({
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

  it('adds to what is there and keeps the rest, held amounts too, if nobody has written since', () => {
    const key = balancesKey(MEMBER, 2026);
    const b = JSON.stringify({
      'insurer/plan': { 'limit/Y2026-01-01': [10, 3], 'other/M2026-01': [7] },
      'second/plan': { 'limit/Y2026-01-01': [1] },
    });
    const item = parseBalancesItem(key, { b: { S: b }, br: { N: '4' } });
    const draws = [5, 6].map((amount) => ({ accumulatorId: id('limit', 'Y2026-01-01'), amount }));
    expect(balancesWrites(MEMBER, [item], draws).map(written)).toEqual([
      {
        ...{ sk: 'BALANCES#2026', condition: 'br = :before', before: '4', revision: 5 },
        balances: {
          'insurer/plan/limit/Y2026-01-01': { used: 21, held: 3 },
          'insurer/plan/other/M2026-01': { used: 7, held: 0 },
          'second/plan/limit/Y2026-01-01': { used: 1, held: 0 },
        } satisfies Record<string, ReturnType<Balances['get']>>,
      },
    ]);
  });

  it('is the first to write a new item', () => {
    const [write] = balancesWrites(MEMBER, emptyItems(), [{ accumulatorId: id('limit', 'L'), amount: 5 }]).map(written);
    expect(write).toMatchObject({ condition: 'attribute_not_exists(br)', before: undefined, revision: 1 });
  });

  it('writes nothing where nothing is taken, and never what has not been read', () => {
    expect(balancesWrites(MEMBER, emptyItems(), [])).toEqual([]);
    expect(() => balancesWrites(MEMBER, [], [{ accumulatorId: id('limit', 'L'), amount: 5 }])).toThrow(
      'has not been read',
    );
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
  const fills = (code: string, ...days: number[]) => days.map((daysSupply) => ({ code, daysSupply }));
  const readAgain = (write: TransactWriteItem | undefined) => {
    const { Key = {}, ExpressionAttributeValues: values = {} } = write?.Update ?? {};
    const key = { pk: { S: Key['pk']?.S ?? '' }, sk: { S: Key['sk']?.S ?? '' } };
    const item = { b: values[':b'] ?? { S: '' }, br: values[':next'] ?? { N: '' } };
    return parseBalancesItem(key, values[':f'] === undefined ? item : { ...item, f: values[':f'] });
  };

  it('are entered each by itself in the year of the service, and the next year is written under its revision too', () => {
    const made = { date: '2026-01-09', fills: [...fills('A', 7, 7), ...fills('B', 366)] };
    const [year, next, ...more] = balancesWrites(MEMBER, emptyItems(), [], made);
    expect(more).toEqual([]);
    expect([year, next].map((write) => write?.Update?.Key?.['sk']?.S)).toEqual(['BALANCES#2026', 'BALANCES#2027']);
    expect(next?.Update?.UpdateExpression).toBe('SET b = :b, br = :next');
    const of = (daysSupply: number) => ({ date: '2026-01-09', daysSupply });
    expect(readAgain(year).fills).toEqual(
      new Map([
        ['A', [of(7), of(7)]],
        ['B', [of(366)]],
      ]),
    );
    const [again] = balancesWrites(MEMBER, [readAgain(year)], [], { date: '2026-12-31', fills: fills('A', 28) });
    expect(again?.Update?.ExpressionAttributeValues?.[':before']?.N).toBe('1');
    expect(readAgain(again).fills.get('A')).toEqual([of(7), of(7), { date: '2026-12-31', daysSupply: 28 }]);
  });

  it('stand beside what an order takes, in one write', () => {
    const draw = { accumulatorId: id('limit', 'Y2026-01-01'), amount: 5 };
    const made = { date: '2026-06-15', fills: fills('A', 7) };
    const items = emptyItems().filter(({ key }) => key.sk.S !== 'BALANCES#2027');
    const writes = balancesWrites(MEMBER, items, [draw], made);
    expect(writes).toHaveLength(1);
    expect(readAgain(writes[0])).toMatchObject({ balances: new Map([[draw.accumulatorId, { used: 5, held: 0 }]]) });
    expect(readAgain(writes[0]).fills.get('A')).toEqual([{ date: '2026-06-15', daysSupply: 7 }]);
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
