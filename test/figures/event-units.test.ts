import { afterAll, beforeAll, expect, it } from 'vitest';
import { roundTrips } from '../../bench/measure/round-trips.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import type { EventSent, PharmacyLife } from '../support/pharmacy.ts';
import { event, pharmacyLife } from '../support/pharmacy.ts';

const HOLD_SECONDS = 259_200;

let connector: Connector;
let life: PharmacyLife;
let member: Patient;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
  member = await patient(connector, life, 'FIGURES');
  // the partner, the plan and the formulary are cached from here on
  await life.send(member.submitted('HX-WARM'));
  await life.send(event.dispensed('HX-WARM'));
});
afterAll(() => connector.stop());

/** Round trips, one after another, and the write units of all transactions. */
async function costOf(sent: EventSent, webhookId?: string): Promise<readonly [trips: number, units: number]> {
  connector.traffic.take();
  expect((await life.send(sent, webhookId ?? {})).status).toBeLessThan(300);
  const calls = connector.traffic.take();
  const written = calls.filter(({ operation }) => operation === 'TransactWriteItems');
  return [roundTrips(calls), written.reduce((sum, { capacity }) => sum + capacity, 0)];
}

it('what comes too early, too late or again costs so many round trips and write units', async () => {
  await life.send(member.submitted('HX-LATE'));
  await life.send(member.submitted('HX-TURN'));
  await life.send(event.returned('HX-TURN', 'TH-1'));
  await life.send(member.submitted('HX-VOID'));
  await life.send(event.cancelled('HX-VOID'));
  const figures: Record<string, readonly [number, number]> = {
    'an event that must wait': await costOf(event.delivered('HX-EARLY'), 'early'),
    'the same webhook again': await costOf(event.delivered('HX-EARLY'), 'early'),
    'the same order under another id': await costOf(member.submitted('HX-LATE')),
    'a dispensing after a cancellation, with its exception': await costOf(event.dispensed('HX-VOID')),
    'a dispensing and the turn of a return': await costOf(event.dispensed('HX-TURN')),
  };
  connector.advance(HOLD_SECONDS);
  figures['a dispensing after its hold'] = await costOf(event.dispensed('HX-LATE'));
  figures['a second dispensing'] = await costOf(event.dispensed('HX-LATE'));
  for (const [name, [trips, units]] of Object.entries(figures)) console.log(`${name}: ${trips} trips, ${units} units`);
  expect(figures).toEqual({
    'an event that must wait': [2, 4],
    'the same webhook again': [1, 0],
    'the same order under another id': [3, 2],
    'a dispensing after a cancellation, with its exception': [2, 5],
    // each event that waits has a turn of a read and a write, and a read says that no more is waiting
    'a dispensing and the turn of a return': [5, 16],
    // the order twice, all that it is decided from, and one write of both its facts
    'a dispensing after its hold': [4, 11],
    'a second dispensing': [2, 2],
  });
});
