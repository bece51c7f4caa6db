import { beforeAll, describe, expect, it } from 'vitest';
import { billText } from '../../bench/cost/bill-text.ts';
import type { Counts } from '../../bench/cost/count.ts';
import { countOrders } from '../../bench/cost/count.ts';
import type { Item } from '../../bench/cost/model.ts';
import { bill, byPrice, byStep, closeOfLine, totalOf } from '../../bench/cost/model.ts';
import type { Price } from '../../bench/cost/prices.ts';
import { prices, PRICES_ARE, REGION, usdOf } from '../../bench/cost/prices.ts';
import { standing } from '../../bench/cost/standing.ts';
import { lifeCosts } from '../../bench/figures/life-costs.ts';

const PER_LINE = { readUnits: 1, writeUnits: 0 };
const MILLION = 1_000_000;

describe('a list of prices', () => {
  it.each(Object.entries<Price>(prices))('says of %s since when it is known, and where to look it up', (_, price) => {
    expect(price.asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Date.parse(price.asOf)).toBeLessThan(Date.parse('2026-11-22'));
    expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\//);
    expect(price.usd).toBeGreaterThanOrEqual(0);
    expect(price.per).toBeGreaterThan(0);
  });

  it('says of which region it is, and that it is to be checked', () => {
    expect(PRICES_ARE).toContain(REGION);
    expect(PRICES_ARE).toContain('Check them');
  });
});

describe('the bill of consults that are authorized and captured', { timeout: 120_000 }, () => {
  let counts: Counts;
  let items: readonly Item[];
  beforeAll(async () => {
    counts = await countOrders({ flow: 'pair', orders: 1, warmUp: 1, counted: true });
    items = bill(counts, counts, PER_LINE);
  }, 120_000);

  const quantityOf = (price: Item['price'], of: string) =>
    items.find((item) => item.price === price && item.of === of)?.quantity;

  it('has the units that requests are held to elsewhere, and their nonces', () => {
    const { authorize, capture } = lifeCosts['over the counter'];
    const held = [authorize, capture].map(({ writeUnits = 0, indexUnits = 0 }) => writeUnits + indexUnits + 1);
    expect([quantityOf('dynamodb-write', 'authorizations'), quantityOf('dynamodb-write', 'captures')]).toEqual(held);
  });

  it('charges for everything that was counted, once', () => {
    for (const { name, taken, invocations } of counts.works) {
      const times = invocations === 0 ? 1 : invocations;
      expect(quantityOf('dynamodb-write', name) ?? 0).toBeCloseTo(taken.writeUnits * times, 9);
      expect(quantityOf('dynamodb-read', name) ?? 0).toBeCloseTo(taken.readUnits * times, 9);
    }
    expect(counts.works.map(({ name }) => name)).toEqual([
      ...['authorizations', 'facts after authorizations', 'captures', 'facts after captures'],
      ...['claims', 'webhook-deliveries', 'the timer of the hold'],
    ]);
    expect(counts.messages).toEqual({ 'claims': 1, 'webhook-deliveries': 1 });
    expect(quantityOf('http-api', 'requests')).toBe(2);
    expect(new Set(items.map(({ price, of }) => `${price} ${of}`)).size).toBe(items.length);
  });

  it('adds up, by price and by step', () => {
    const sum = items.reduce((total, { price, quantity }) => total + usdOf(price, quantity * MILLION), 0);
    expect(totalOf(items)).toBeCloseTo(sum, 9);
    for (const groups of [byPrice(items), byStep(items)]) {
      expect(groups.reduce((total, { usdPerMillion }) => total + usdPerMillion, 0)).toBeCloseTo(sum, 9);
      expect(groups.map(({ usdPerMillion }) => usdPerMillion)).toEqual(
        groups.map(({ usdPerMillion }) => usdPerMillion).toSorted((one, other) => other - one),
      );
    }
    expect(billText(items)).toContain(sum.toFixed(2));
  });

  it('names what a stage costs that nobody uses', () => {
    expect(counts.metrics).toBeGreaterThan(5);
    const reads = standing(counts).find(({ price }) => price === 'dynamodb-read');
    expect(reads?.quantity).toBe((counts.idle.due.readUnits + counts.idle['claims-sweep'].readUnits) * 43_200);
  });
});

it('one more line of a day costs what two days of different size differ by', () => {
  const taken = (readUnits: number, writeUnits: number) => ({
    ...{ readUnits, writeUnits, trips: 0, logBytes: 0, logLines: 0, handlerMs: 0, cpuMs: 0 },
  });
  const [small, large] = [
    { lines: 10, taken: taken(50, 16) },
    { lines: 30, taken: taken(60, 16) },
  ];
  expect(closeOfLine(small, large)).toEqual({ readUnits: 0.5, writeUnits: 0 });
});
