import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { untilTold } from '../support/copies.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import type { EventTold, PharmacyLife } from '../support/pharmacy.ts';
import { event, exceptionsOf, pharmacyLife } from '../support/pharmacy.ts';
import { provesAll } from '../support/proof-size.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 300_000 });

const ROUNDS = provesAll ? 30 : 16;
/** longer than a decision takes on any machine, in milliseconds */
const LATEST = 60;
const HOLD_SECONDS = 259_200;

let connector: Connector;
let life: PharmacyLife;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
});
afterAll(() => connector.stop());

const enrolled = (name: string): Promise<Patient> => patient(connector, life, name);

describe('two that would end one order, at once: one wins, and the other says so', () => {
  /** How often each of two ends came about; both must have. */
  async function play(
    name: string,
    round: (no: string, member: Patient, n: number) => Promise<string>,
  ): Promise<string[]> {
    const member = await enrolled(name);
    const ends = new Map<string, number>();
    for (let n = 0; n < ROUNDS; n++) {
      const end = await round(`HX-${name}-${n}`, member, n);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    console.log(name, Object.fromEntries(ends));
    expect(await life.limit(member.memberId)).toEqual([0, 0]);
    return [...ends.keys()].toSorted();
  }

  const inTurn = <Told>(n: number, sends: readonly (() => Promise<Told>)[]): Promise<Told[]> => {
    const order = n % 2 === 0 ? sends : sends.toReversed();
    return Promise.all(order.map((send) => send())).then((told) => (n % 2 === 0 ? told : told.toReversed()));
  };

  const endOf = async (no: string, told: readonly (EventTold | undefined)[]): Promise<string> => {
    const { status } = (await life.read(no)).body;
    const exceptions = (await exceptionsOf(connector, no)).map(({ kind }) => kind);
    return [...told.map((one) => one?.body.status), status, ...exceptions].join(' ');
  };

  it('a dispensing and a cancellation', async () => {
    const ends = await play('CANCELLED', async (no, member, n) => {
      await life.send(member.submitted(no));
      const sends = [event.dispensed(no), event.cancelled(no)].map((sent) => () => untilTold(life, sent));
      return endOf(no, await inTurn(n, sends));
    });
    expect(ends).toEqual(['applied applied reversed', 'superseded applied voided dispensed-against-voided']);
  });

  it('a dispensing and a cancellation of an expired hold', async () => {
    const ends = await play('LATE', async (no, member, n) => {
      await life.send(member.submitted(no));
      connector.advance(HOLD_SECONDS);
      const dispensed = untilTold(life, event.dispensed(no));
      // a decision takes longer than a cancellation
      await sleep(n % 2 === 0 ? 0 : (LATEST * n) / ROUNDS);
      return endOf(no, await Promise.all([dispensed, untilTold(life, event.cancelled(no))]));
    });
    expect(ends).toEqual(['applied applied reversed', 'superseded applied expired dispensed-against-voided']);
  });

  it('a return and a cancellation', async () => {
    const ends = await play('RETURNED', async (no, member, n) => {
      await life.send(member.submitted(no));
      await life.send(event.dispensed(no));
      const sends = [event.returned(no, 'TH-1'), event.cancelled(no)].map((sent) => () => untilTold(life, sent));
      return endOf(no, await inTurn(n, sends));
    });
    expect(ends).toEqual(['applied applied reversed', 'superseded applied reversed']);
  });

  it('a submission and what must wait for it: nothing is stranded', async () => {
    const ends = await play('SUBMITTED', async (no, member, n) => {
      const sends = [member.submitted(no), event.dispensed(no), event.cancelled(no)].map(
        (sent) => () => untilTold(life, sent),
      );
      await inTurn(n, sends);
      const { status, facts } = (await life.read(no)).body;
      const waited = facts.filter(({ type }) => type === 'waiting').length;
      expect(facts.length, 'each that waited has had its turn').toBeGreaterThan(waited + 1);
      return status;
    });
    for (const end of ends) expect(['reversed', 'voided']).toContain(end);
  });
});

it('the facts of all of them agree with the limits, and no failure is left behind', async () => {
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
