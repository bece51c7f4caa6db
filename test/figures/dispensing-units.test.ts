import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { drugBenefit, drugEntry, prescriptionOf, yearlyAmount } from '../support/documents.ts';
import { dispensed, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';

const CODES = ['D-1', 'D-2', 'D-3', 'D-4', 'D-5'];
const YEAR = { issuedAt: '2026-01-01T00:00:00+08:00', reviewedAt: undefined, validUntil: '2026-12-31T00:00:00+08:00' };

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  await publishFormulary(
    connector,
    'core',
    CODES.map((code) => drugEntry(code, { otc: false })).concat(drugEntry('OTC')),
  );
  const supply = { maxDaysPerOrder: 28, refillAfterBps: 8_000 };
  await publish(connector, 'refills', {
    benefits: [drugBenefit('core', { supply, limits: [yearlyAmount('drugs', 9_000_000)] })],
  });
  await enrol(connector, 'M-1', 'refills');
  await settle(connector, dispensed('HX-WARM', 'M-1', [{ code: 'OTC' }]));
});
afterAll(() => connector.stop());

async function callsOf(send: () => Promise<{ readonly status: number }>) {
  connector.traffic.take();
  expect((await send()).status).toBeLessThan(300);
  const others = connector.traffic.take().filter(({ operation }) => operation !== 'PutItem');
  return others.map(({ operation, capacity }) =>
    operation === 'BatchGetItem' ? operation : `${operation} ${capacity}`,
  );
}

it('drugs over the counter cost what a consult costs, their fills included: the fact, the balances and the indexes', async () => {
  const order = dispensed('HX-OTC', 'M-1', [{ code: 'OTC', daysSupply: 7 }]);
  expect(await callsOf(() => settle(connector, order))).toEqual(['BatchGetItem', `TransactWriteItems ${4 + 1 + 1}`]);
});

it('a prescription costs no round trip more, and two write units for what is taken from it', async () => {
  const issued = prescriptionOf(
    'M-1',
    CODES.map((code) => ({ code, quantity: '36' })),
    YEAR,
  );
  expect(await callsOf(() => prescribe(connector, 'RX-1', issued))).toEqual(['BatchGetItem', 'TransactWriteItems 2']);
  // once a month for half a year, five drugs each time
  for (let month = 1; month <= 6; month++) {
    const order = dispensed(
      `HX-RX-${month}`,
      'M-1',
      CODES.map((code) => ({ code, daysSupply: 28 })),
      {
        ...{ prescriptionNo: 'RX-1', serviceAt: `2026-0${month}-01T09:00:00+08:00` },
      },
    );
    expect(await callsOf(() => settle(connector, order))).toEqual(['BatchGetItem', `TransactWriteItems ${6 + 1 + 1}`]);
  }
});
