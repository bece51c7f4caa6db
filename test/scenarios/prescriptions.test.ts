import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, prescriptionOf } from '../support/documents.ts';
import { dispensed, inShort, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish } from '../support/enrolment.ts';

const RX = 'XA10BAE021A010010201650';
const OTHER = 'XC09AAB001A001019900001';
const identity = { idType: 'resident-id', idNo: '11000019491231009X', name: '王秀英' } as const;

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const drugs = consultBenefit({ benefitId: 'drugs', covers: { categories: ['drug'], items: 'any' } });
  await publish(connector, 'drugs', { benefits: [drugs] });
  for (const memberId of ['M-A', 'M-B']) await enrol(connector, memberId, 'drugs');
  await enrol(connector, 'M-KNOWN', 'drugs', { identity: { ...identity, birthDate: '1949-12-31', sex: 'female' } });
});
afterAll(() => connector.stop());

const issue = (no: string, over = {}, item = {}, memberId = 'M-A') =>
  prescribe(connector, no, prescriptionOf(memberId, [{ code: RX, ...item }], over));
const buy = async (orderNo: string, prescriptionNo: string | undefined, over = {}, quantity = 1, memberId = 'M-A') =>
  settle(
    connector,
    dispensed(orderNo, memberId, [{ code: RX, quantity }], {
      ...(prescriptionNo !== undefined && { prescriptionNo }),
      ...over,
    }),
  );

describe('a prescription', () => {
  it('is issued once, is the same again however it is written, and says what is left of each code', async () => {
    const issued = await issue('RX-1', {}, { refills: 1 });
    expect(issued).toMatchObject({
      status: 201,
      body: {
        ...{ prescriptionNo: 'RX-1', memberId: 'M-A', status: 'issued' },
        ...{ issuedAt: '2026-06-15T08:00:00.000+08:00', validUntil: '2026-06-18T08:00:00.000+08:00' },
        items: [{ code: RX, allowed: '4', used: '0', held: '0', remaining: '4' }],
      },
    });
    const again = await issue(
      'RX-1',
      { issuedAt: '2026-06-15T00:00:00Z', longTerm: false },
      { refills: 1, quantity: '2.0' },
    );
    expect([again.status, again.headers['connector-replayed'], again.text]).toEqual([200, 'true', issued.text]);
  });

  it('adds up a code that it names twice', async () => {
    const twice = [{ code: RX }, { code: OTHER }, { code: RX, quantity: '0.5', refills: 2 }];
    const { body } = await prescribe(connector, 'RX-TWICE', prescriptionOf('M-A', twice));
    expect(body.items.map(({ code, allowed }) => [code, allowed])).toEqual([
      [RX, '3.5'],
      [OTHER, '2'],
    ]);
  });

  it('may be amended before its use, for another member too, and not by another hospital', async () => {
    await issue('RX-AMENDED', { reviewedBy: undefined, reviewedAt: undefined });
    expect((await issue('RX-AMENDED', {}, {}, 'M-B')).body).toMatchObject({ memberId: 'M-B', status: 'issued' });
    const amended = await issue('RX-AMENDED', {}, { quantity: '3' });
    expect([amended.status, amended.headers['connector-replayed']]).toEqual([200, undefined]);
    const foreign = await prescribe(connector, 'RX-AMENDED', prescriptionOf('M-A', [{ code: RX }]), 'hospital-b');
    expect(foreign).toMatchObject({ status: 404, body: { code: 'prescription.out-of-reach' } });
    expect(inShort(await buy('HX-AMENDED', 'RX-AMENDED', {}, 3))).toBe('3000 |');
  });

  it('stays as it is once anything was taken from it', async () => {
    await issue('RX-USED');
    await buy('HX-USED', 'RX-USED', {}, 0.5);
    expect(await issue('RX-USED', {}, { quantity: '9' })).toMatchObject({
      status: 409,
      body: {
        code: 'prescription.used',
        existing: { prescriptionNo: 'RX-USED', items: [{ code: RX, allowed: '2', used: '0.5', remaining: '1.5' }] },
      },
    });
    expect(await issue('RX-USED')).toMatchObject({ status: 200, body: { items: [{ remaining: '1.5' }] } });
  });

  it('names an enrolled identity, or any number', async () => {
    const by = (member: object) => issue('RX-BY', { member });
    expect(await by(identity)).toMatchObject({ status: 201, body: { memberId: 'M-KNOWN' } });
    expect((await by({ memberId: 'M-KNOWN' })).headers['connector-replayed']).toBe('true');
    const otherName = await issue('RX-BY-2', { member: { ...identity, name: '王秀兰' } });
    expect(otherName).toMatchObject({ status: 404, body: { code: 'member.unknown' } });
    expect((await issue('RX-LATER', {}, {}, 'M-LATER')).status).toBe(201);
    await enrol(connector, 'M-LATER', 'drugs');
    expect(inShort(await buy('HX-LATER', 'RX-LATER', {}, 1, 'M-LATER'))).toBe('1000 |');
  });

  it('has at most five drugs', async () => {
    const six = Array.from({ length: 6 }, (_, n) => ({ code: `D-${n}` }));
    expect((await prescribe(connector, 'RX-FIVE', prescriptionOf('M-A', six.slice(1)))).status).toBe(201);
    const refused = await prescribe(connector, 'RX-SIX', prescriptionOf('M-A', six));
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'items' }] } });
  });
});

