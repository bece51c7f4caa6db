import { describe, expect, it } from 'vitest';
import type { MeteredCall } from '../../bench/engine/meter.ts';
import { allWriteUnits, nonceFigures, requestFigures } from '../../bench/figures/request-figures.ts';

const call = (operation: string, from: number, over: Partial<MeteredCall> = {}): MeteredCall => ({
  ...{ operation, from, until: from + 10, request: {}, readUnits: 0, writeUnits: 0, indexUnits: {} },
  ...over,
});

const itemOf = (pk: string) => ({ Item: { pk: { S: pk } } });
const nonce = call('PutItem', 1, { writeUnits: 1, request: itemOf('NONCE#hospital-a/first#1') });
const read = call('Query', 0, { readUnits: 1 });
const commit = call('TransactWriteItems', 20, { writeUnits: 4, indexUnits: { statement: 1, member: 1 } });

const valuesOf = (calls: readonly MeteredCall[], expected = {}) =>
  requestFigures('a request', calls, expected).map(({ value, unit, ok }) => [value, unit, ok]);

describe('the figures of a request', () => {
  it('count all calls, and the units of its own work by table and index', () => {
    expect(valuesOf([read, nonce, commit], { trips: 2, writeUnits: 4, indexUnits: 2 })).toEqual([
      [2, 'one after another', true],
      [3, '1 PutItem, 1 Query, 1 TransactWriteItems', true],
      [1, 'units', true],
      [4, 'units', true],
      [2, '1 member, 1 statement', true],
    ]);
    expect(allWriteUnits([read, nonce, commit, commit])).toBe(12);
  });

  it('that exceeds what is expected misses its goals', () => {
    const again = call('TransactWriteItems', 40, { writeUnits: 2, indexUnits: { member: 1 } });
    const missed = valuesOf([read, nonce, commit, again], { trips: 2, writeUnits: 4, indexUnits: 2 });
    expect(missed.map(([, , ok]) => ok)).toEqual([false, true, true, false, false]);
  });

  it('leave out the record of the partner, which is read once in 30 s', () => {
    const partner = call('GetItem', -20, { readUnits: 0.5, request: { Key: { pk: { S: 'PARTNER#pharmacy-a' } } } });
    const webhook = call('GetItem', 0, { readUnits: 1, request: { Key: { pk: { S: 'WEBHOOK#pharmacy-a#msg' } } } });
    expect(valuesOf([partner, read, webhook, commit]).map(([value]) => value)).toEqual([2, 3, 2, 4, 2]);
  });
});

it('a nonce beside the first read is a write unit and no round trip; one before it would be one', () => {
  const before = { ...nonce, from: -20, until: -10 };
  const values = (calls: readonly MeteredCall[]) => nonceFigures(calls).map(({ value, ok }) => [value, ok]);
  const beside = [
    [1, true],
    [0, true],
  ];
  expect(values([read, nonce, commit])).toEqual(beside);
  expect(values([before, read, commit])).toEqual([
    [1, true],
    [1, false],
  ]);
});
