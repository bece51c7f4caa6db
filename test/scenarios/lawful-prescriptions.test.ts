import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrescriptionRequest } from '../../lambdas/contracts/prescription.ts';
import { toPrescription } from '../../lambdas/contracts/prescription.ts';
import { prescriptionKey } from '../../lambdas/storage/keys.ts';
import { prescriptionAttributes } from '../../lambdas/storage/prescription-item.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, prescriptionOf } from '../support/documents.ts';
import { dispensed, prescribe, settle } from '../support/dispensing.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

const RX = 'XA10BAE021A010010201650';
const FENTANYL = 'XN02ABF001B002010100001';
const CHILD = { idType: 'resident-id', idNo: '110000202006160015', name: '王小明' } as const;

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const drugs = consultBenefit({ benefitId: 'drugs', covers: { categories: ['drug'], items: 'any' } });
  await publish(connector, 'drugs', { benefits: [consultBenefit(), drugs] });
  await enrol(connector, 'M-A', 'drugs');
  await enrol(connector, 'M-CHILD', 'drugs', { identity: { ...CHILD, birthDate: '2020-06-16', sex: 'male' } });
});
afterAll(() => connector.stop());

const written = (over: Partial<PrescriptionRequest> = {}, item = {}, memberId = 'M-A') =>
  prescriptionOf(memberId, [{ code: RX, ...item }], over);
const issue = (no: string, ...content: Parameters<typeof written>) => prescribe(connector, no, written(...content));
const unlawful = (...paths: readonly string[]) => ({
  status: 422,
  body: {
    ...{ code: 'prescription.unlawful', retry: 'never' },
    errors: paths.map((path) => ({ path, message: expect.any(String) as string })),
  },
});

describe('a prescription against regulation', () => {
  it('is refused with every fault named, and nothing of it is kept', async () => {
    const before = await storedItems(connector);
    const early = '2026-06-15T07:59:59+08:00';
    const body = prescriptionOf('M-A', [{ code: RX, daysSupply: 85 }, { code: FENTANYL }], {
      ...{ reviewedBy: undefined, reviewedAt: early, validUntil: early },
    });
    const paths = ['reviewedBy', 'reviewedAt', 'validUntil', 'items[0].daysSupply', 'items[1].code'];
    expect(await prescribe(connector, 'RX-FAULTS', body)).toMatchObject(unlawful(...paths));
    expect(await issue('RX-OWN', { reviewedBy: 'D310199000003' })).toMatchObject(unlawful('reviewedBy'));
    expect(await storedItems(connector)).toEqual(before);
    expect((await issue('RX-FAULTS', {}, { daysSupply: 84 })).status).toBe(201);
  });

  it('cannot be come by in an amendment either; what was issued stays', async () => {
    await issue('RX-AMENDED');
    expect(await issue('RX-AMENDED', {}, { daysSupply: 85 })).toMatchObject(unlawful('items[0].daysSupply'));
    expect((await issue('RX-AMENDED')).headers['connector-replayed']).toBe('true');
  });

  it('is 409 and not 422 once it was used: its content is not judged any more', async () => {
    await issue('RX-USED');
    await settle(connector, dispensed('HX-USED', 'M-A', [{ code: RX }], { prescriptionNo: 'RX-USED' }));
    expect(await issue('RX-USED', {}, { daysSupply: 85 })).toMatchObject({
      status: 409,
      body: { code: 'prescription.used' },
    });
  });

  it('is answered as before where it was kept before there was the rule', async () => {
    const body = written({}, { code: FENTANYL, daysSupply: 366 });
    const attributes = prescriptionAttributes({
      ...{ prescriptionNo: 'RX-OLD', hospitalId: 'hospital-a' },
      issued: toPrescription(body, 'M-A'),
    });
    const Item = { ...prescriptionKey('RX-OLD'), ...attributes, r: { N: '1' } };
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item }));
    const again = await prescribe(connector, 'RX-OLD', body);
    expect([again.status, again.headers['connector-replayed']]).toEqual([200, 'true']);
    expect(again.body.items).toMatchObject([{ code: FENTANYL, remaining: '2' }]);
  });
});

describe('a prescription for a child under six', () => {
  const guarded = (orderNo: string, memberId: string, guardianPresent: boolean, hospital?: 'hospital-b') => {
    const visit = { type: 'follow-up', mode: 'video', guardianPresent } as const;
    return settle(connector, consultOrder(orderNo, memberId, 4_500, { visit }), hospital);
  };
  const forChild = (no: string, over: Partial<PrescriptionRequest> = {}) => issue(no, over, {}, 'M-CHILD');

  beforeAll(async () => {
    await guarded('HX-GUARDED', 'M-CHILD', true);
    await guarded('HX-ALONE', 'M-CHILD', false);
    await guarded('HX-OTHER', 'M-A', true);
    await guarded('HX-THEIRS', 'M-CHILD', true, 'hospital-b');
  });

  it('names the consult at which a guardian was', async () => {
    expect((await forChild('RX-C1', { consultOrderNo: 'HX-GUARDED' })).status).toBe(201);
    const byIdentity = { member: CHILD, consultOrderNo: 'HX-GUARDED' };
    expect((await forChild('RX-C2', byIdentity)).status).toBe(201);
    expect(await forChild('RX-C3', { member: CHILD })).toMatchObject(unlawful('consultOrderNo'));
  });

  it.each([
    ['no consult', undefined],
    ['one that has not arrived', 'HX-NEVER'],
    ['one without a guardian', 'HX-ALONE'],
    ['another member’s', 'HX-OTHER'],
    ['another hospital’s', 'HX-THEIRS'],
  ])('is refused with %s', async (_, consultOrderNo) => {
    const over = consultOrderNo === undefined ? {} : { consultOrderNo };
    expect(await forChild('RX-C4', over)).toMatchObject(unlawful('consultOrderNo'));
  });

  it('takes a consult that was declined, because it has taken place', async () => {
    const visit = { type: 'first', mode: 'video', guardianPresent: true } as const;
    const declined = await settle(connector, consultOrder('HX-FIRST', 'M-CHILD', 4_500, { visit }));
    expect(declined.body.status).toBe('declined');
    expect((await forChild('RX-C5', { consultOrderNo: 'HX-FIRST' })).status).toBe(201);
  });

  it('asks nothing from the sixth birthday on, and nothing of a member whose birth date is not known', async () => {
    const times = { issuedAt: '2026-06-16T00:00:00+08:00', reviewedAt: '2026-06-16T00:00:00+08:00' };
    expect((await forChild('RX-C6', times)).status).toBe(201);
    expect((await issue('RX-C7', {}, {}, 'M-UNKNOWN')).status).toBe(201);
  });

  it('costs one read more than another one, and only where there is a consult to read', async () => {
    const operationsOf = async (send: () => Promise<unknown>) => {
      connector.traffic.take();
      await send();
      return connector.traffic
        .take()
        .map(({ operation }) => operation)
        .filter((operation) => operation !== 'PutItem');
    };
    const consultOrderNo = 'HX-GUARDED';
    expect(await operationsOf(() => issue('RX-ADULT', { consultOrderNo }))).toEqual([
      ...['BatchGetItem', 'TransactWriteItems'],
    ]);
    expect(await operationsOf(() => forChild('RX-C8', { consultOrderNo }))).toEqual([
      ...['BatchGetItem', 'Query', 'TransactWriteItems'],
    ]);
    expect(await operationsOf(() => forChild('RX-C9'))).toEqual(['BatchGetItem']);
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
