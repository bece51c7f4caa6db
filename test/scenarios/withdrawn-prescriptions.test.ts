import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { untilTold } from '../support/copies.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, prescribed, publishDrugs } from '../support/drug-orders.ts';
import { isReplay } from '../support/order-life.ts';
import type { PharmacyLife } from '../support/pharmacy.ts';
import { event, exceptionsOf, pharmacyLife } from '../support/pharmacy.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 180_000 });

const ROUNDS = 24;
const HOLD_SECONDS = 259_200;
/** what insurers pay of two units */
const PAID = 1_800;

let connector: Connector;
let life: PharmacyLife;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
});
afterAll(() => connector.stop());

const statusOf = async (orderNo: string) => (await life.read(orderNo)).body.status;
const kindsOf = async (orderNo: string) => (await exceptionsOf(connector, orderNo)).map(({ kind }) => kind);

describe('a prescription that is voided', () => {
  it('voids every open hold on it, reverses nothing that was settled, and each such order gets an exception', async () => {
    const member = await patient(connector, life, 'WHOLE');
    for (const no of ['HELD-1', 'HELD-2', 'USED-1', 'USED-2', 'BACK', 'GONE']) {
      await life.send(member.submitted(`HX-${no}`));
    }
    for (const no of ['USED-1', 'USED-2', 'BACK']) await life.send(event.dispensed(`HX-${no}`));
    await life.send(event.returned('HX-USED-2', 'TH-1'));
    await life.send(event.returned('HX-BACK', 'TH-1', '2'));
    await life.send(event.cancelled('HX-GONE'));
    expect(await life.limit(member.memberId)).toEqual([PAID * 1.5, PAID * 2]);

    const first = await life.withdraw(member.prescriptionNo);
    expect(first).toMatchObject({ status: 200, body: { status: 'voided', voidedAt: '2026-06-15T10:00:00.000+08:00' } });
    expect(await life.limit(member.memberId)).toEqual([PAID * 1.5, 0]);
    for (const no of ['HELD-1', 'HELD-2', 'GONE']) expect(await statusOf(`HX-${no}`)).toBe('voided');
    expect([await statusOf('HX-USED-1'), await statusOf('HX-USED-2')]).toEqual(['captured', 'partially-reversed']);
    const opened = await exceptionsOf(connector);
    expect(opened.map(({ orderNo }) => orderNo).toSorted()).toEqual(['HX-USED-1', 'HX-USED-2']);
    expect(opened.map(({ exceptionId }) => exceptionId).toSorted()).toEqual(first.body.exceptions.toSorted());
    for (const { kind, owner } of opened)
      expect([kind, owner]).toEqual([
        'prescription-voided-after-settlement',
        { role: 'hospital', partnerId: 'hospital-a' },
      ]);
  });

  it('is answered the same for ever, whatever has become of the orders, and opens nothing anew', async () => {
    const first = await life.withdraw('RX-WHOLE');
    await life.send(event.returned('HX-USED-1', 'TH-1', '2'));
    connector.advance(400 * 86_400);
    const again = await life.withdraw('RX-WHOLE', 'another-reason');
    expect([again.status, again.text, isReplay(again)]).toEqual([200, first.text, true]);
    expect(await exceptionsOf(connector)).toHaveLength(2);
    connector.advance(-400 * 86_400);
  });

  it('stays as it is: the same again is the same, other content is refused, and nothing is decided on it (R401)', async () => {
    const member: Pick<Patient, 'memberId'> = { memberId: 'M-WHOLE' };
    const issued = prescribed(member as Patient);
    expect(await life.prescribe('RX-WHOLE', issued)).toMatchObject({ status: 200, body: { status: 'voided' } });
    const other = await life.prescribe('RX-WHOLE', { ...issued, longTerm: true });
    expect([other.status, other.body.code, other.body.existing?.status]).toEqual([
      409,
      'prescription.voided',
      'voided',
    ]);
    const order = (await patient(connector, life, 'OTHER')).order('HX-AFTER', 2, { prescriptionNo: 'RX-WHOLE' });
    const told = await life.send(event.submitted({ ...order, member: { memberId: 'M-WHOLE' } }));
    expect([told.body.status, told.body.lines?.[0]?.reasons.map(({ code }) => code)]).toEqual(['declined', ['R401']]);
  });

  it('is another hospital’s own, and there is none that was never issued', async () => {
    const target = '/v1/prescriptions/RX-WHOLE/void';
    const other = await connector.as('hospital-b').request('POST', target, { reason: 'wrong-dose' });
    expect([other.status, other.body['code']]).toEqual([404, 'prescription.out-of-reach']);
    expect(await life.withdraw('RX-NEVER')).toMatchObject({ status: 404, body: { code: 'prescription.out-of-reach' } });
  });

  it('leaves an expired hold expired; dispensed after that, the order is refused and somebody must look', async () => {
    const member = await patient(connector, life, 'EXPIRED');
    await life.send(member.submitted('HX-EXPIRED'));
    connector.advance(HOLD_SECONDS);
    expect((await life.withdraw(member.prescriptionNo)).body.exceptions).toEqual([]);
    expect(await statusOf('HX-EXPIRED')).toBe('expired');
    expect((await life.send(event.dispensed('HX-EXPIRED'))).body.order?.status).toBe('declined');
    expect(await kindsOf('HX-EXPIRED')).toEqual(['late-dispensing-pays-less']);
    expect(await life.limit(member.memberId)).toEqual([0, 0]);
  });
});

