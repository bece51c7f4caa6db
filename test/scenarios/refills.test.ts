import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugBenefit, drugEntry, prescriptionOf } from '../support/documents.ts';
import { dispensed, inShort, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';

const supply = { maxDaysPerOrder: 28, maxDaysLongTerm: 84, refillAfterBps: 8_000 };
const on = (date: string) => ({ serviceAt: `${date}T09:00:00+08:00` });
const YEARS = { issuedAt: '2018-01-01T00:00:00+08:00', reviewedAt: undefined, validUntil: '2029-12-31T00:00:00+08:00' };

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector({ now: '2026-07-31T12:00:00+08:00' });
  await publishFormulary(connector, 'core', [drugEntry('OTC'), drugEntry('RX', { otc: false })]);
  await publish(connector, 'refills', { benefits: [drugBenefit('core', { supply })] });
  await publish(connector, 'unlimited', { benefits: [drugBenefit('core')] });
});
afterAll(() => connector.stop());

let orders = 0;
const buy = (memberId: string, code: string, date: string, daysSupply?: number, prescriptionNo?: string) =>
  settle(
    connector,
    dispensed(`HX-${++orders}`, memberId, [{ code, ...(daysSupply !== undefined && { daysSupply }) }], {
      ...on(date),
      ...(prescriptionNo !== undefined && { prescriptionNo }),
    }),
    orders % 2 === 0 ? 'hospital-a' : 'hospital-b',
  );

describe('a refill', () => {
  it('waits until four fifths of the last supply are used, on whichever prescription and from whomever (R403)', async () => {
    await enrol(connector, 'M-1', 'refills');
    for (const [no, hospital] of [
      ['RX-1', 'hospital-a'],
      ['RX-2', 'hospital-b'],
    ] as const) {
      await prescribe(
        connector,
        no,
        prescriptionOf('M-1', [{ code: 'RX', quantity: '9', daysSupply: 28 }], YEARS),
        hospital,
      );
    }
    // the line does not say for how many days: the prescription does
    expect(inShort(await buy('M-1', 'RX', '2026-06-01', undefined, 'RX-1'))).toBe('1000 |');
    const early = await buy('M-1', 'RX', '2026-06-23', undefined, 'RX-2');
    expect(early.body.lines[0]?.reasons).toMatchObject([{ code: 'R403', amount: 1_000, firstDate: '2026-06-24' }]);
    expect(inShort(await buy('M-1', 'RX', '2026-06-24', 7, 'RX-2'))).toBe('1000 |');
    // the latest fill decides, for its own days: ceil(7 × 0.8) = 6
    expect(inShort(await buy('M-1', 'RX', '2026-06-29', 7, 'RX-2'))).toBe('0 | R403 1000');
    expect(inShort(await buy('M-1', 'RX', '2026-06-30', 7, 'RX-1'))).toBe('1000 |');
  });

  it('waits over the counter as well, for a fill under another plan too, and not for another code or member', async () => {
    await enrol(connector, 'M-2', 'unlimited');
    await enrol(connector, 'M-3', 'refills');
    expect(inShort(await buy('M-2', 'OTC', '2026-06-01', 28))).toBe('1000 |');
    await enrol(connector, 'M-2', 'refills', {}, { coverageId: 'C-M-2-B' });
    // the first coverage has no such rule and pays; alone, the second refuses
    await connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-2', {
      ...{ memberId: 'M-2', planId: 'unlimited', from: '2024-01-01', to: '2029-12-31', status: 'terminated' },
      ...{ nationalInsurance: false, consent: true },
    });
    expect(inShort(await buy('M-2', 'OTC', '2026-06-02', 28))).toBe('0 | R403 1000');
    expect(inShort(await buy('M-3', 'OTC', '2026-06-02', 28))).toBe('1000 |');
  });

  it('does not wait for a line that says no days, that was refused, or that is in the same order', async () => {
    await enrol(connector, 'M-4', 'refills');
    expect(inShort(await buy('M-4', 'OTC', '2026-06-01'))).toBe('1000 |');
    expect(inShort(await buy('M-4', 'OTC', '2026-06-01', 29))).toBe('0 | R406 1000');
    const both = dispensed(
      'HX-BOTH',
      'M-4',
      [1, 2].map((quantity) => ({ code: 'OTC', quantity, daysSupply: 28 })),
      on('2026-06-01'),
    );
    expect(inShort(await settle(connector, both))).toBe('3000 |  |');
    expect(inShort(await buy('M-4', 'OTC', '2026-06-02', 1))).toBe('0 | R403 1000');
  });

  it('looks across the turn of the year, and at later fills where an order comes years late', async () => {
    await enrol(connector, 'M-5', 'refills', { from: '2018-01-01' });
    expect(inShort(await buy('M-5', 'OTC', '2024-12-20', 28))).toBe('1000 |');
    expect(inShort(await buy('M-5', 'OTC', '2025-01-11', 28))).toBe('0 | R403 1000');
    expect(inShort(await buy('M-5', 'OTC', '2025-01-12', 28))).toBe('1000 |');
    // before the latest fill nothing is due, however long ago
    const late = await buy('M-5', 'OTC', '2021-03-01', 28);
    expect(late.body.lines[0]?.reasons).toMatchObject([{ code: 'R403', firstDate: '2025-02-04' }]);
  });
});

it('a long-term prescription supplies more days an order (R406)', async () => {
  await enrol(connector, 'M-6', 'refills');
  const issue = (no: string, longTerm: boolean) =>
    prescribe(
      connector,
      no,
      prescriptionOf('M-6', [{ code: 'RX', quantity: '9', daysSupply: 84 }], { ...YEARS, longTerm }),
    );
  await issue('RX-SHORT', false);
  await issue('RX-LONG', true);
  expect(inShort(await buy('M-6', 'RX', '2026-06-01', 84, 'RX-SHORT'))).toBe('0 | R406 1000');
  expect(inShort(await buy('M-6', 'RX', '2026-06-01', 85, 'RX-LONG'))).toBe('0 | R406 1000');
  expect(inShort(await buy('M-6', 'RX', '2026-06-01', 84, 'RX-LONG'))).toBe('1000 |');
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