describe('a drug', () => {
  it('is paid up to what is prescribed: trimmed to what is left (R405), then used up (R407)', async () => {
    await issue('RX-LEFT', {}, { quantity: '3' });
    expect(inShort(await buy('HX-LEFT-1', 'RX-LEFT', {}, 2))).toBe('2000 |');
    const quoted = dispensed('HX-LEFT-2', 'M-A', [{ code: RX, quantity: 2 }], { prescriptionNo: 'RX-LEFT' });
    expect((await connector.as('hospital-b').request('POST', '/v1/quotes', quoted)).body).toMatchObject({
      totals: { insurer: 1_000, patient: 1_000 },
    });
    // any hospital's order takes from the same prescription
    expect(inShort(await settle(connector, quoted, 'hospital-b'))).toBe('1000 | R405 1000');
    expect(inShort(await buy('HX-LEFT-3', 'RX-LEFT'))).toBe('0 | R407 1000');
    expect((await issue('RX-LEFT', {}, { quantity: '3' })).body.items).toMatchObject([{ used: '3', remaining: '0' }]);
  });

  it('takes what is kept of it, whatever the insurer pays, and nothing where the line is refused', async () => {
    const free = consultBenefit({ benefitId: 'drugs', covers: { items: 'any' }, coinsuranceBps: 10_000 });
    await publish(connector, 'patient-pays', { benefits: [free], exclusions: { codes: [OTHER] } });
    await enrol(connector, 'M-PAYS', 'patient-pays');
    await prescribe(connector, 'RX-PAYS', prescriptionOf('M-PAYS', [{ code: RX }, { code: OTHER }]));
    const order = dispensed('HX-PAYS', 'M-PAYS', [{ code: RX }, { code: OTHER }], { prescriptionNo: 'RX-PAYS' });
    expect(inShort(await settle(connector, order))).toBe('0 | L502 1000 | C301 1000');
    const { body } = await prescribe(connector, 'RX-PAYS', prescriptionOf('M-PAYS', [{ code: RX }, { code: OTHER }]));
    expect(body.items.map(({ used }) => used)).toEqual(['1', '0']);
  });

  it('is refused without a prescription, on one that does not exist, and on another member’s (R401)', async () => {
    await issue('RX-MINE');
    expect(inShort(await buy('HX-NONE', undefined))).toBe('0 | R401 1000');
    expect(inShort(await buy('HX-UNHEARD', 'RX-UNHEARD'))).toBe('0 | R401 1000');
    expect(inShort(await buy('HX-THEIRS', 'RX-MINE', {}, 1, 'M-B'))).toBe('0 | R401 1000');
    expect((await issue('RX-MINE')).body.items).toMatchObject([{ used: '0' }]);
  });

  it('is refused until a pharmacist has reviewed the prescription (R401)', async () => {
    const { body } = await issue('RX-NEW', { reviewedBy: undefined, reviewedAt: undefined });
    expect(body.status).toBe('awaiting-review');
    expect(inShort(await buy('HX-NEW-1', 'RX-NEW'))).toBe('0 | R401 1000');
    const reviewedAt = '2026-06-15T09:30:00+08:00';
    expect((await issue('RX-NEW', { reviewedAt })).body.status).toBe('issued');
    expect(inShort(await buy('HX-NEW-2', 'RX-NEW', { serviceAt: '2026-06-15T09:29:59+08:00' }))).toBe('0 | R401 1000');
    expect(inShort(await buy('HX-NEW-3', 'RX-NEW', { serviceAt: reviewedAt }))).toBe('1000 |');
  });

  it.each([
    ['72 hours after it was issued', {}, '2026-06-18T08:00:00+08:00', '2026-06-18T08:00:01+08:00'],
    [
      'when it says',
      { validUntil: '2026-06-16T00:00:00+08:00' },
      '2026-06-16T00:00:00+08:00',
      '2026-06-16T00:00:00.001+08:00',
    ],
  ])('ends %s (R402)', async (name, over, last, after) => {
    connector.setNow('2026-06-18T12:00:00+08:00');
    const no = `RX-ENDS-${name.length}`;
    await issue(no, over);
    expect(inShort(await buy(`HX-${no}-1`, no, { serviceAt: last }))).toBe('1000 |');
    expect(inShort(await buy(`HX-${no}-2`, no, { serviceAt: after }))).toBe('0 | R402 1000');
    expect(inShort(await buy(`HX-${no}-3`, no, { serviceAt: '2026-06-15T07:59:59+08:00' }))).toBe('0 | R401 1000');
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
