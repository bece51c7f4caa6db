import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import type { Told } from '../support/order-life.ts';
import { isReplay } from '../support/order-life.ts';
import type { EventSent, PharmacyLife } from '../support/pharmacy.ts';
import { event, exceptionsOf, pharmacyLife } from '../support/pharmacy.ts';
import { provesAll } from '../support/proof-size.ts';
import type { EngineCall, Fault } from '../support/traffic.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 300_000 });

const START = '2026-06-15T10:00:00+08:00';
const HOLD_SECONDS = 259_200;

let connector: Connector;
let life: PharmacyLife;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
  // plan, partner and secret are known from here on, so that each path makes its own calls alone
  const member = await patient(connector, life, 'WARM');
  for (const sent of [member.submitted('HX-WARM'), event.dispensed('HX-WARM'), 'withdrawal' as const])
    await send(sent, member);
});
afterEach(() => connector.traffic.setFaults(undefined));
afterAll(() => connector.stop());

/** What is sent and then sent again: a webhook, or the withdrawal of the prescription. */
type Sent = EventSent | 'withdrawal';

interface Path {
  readonly name: string;
  /** what has happened before */
  readonly before?: (no: string, member: Patient) => readonly Sent[];
  readonly isLate?: boolean;
  readonly sent: (no: string, member: Patient) => Sent;
  /** what the limits hold in the end: used and held */
  readonly limit: readonly [number, number];
}

const submitted = (no: string, member: Patient) => [member.submitted(no)];
const dispensed = (no: string, member: Patient) => [member.submitted(no), event.dispensed(no)];
const PAID = 1_800;

const paths: readonly Path[] = [
  { name: 'a submission', sent: (no, member) => member.submitted(no), limit: [0, PAID] },
  {
    name: 'an order under another id',
    before: submitted,
    sent: (no, member) => member.submitted(no),
    limit: [0, PAID],
  },
  {
    name: 'a submission for which three events wait',
    before: (no) => [event.returned(no, 'TH-1'), event.delivered(no), event.dispensed(no)],
    sent: (no, member) => member.submitted(no),
    limit: [PAID / 2, 0],
  },
  { name: 'an event that must wait', sent: (no) => event.dispensed(no), limit: [0, 0] },
  { name: 'a dispensing', before: submitted, sent: (no) => event.dispensed(no), limit: [PAID, 0] },
  {
    name: 'a dispensing for which a return waits',
    before: (no, member) => [member.submitted(no), event.returned(no, 'TH-1')],
    sent: (no) => event.dispensed(no),
    limit: [PAID / 2, 0],
  },
  { name: 'a late dispensing', before: submitted, isLate: true, sent: (no) => event.dispensed(no), limit: [PAID, 0] },
  {
    name: 'a late dispensing for which a return waits',
    before: (no, member) => [member.submitted(no), event.returned(no, 'TH-1')],
    isLate: true,
    sent: (no) => event.dispensed(no),
    limit: [PAID / 2, 0],
  },
  { name: 'a delivery', before: dispensed, sent: (no) => event.delivered(no), limit: [PAID, 0] },
  { name: 'a second dispensing', before: dispensed, sent: (no) => event.dispensed(no), limit: [PAID, 0] },
  { name: 'a return', before: dispensed, sent: (no) => event.returned(no, 'TH-1'), limit: [PAID / 2, 0] },
  {
    name: 'a return under another id',
    before: (no, member) => [...dispensed(no, member), event.returned(no, 'TH-1')],
    sent: (no) => event.returned(no, 'TH-1'),
    limit: [PAID / 2, 0],
  },
  { name: 'the cancellation of a hold', before: submitted, sent: (no) => event.cancelled(no), limit: [0, 0] },
  { name: 'the cancellation of a dispensing', before: dispensed, sent: (no) => event.cancelled(no), limit: [0, 0] },
  {
    name: 'a dispensing after a cancellation, which opens an exception',
    before: (no, member) => [member.submitted(no), event.cancelled(no)],
    sent: (no) => event.dispensed(no),
    limit: [0, 0],
  },
  {
    name: 'the withdrawal of a prescription that is held by two orders and used by one',
    before: (no, member) => [...dispensed(no, member), member.submitted(`${no}-2`), member.submitted(`${no}-3`)],
    sent: () => 'withdrawal',
    limit: [PAID, 0],
  },
];

