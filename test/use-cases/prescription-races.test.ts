import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugBenefit, drugEntry, prescriptionOf } from '../support/documents.ts';
import { dispensed, inShort, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import { storedFacts } from '../support/stored-items.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

const RX = 'RX';
const YEARS = { issuedAt: '2018-01-01T00:00:00+08:00', reviewedAt: undefined, validUntil: '2029-12-31T00:00:00+08:00' };
const many = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector({ now: '2026-01-05T12:00:00+08:00' });
  await publishFormulary(connector, 'core', [drugEntry('OTC'), drugEntry(RX, { otc: false })]);
  await publish(connector, 'drugs', { benefits: [drugBenefit('core')] });
  await publish(connector, 'refills', {
    benefits: [drugBenefit('core', { supply: { maxDaysPerOrder: 28, refillAfterBps: 8_000 } })],
  });
  await enrol(connector, 'M-1', 'drugs');
});
afterAll(() => connector.stop());

const on = (date: string) => ({ serviceAt: `${date}T09:00:00+08:00` });
const issue = (no: string, quantity: string) =>
  prescribe(connector, no, prescriptionOf('M-1', [{ code: RX, quantity }], YEARS));
const take = (orderNo: string, prescriptionNo: string, quantity: number) =>
  settle(
    connector,
    dispensed(orderNo, 'M-1', [{ code: RX, quantity }], { ...on('2026-01-05'), prescriptionNo }),
    orderNo.length % 2 === 0 ? 'hospital-a' : 'hospital-b',
  );

describe('orders on one prescription at once', () => {
  it('never take more than it allows, and take all of it', async () => {
    await issue('RX-CROWD', '7.5');
    const answers = await many(20, (n) => take(`HX-CROWD-${n}`, 'RX-CROWD', 2));
    const told = answers.map(inShort).toSorted();
    const expected = ['1500 | R405 500', ...Array.from({ length: 3 }, () => '2000 |')];
    expect(told).toEqual([...Array.from({ length: 16 }, () => '0 | R407 2000'), ...expected].toSorted());
    expect((await issue('RX-CROWD', '7.5')).body.items).toMatchObject([{ used: '7.5', remaining: '0' }]);
  });

  it('that are copies of one have one effect', async () => {
    await issue('RX-COPIES', '5');
    const answers = await many(20, () => take('HX-COPIES', 'RX-COPIES', 2));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await storedFacts(connector, 'HX-COPIES')).toHaveLength(1);
    expect((await issue('RX-COPIES', '5')).body.items).toMatchObject([{ used: '2' }]);
  });
});

describe('a prescription', () => {
  it('that is issued by twenty requests at once is issued once', async () => {
    const answers = await many(20, () => issue('RX-TWENTY', '1'));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('is amended before an order takes from it or not at all, and the order is decided by what stands', async () => {
    const ends = new Map<string, number>();
    for (let round = 0; round < 12; round++) {
      const no = `RX-AMEND-${round}`;
      await issue(no, '1');
      const first = round % 2 === 0 ? () => issue(no, '3') : () => Promise.resolve(undefined);
      const [early, order, late] = await Promise.all([
        first(),
        take(`HX-AMEND-${round}`, no, 3),
        round % 2 === 0 ? Promise.resolve(undefined) : issue(no, '3'),
      ]);
      const end = `${(early ?? late)?.status} ${inShort(order)}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    for (const end of ends.keys()) expect(['200 3000 |', '409 1000 | R405 2000']).toContain(end);
  });
});

describe('refills at once', () => {
  it('of one drug are one fill', async () => {
    await enrol(connector, 'M-ONE', 'refills');
    const answers = await many(10, (n) =>
      settle(connector, dispensed(`HX-ONE-${n}`, 'M-ONE', [{ code: 'OTC', daysSupply: 28 }], on('2026-01-05'))),
    );
    expect(answers.filter(({ body }) => body.status === 'settled')).toHaveLength(1);
  });

  it('see each other across the turn of the year, where their fills stand in two items', async () => {
    for (let round = 0; round < 8; round++) {
      const memberId = `M-YEAR-${round}`;
      await enrol(connector, memberId, 'refills');
      const answers = await many(6, (n) =>
        settle(
          connector,
          dispensed(
            `HX-YEAR-${round}-${n}`,
            memberId,
            [{ code: 'OTC', daysSupply: 28 }],
            on(n % 2 === 0 ? '2025-12-28' : '2026-01-05'),
          ),
        ),
      );
      expect(answers.filter(({ body }) => body.status === 'settled')).toHaveLength(1);
    }
  });

  it('leave no failure behind', () => expect(connector.failures).toEqual([]));
});
