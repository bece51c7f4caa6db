import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import type { EventSent, PharmacyLife } from '../support/pharmacy.ts';
import { event, exceptionsOf, pharmacyLife } from '../support/pharmacy.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;
let life: PharmacyLife;
let member: Patient;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
  member = await patient(connector, life, 'WAITING');
});
afterAll(() => connector.stop());

const wait = async (...events: readonly EventSent[]): Promise<void> => {
  for (const sent of events) expect((await life.send(sent)).status).toBe(202);
};
const told = async (sent: EventSent): Promise<unknown> => {
  const { status, body } = await life.send(sent);
  return `${status} ${body.code ?? body.status}`;
};

/** What an order came to: its status, and what became of each event that had waited or came late. */
async function endOf(orderNo: string) {
  const { status, facts, refundable } = (await life.read(orderNo)).body;
  const steps = facts.filter(({ type }) => type !== 'waiting').map(({ type, outcome }) => outcome ?? type);
  const exceptions = (await exceptionsOf(connector, orderNo)).map(({ kind }) => kind);
  return { status, steps: steps.join(), left: refundable[0]?.quantity, exceptions };
}

const at = (hour: number, sent: EventSent): EventSent => ({ ...sent, occurredAt: `2026-06-15T${hour}:00:00+08:00` });
const numbered = (sequence: number, sent: EventSent): EventSent => ({ ...at(10, sent), sequence });

describe('events that wait have their turn in the order in which they happened', () => {
  const lifeOf = (no: string): readonly EventSent[] => [
    event.dispensed(no),
    event.delivered(no),
    event.returned(no, 'TH-1', '0.5'),
    event.returned(no, 'TH-2', '0.5'),
  ];
  const natural = {
    status: 'partially-reversed',
    steps: 'authorization,capture,delivery,reversal,reversal',
    left: '1',
    exceptions: [],
  };

  it.each<[string, (sent: EventSent, n: number) => EventSent]>([
    ['by the sender’s numbers, whatever the times', (sent, n) => numbered(n + 2, sent)],
    ['by the times', (sent, n) => at(11 + n, sent)],
    ['by what they are, where neither tells', (sent) => at(11, sent)],
  ])('%s', async (by, order) => {
    const no = `HX-TURNS-${by.length}`;
    await wait(...lifeOf(no).map(order).toReversed());
    expect(await told(member.submitted(no))).toBe('200 authorized');
    expect(await endOf(no)).toEqual(natural);
  });

  it('a dispensing that was told after a cancellation is overtaken by it, and somebody must look', async () => {
    await wait(numbered(3, event.dispensed('HX-AFTER')), numbered(2, event.cancelled('HX-AFTER')));
    await told(member.submitted('HX-AFTER'));
    const steps = 'authorization,void,superseded';
    expect(await endOf('HX-AFTER')).toEqual({
      status: 'voided',
      steps,
      left: undefined,
      exceptions: ['dispensed-against-voided'],
    });
  });

  it('on an order that is declined they are overtaken', async () => {
    await wait(...lifeOf('HX-DECLINED'));
    expect(await told(event.submitted(member.order('HX-DECLINED', 1, { prescriptionNo: 'RX-NONE' })))).toBe(
      '200 declined',
    );
    const steps = 'decline,superseded,superseded,superseded,superseded';
    expect(await endOf('HX-DECLINED')).toEqual({ status: 'declined', steps, left: undefined, exceptions: [] });
  });
});

describe('an event that waited and is refused opens an exception, because nobody is there to be told', () => {
  it('a dispensing of more than was authorised; what is dispensed after it is captured', async () => {
    await wait(event.dispensed('HX-MORE', [1, '3', 3_000]));
    expect(await told(member.submitted('HX-MORE'))).toBe('200 authorized');
    expect(await endOf('HX-MORE')).toMatchObject({ status: 'authorized', exceptions: ['waiting-event-refused'] });
    expect(await told(event.dispensed('HX-MORE'))).toBe('200 applied');
    expect(await endOf('HX-MORE')).toMatchObject({ status: 'captured', steps: 'authorization,refused,capture' });
  });

  it('a return of more than was dispensed; one of less is applied', async () => {
    await told(member.submitted('HX-BACK'));
    await wait(at(11, event.returned('HX-BACK', 'TH-1', '1.5')), at(12, event.returned('HX-BACK', 'TH-2', '1')));
    expect(await told(event.dispensed('HX-BACK', [1, '1', 1_000]))).toBe('200 applied');
    const steps = 'authorization,capture,refused,reversal';
    expect(await endOf('HX-BACK')).toEqual({
      status: 'reversed',
      steps,
      left: undefined,
      exceptions: ['waiting-event-refused'],
    });
  });

  it('a return under a number that stands for another one; the same one twice is one', async () => {
    await told(member.submitted('HX-NUMBER'));
    await wait(at(11, event.returned('HX-NUMBER', 'TH-1', '0.5')));
    await wait(at(12, event.returned('HX-NUMBER', 'TH-1', '0.5')), at(13, event.returned('HX-NUMBER', 'TH-1', '0.75')));
    expect(await told(event.dispensed('HX-NUMBER'))).toBe('200 applied');
    const steps = 'authorization,capture,reversal,superseded,refused';
    const end = { status: 'partially-reversed', left: '1.5', exceptions: ['waiting-event-refused'] };
    expect(await endOf('HX-NUMBER')).toEqual({ ...end, steps });
  });
});

describe('what was handed over against a voided hold', () => {
  it('is one exception of the order, however many webhooks tell it', async () => {
    await told(member.submitted('HX-VOIDED'));
    await told(event.cancelled('HX-VOIDED'));
    for (let n = 0; n < 3; n++) expect(await told(event.dispensed('HX-VOIDED'))).toBe('200 superseded');
    const { body } = await life.read('HX-VOIDED');
    const voidId = body.facts.find(({ type }) => type === 'void')?.factId;
    expect(await exceptionsOf(connector, 'HX-VOIDED')).toMatchObject([
      {
        ...{ kind: 'dispensed-against-voided', owner: { role: 'pharmacy', partnerId: 'pharmacy-a' } },
        ...{ prescriptionNo: member.prescriptionNo, reference: { of: 'fact', id: voidId } },
      },
    ]);
  });
});

it('more than a hundred events cannot wait for one order; those that wait have their turn', async () => {
  for (let n = 0; n < 100; n++) await wait(event.delivered('HX-FLOOD'));
  expect(await told(event.delivered('HX-FLOOD'))).toBe('422 order.too-many-facts');
  expect(await told(member.submitted('HX-FLOOD'))).toBe('200 authorized');
  const { status, steps } = await endOf('HX-FLOOD');
  expect([status, steps.split(',').length]).toEqual(['authorized', 101]);
  expect(await told(event.dispensed('HX-FLOOD'))).toBe('200 applied');
});

it('the facts agree with the limits, and no failure is left behind', async () => {
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