const send = (sent: Sent, { prescriptionNo }: Patient, webhookId?: string): Promise<Told<unknown>> =>
  sent === 'withdrawal' ? life.withdraw(prescriptionNo) : life.send(sent, webhookId ?? {});

/** From its n-th call (from 0) on the function reaches the table no more; `lost-answer`: that one takes effect all the same. */
function cutOff(call: number, fault: Fault): void {
  let made = 0;
  connector.traffic.setFaults(() => {
    const at = made++;
    if (at < call) return undefined;
    return at === call ? fault : 'lost-request';
  });
}

/** At every call one, the other one at the next, or both. */
const faultsAt = (callsLeft: number): readonly Fault[] =>
  provesAll ? ['lost-request', 'lost-answer'] : [callsLeft % 2 === 1 ? 'lost-answer' : 'lost-request'];

/** A partner is read every 30 s: the request that meets that has one call more than all the others like it. */
const isReadNowAndThen = ({ request }: EngineCall): boolean => JSON.stringify(request).includes('PARTNER#');

/** Plays a path, cut off once, sends it again, and gives what its sender and its order then say. */
async function lived(path: Path, name: string, cut?: readonly [call: number, fault: Fault]) {
  connector.setNow(START);
  const member = await patient(connector, life, name);
  const no = `HX-${name}`;
  for (const sent of path.before?.(no, member) ?? []) expect((await send(sent, member)).status).toBeLessThan(300);
  connector.advance(path.isLate === true ? HOLD_SECONDS : 1);
  const sent = path.sent(no, member);
  connector.traffic.take();
  if (cut !== undefined) {
    cutOff(...cut);
    expect((await send(sent, member, name)).status).toBe(503);
    connector.traffic.setFaults(undefined);
  }
  const again = await send(sent, member, name);
  const calls = connector.traffic.take().filter((one) => !isReadNowAndThen(one)).length;
  const once = await life.read(no);
  const third = await send(sent, member, name);
  expect([third.status, third.text, isReplay(third)]).toEqual([again.status, again.text, true]);
  expect(kept((await life.read(no)).text, name), 'once').toBe(kept(once.text, name));
  expect(await life.limit(member.memberId), 'limits').toEqual(path.limit);
  const orders = await Promise.all([no, `${no}-2`, `${no}-3`].map(async (orderNo) => (await life.read(orderNo)).text));
  const exceptions = (await exceptionsOf(connector)).filter(({ orderNo }) => orderNo.startsWith(no));
  const kinds = exceptions.map(({ kind, owner }) => `${kind} ${owner.role}`);
  return { calls, seen: [again.status, kept(again.text, name), ...orders.map((text) => kept(text, name)), ...kinds] };
}

const kept = (text: string, name: string): string =>
  text
    .replaceAll(name, 'TWIN')
    .replaceAll(/[\w-]{21}\.(?=\d)/g, 'ORDER.')
    .replaceAll(/EX-[\w-]{22}/g, 'EX')
    .replaceAll(/"requestId":"[^"]*"/g, '');

describe('a sender that was cut off before or after any call of its request, and sends it again', () => {
  it.each(paths)('finds one effect, nothing stranded and nothing doubled: $name', async (path) => {
    const prefix = `P${paths.indexOf(path)}`;
    const undisturbed = await lived(path, `${prefix}-0`);
    for (let call = undisturbed.calls - 1; call >= 0; call -= provesAll ? 1 : 5) {
      for (const fault of faultsAt(undisturbed.calls - call)) {
        const { seen } = await lived(path, `${prefix}-${call}-${fault}`, [call, fault]);
        expect(seen, `${fault} at call ${call}`).toEqual(undisturbed.seen);
      }
    }
    console.log(`${path.name}: cut off at each of ${undisturbed.calls} calls`);
  });

  it('and the facts agree with the limits', async () => {
    connector.setNow('2026-12-31T00:00:00+08:00');
    await expectBooksAgree(connector);
    expect(connector.failures).toEqual([]);
  });
});