describe('a withdrawal at the same moment', () => {
  async function play(name: string, round: (member: Patient, no: string, n: number) => Promise<string>) {
    const ends = new Map<string, number>();
    for (let n = 0; n < ROUNDS; n++) {
      const member = await patient(connector, life, `${name}-${n}`);
      const end = await round(member, `HX-${name}-${n}`, n);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    console.log(name, Object.fromEntries(ends));
    return [...ends.keys()].toSorted();
  }

  async function withdrawn(prescriptionNo: string) {
    for (;;) {
      const told = await life.withdraw(prescriptionNo);
      if (told.status !== 503) return told;
    }
  }

  it('as a dispensing: one of them wins, and the other says so', async () => {
    const ends = await play('DISPENSED', async (member, no, n) => {
      await life.send(member.submitted(no));
      // from at once to a whole request later, so that on any machine each is sometimes the faster one
      const [sooner, later] = [pause(0), pause(2 * n)];
      const [told] = await Promise.all([
        (n % 2 === 0 ? sooner : later).then(() => untilTold(life, event.dispensed(no))),
        (n % 2 === 0 ? later : sooner).then(() => withdrawn(member.prescriptionNo)),
      ]);
      const voided = await withdrawn(member.prescriptionNo);
      const used = await life.limit(member.memberId);
      return `${told.body.status}, ${await statusOf(no)}, ${used.join('+')}, ${voided.body.exceptions.length}: ${(await kindsOf(no)).join()}`;
    });
    expect(ends).toEqual([
      'applied, captured, 1800+0, 1: prescription-voided-after-settlement',
      'superseded, voided, 0+0, 0: dispensed-against-voided',
    ]);
  });

  it('as a submission: the order is held and then voided, or refused by what stands (R401)', async () => {
    const ends = await play('SUBMITTED', async (member, no, n) => {
      const submit = () => untilTold(life, member.submitted(no));
      const withdraw = () => withdrawn(member.prescriptionNo);
      await Promise.all(n % 2 === 0 ? [submit(), withdraw()] : [withdraw(), submit()]);
      return `${await statusOf(no)} ${(await life.limit(member.memberId)).join('+')}`;
    });
    for (const end of ends) expect(['declined 0+0', 'voided 0+0']).toContain(end);
  });
});

it('the facts agree with the limits, and no failure is left behind', async () => {
  connector.setNow('2026-12-31T00:00:00+08:00');
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
