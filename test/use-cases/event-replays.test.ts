import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { Patient } from '../support/drug-orders.ts';
import { patient, publishDrugs } from '../support/drug-orders.ts';
import { isReplay } from '../support/order-life.ts';
import type { EventSent, EventTold, PharmacyLife } from '../support/pharmacy.ts';
import { event, pharmacyLife } from '../support/pharmacy.ts';
import { storedItems } from '../support/stored-items.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

const DAY_SECONDS = 86_400;

let connector: Connector;
let life: PharmacyLife;
let member: Patient;
beforeAll(async () => {
  connector = await startCheckedConnector();
  life = pharmacyLife(connector);
  await publishDrugs(connector);
  member = await patient(connector, life, 'REPLAYS');
});
afterAll(() => connector.stop());

const inShort = ({ status, body }: EventTold): string => `${status} ${body.code ?? body.status}`;

describe('a webhook that is delivered again', () => {
  // each at a fixed instant, because a delivery repeats the bytes of the first
  const at = (sent: EventSent, hour: number): EventSent => ({ ...sent, occurredAt: `2026-06-15T${hour}:00:00+08:00` });
  const events: readonly (readonly [id: string, sent: () => EventSent, told: string])[] = [
    ['early-return', () => at(event.returned('HX-LIFE', 'TH-1', '0.5'), 14), '202 waiting'],
    ['early-delivery', () => at(event.delivered('HX-LIFE'), 12), '202 waiting'],
    ['submitted', () => at(member.submitted('HX-LIFE'), 10), '200 authorized'],
    ['submitted-again', () => at(member.submitted('HX-LIFE'), 10), '200 authorized'],
    ['dispensed', () => at(event.dispensed('HX-LIFE'), 11), '200 applied'],
    ['dispensed-again', () => at(event.dispensed('HX-LIFE'), 11), '200 superseded'],
    ['delivered', () => at(event.delivered('HX-LIFE'), 12), '200 superseded'],
    ['returned', () => at(event.returned('HX-LIFE', 'TH-2', '0.5'), 15), '200 applied'],
    ['returned-again', () => at(event.returned('HX-LIFE', 'TH-2', '0.5'), 15), '200 applied'],
    ['cancelled', () => at(event.cancelled('HX-LIFE'), 16), '200 applied'],
    ['cancelled-again', () => at(event.cancelled('HX-LIFE'), 16), '200 superseded'],
    ['returned-late', () => at(event.returned('HX-LIFE', 'TH-3', '0.5'), 17), '200 superseded'],
    [
      'declined',
      () => at(event.submitted(member.order('HX-DECLINED', 1, { prescriptionNo: 'RX-NONE' })), 10),
      '200 declined',
    ],
    ['of-declined', () => at(event.dispensed('HX-DECLINED'), 11), '200 superseded'],
  ];
  const answers = new Map<string, EventTold>();

  it('is answered as before, at once, and once more when the order has gone on, and long after', async () => {
    const again = async (): Promise<void> => {
      const before = await storedItems(connector);
      for (const [id, sent] of events) {
        const first = answers.get(id);
        if (first === undefined) continue;
        const { status, text, headers } = await life.send(sent(), id);
        expect([id, status, text]).toEqual([id, first.status, first.text]);
        expect(headers['connector-replayed'], id).toBe('true');
      }
      expect(await storedItems(connector)).toEqual(before);
    };
    for (const [id, sent, told] of events) {
      const answer = await life.send(sent(), id);
      expect([id, inShort(answer)]).toEqual([id, told]);
      answers.set(id, answer);
      const atOnce = await life.send(sent(), id);
      expect([atOnce.text, isReplay(atOnce)]).toEqual([answer.text, true]);
      if (id === 'dispensed') await again();
    }
    await again();
    for (const days of [4, 4_000]) {
      connector.advance(days * DAY_SECONDS);
      await again();
    }
    connector.setNow('2026-06-15T10:00:00+08:00');
  });

  it('with another body is a conflict, whatever it was, and nothing is stored', async () => {
    const before = await storedItems(connector);
    for (const [id, sent] of events) {
      const others = [
        { ...sent(), occurredAt: '2026-06-16T10:00:00+08:00' },
        event.dispensed('HX-NEVER'),
        member.submitted('HX-NEVER'),
      ];
      for (const other of others) {
        const answer = await life.send(other, id);
        expect([id, inShort(answer)]).toEqual([id, '409 webhook.conflict']);
      }
    }
    expect(await storedItems(connector)).toEqual(before);
  });

  it('by another pharmacy under the same id is that pharmacy’s own', async () => {
    const other = pharmacyLife(connector, 'pharmacy-b');
    expect(inShort(await other.send(event.dispensed('HX-LIFE'), 'dispensed'))).toBe('202 waiting');
  });
});

describe('what a pharmacy numbers itself', () => {
  it('an order under another webhook-id is answered the same, and its number stands for one content', async () => {
    const first = await life.send(member.submitted('HX-OTHER-ID'));
    const again = await life.send(member.submitted('HX-OTHER-ID'));
    expect([again.status, again.text, isReplay(again)]).toEqual([200, first.text, true]);
    const before = await storedItems(connector);
    const other = await life.send(member.submitted('HX-OTHER-ID', 3));
    expect(inShort(other)).toBe('409 order.conflict');
    expect(other.text).toContain('lines[0].quantity');
    expect(await storedItems(connector)).toEqual(before);
  });

  it('a return under another webhook-id is the same return, and its number stands for one content', async () => {
    await life.send(member.submitted('HX-RETURNS'));
    await life.send(event.dispensed('HX-RETURNS'));
    const first = await life.send(event.returned('HX-RETURNS', 'TH-1', '0.5'));
    expect(first.body.order?.refundable).toMatchObject([{ quantity: '1.5' }]);
    await life.send(event.returned('HX-RETURNS', 'TH-2', '0.5'));
    const again = await life.send(event.returned('HX-RETURNS', 'TH-1', '0.5'));
    expect([again.status, again.text, isReplay(again)]).toEqual([200, first.text, true]);
    const before = await storedItems(connector);
    const other = await life.send(event.returned('HX-RETURNS', 'TH-1', '0.25'));
    expect([other.status, other.body.code]).toEqual([409, 'order.conflict']);
    expect(await storedItems(connector)).toEqual(before);
    expect(inShort(await life.send(event.returned('HX-RETURNS', 'TH-3', '1.0001')))).toBe(
      '422 reversal.exceeds-settled',
    );
    expect(inShort(await life.send(event.dispensed('HX-TOO-MUCH', [1, '2', 2_001])))).toBe('202 waiting');
  });

  it('more than was authorised is refused, and nothing is stored', async () => {
    await life.send(member.submitted('HX-MORE'));
    const before = await storedItems(connector);
    const lines = [
      [1, '2', 2_001],
      [1, '2.0001', 2_000],
      [2, '1', 1],
    ] as const;
    for (const line of lines) {
      const answer = await life.send(event.dispensed('HX-MORE', line), 'too-much');
      expect(inShort(answer)).toBe('422 capture.exceeds-authorized');
    }
    expect(await storedItems(connector)).toEqual(before);
    // what was refused has used up no id
    expect(inShort(await life.send(event.dispensed('HX-MORE'), 'too-much'))).toBe('200 applied');
  });
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
