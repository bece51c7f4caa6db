import { afterAll, beforeAll, expect, it } from 'vitest';
import { roundTrips } from '../../bench/measure/round-trips.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife } from '../support/order-life.ts';
import { orderLife } from '../support/order-life.ts';
import type { Submitting } from '../support/submitting.ts';
import { startSubmitting } from '../support/submitting.ts';

let submitting: Submitting;
let life: OrderLife;
beforeAll(async () => {
  submitting = await startSubmitting({ counted: true });
  const { connector } = submitting;
  await publish(connector, 'counted');
  await enrol(connector, 'M-1', 'counted');
  life = orderLife(connector);
  // the partners are cached from here on, for half a minute
  await life.settle(consultOrder('WARM', 'M-1', 100));
  await connector.deliverStreams();
  await connector.deliverQueues();
});
afterAll(() => submitting.stop());

/** Round trips to the table, one after another, and request units of a message: read, and written. */
async function costOfMessage(): Promise<readonly [trips: number, read: number, written: number]> {
  const { connector } = submitting;
  await connector.deliverStreams();
  connector.traffic.take();
  await connector.deliverQueues('claims');
  const calls = connector.traffic.take().filter(({ operation }) => operation !== 'GetItem');
  const isRead = (operation: string) => operation === 'Query' || operation === 'BatchGetItem';
  const units = (of: typeof calls) => of.reduce((sum, { capacity }) => sum + capacity, 0);
  return [
    roundTrips(calls),
    units(calls.filter(({ operation }) => isRead(operation))),
    units(calls.filter(({ operation }) => !isRead(operation))),
  ];
}

it('a claim costs so many round trips and request units', async () => {
  const figures: Record<string, readonly [number, number, number]> = {};
  await life.settle(consultOrder('F-1', 'M-1', 100));
  figures['a settlement'] = await costOfMessage();
  await life.reverse('F-1', { reversalNo: 'R-1', reason: 'cancelled' });
  figures['its reversal'] = await costOfMessage();
  await submitting.insurer.setMode('reject');
  await life.settle(consultOrder('F-2', 'M-1', 100));
  figures['a settlement that is rejected, with its exception'] = await costOfMessage();
  for (const [name, [trips, read, written]] of Object.entries(figures)) {
    console.log(`${name}: ${trips} trips, ${read} read, ${written} written`);
  }
  expect(figures).toEqual({
    // the line with the breaker and the order, and what became of it
    'a settlement': [2, 3, 1],
    'its reversal': [3, 4, 1],
    'a settlement that is rejected, with its exception': [2, 3, 5],
  });
});
