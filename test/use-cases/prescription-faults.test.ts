import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, prescriptionOf } from '../support/documents.ts';
import { dispensed, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';
import type { Fault } from '../support/traffic.ts';

const RX = 'XA10BAE021A010010201650';

/** Nonce, read, transaction: of a prescription and of an order that takes from it, once partner and plan are known. */
const CALLS = 3;

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const drugs = consultBenefit({ benefitId: 'drugs', covers: { categories: ['drug'], items: 'any' } });
  await publish(connector, 'drugs', { benefits: [drugs] });
  await enrol(connector, 'M-1', 'drugs');
  await issue('RX-WARM', '1');
  await take('RX-WARM');
});
afterEach(() => connector.traffic.setFaults(undefined));
afterAll(() => connector.stop());

const issue = (no: string, quantity: string) =>
  prescribe(connector, no, prescriptionOf('M-1', [{ code: RX, quantity }]));
const take = (no: string) =>
  settle(connector, dispensed(`HX-${no}`, 'M-1', [{ code: RX, daysSupply: 7 }], { prescriptionNo: no }));

const faults: readonly Fault[] = ['lost-request', 'lost-answer', 'throttled', 'internal-error'];
const cases = faults.flatMap((fault) => Array.from({ length: CALLS }, (_, position) => ({ fault, position })));

describe('where the table fails from some call on, the same request finishes', () => {
  const cutOff = (position: number, fault: Fault) => {
    let call = 0;
    connector.traffic.setFaults(() => (call++ >= position ? fault : undefined));
  };

  it.each(cases)(
    'a prescription, its amendment and an order: $fault from call $position on',
    async ({ fault, position }) => {
      const no = `RX-${fault}-${position}`;
      for (const send of [() => issue(no, '2'), () => issue(no, '3'), () => take(no)]) {
        const before = await storedItems(connector);
        cutOff(position, fault);
        expect(await send()).toMatchObject({ status: 503, body: { code: 'connector.unavailable' } });
        connector.traffic.setFaults(undefined);
        const mayHaveCommitted = fault === 'lost-answer' && position === CALLS - 1;
        if (!mayHaveCommitted) expect(await storedItems(connector)).toEqual(before);
        expect([200, 201]).toContain((await send()).status);
        const after = await storedItems(connector);
        expect((await send()).headers['connector-replayed']).toBe('true');
        expect(await storedItems(connector)).toEqual(after);
      }
      expect((await issue(no, '3')).body.items).toMatchObject([{ allowed: '3', used: '1', remaining: '2' }]);
    },
  );

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
