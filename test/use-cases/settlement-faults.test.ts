import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';
import { provesAll } from '../support/proof-size.ts';
import { storedFacts, storedItems } from '../support/stored-items.ts';
import type { Fault } from '../support/traffic.ts';

const identity = { idType: 'resident-id', idNo: '11000019491231009X', name: '王秀英' } as const;
const AMOUNT = 100;

/** Nonce, identity, order file, list of versions, version, transaction: every call of a settlement that finds no plan cached. */
const CALLS = 6;

let connector: Connector;
let version = 0;
let settled = 0;

async function publishNext(): Promise<void> {
  version++;
  const limits = [yearlyAmount('faults-year', 1_000_000)];
  const plan = consultPlan('faults', { version, benefits: [consultBenefit({ limits })] });
  expect((await connector.as('insurer-a').request('PUT', `/v1/plans/faults/versions/${version}`, plan)).status).toBe(
    201,
  );
}

beforeAll(async () => {
  connector = await startCheckedConnector();
  await publishNext();
  const coverage = coverageOf('M-FAULTS', 'faults', {
    identity: { ...identity, birthDate: '1949-12-31', sex: 'female' },
  });
  expect((await connector.as('insurer-a').request('PUT', '/v1/coverages/C-FAULTS', coverage)).status).toBe(201);
  expect((await settle('HX-FIRST')).status).toBe(201);
  settled++;
});
afterEach(() => connector.traffic.setFaults(undefined));
afterAll(() => connector.stop());

function settle(orderNo: string) {
  const order = consultOrder(orderNo, '', AMOUNT, { member: identity });
  return connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
}

/** What must hold of an order that was repeated until it was answered: one effect, the right body, nothing else moved. */
async function expectSettledOnce(orderNo: string): Promise<void> {
  connector.traffic.setFaults(undefined);
  const before = await storedFacts(connector, orderNo);
  const repeated = await settle(orderNo);
  settled++;
  expect(repeated).toMatchObject({
    status: 201,
    body: {
      status: 'settled',
      totals: { billed: AMOUNT, insurer: AMOUNT, patient: 0 },
      accumulators: [{ used: settled * AMOUNT, held: 0 }],
    },
  });
  expect(repeated.headers['connector-replayed']).toBe(before.length === 1 ? 'true' : undefined);
  expect(await storedFacts(connector, orderNo)).toHaveLength(1);
  expect((await settle(orderNo)).text).toBe(repeated.text);
}

const faults: readonly Fault[] = ['lost-request', 'lost-answer', 'throttled', 'internal-error'];
const all = faults.flatMap((fault) => Array.from({ length: CALLS }, (_, position) => ({ fault, position })));
/** Every other one, the last call with every fault, or all. */
const cases = all.filter(
  ({ fault, position }) => provesAll || position === CALLS - 1 || (position + faults.indexOf(fault)) % 2 === 0,
);

describe('a settlement in which one call goes wrong once', () => {
  it.each(cases)('is answered all the same: $fault at call $position', async ({ fault, position }) => {
    await publishNext();
    let call = 0;
    connector.traffic.setFaults(() => (call++ === position ? fault : undefined));
    const orderNo = `HX-ONCE-${fault}-${position}`;
    const answered = await settle(orderNo);
    expect(answered).toMatchObject({ status: 201, body: { totals: { insurer: AMOUNT } } });
    expect(answered.headers['connector-replayed']).toBe(undefined);
    expect(call, 'calls, the repeated one among them').toBeGreaterThan(CALLS);
    await expectSettledOnce(orderNo);
  });
});

describe('a settlement that is cut off, as by a crash', () => {
  it.each(cases)('is finished by the same request: $fault from call $position on', async ({ fault, position }) => {
    await publishNext();
    const before = await storedItems(connector);
    let call = 0;
    connector.traffic.setFaults(() => (call++ >= position ? fault : undefined));
    const orderNo = `HX-CUT-${fault}-${position}`;
    expect(await settle(orderNo)).toMatchObject({
      status: 503,
      body: { code: 'connector.unavailable', retry: 'after' },
    });
    const mayHaveCommitted = fault === 'lost-answer' && position === CALLS - 1;
    if (!mayHaveCommitted) expect(await storedItems(connector)).toEqual(before);
    else expect(await storedFacts(connector, orderNo)).toHaveLength(1);
    await expectSettledOnce(orderNo);
  });
});

describe('a table under contention', () => {
  const during = (operation: string, times: number, fault: Fault) => {
    let left = times;
    connector.traffic.setFaults((called) => (called === operation && left-- > 0 ? fault : undefined));
  };

  it('decides again where another transaction is under way on the same items', async () => {
    during('TransactWriteItems', 4, 'conflict');
    expect(await settle('HX-CONFLICT')).toMatchObject({ status: 201, body: { totals: { insurer: AMOUNT } } });
    await expectSettledOnce('HX-CONFLICT');
  });

  it('gives up after so many attempts, says that the same request may be repeated, and has stored nothing', async () => {
    const before = await storedItems(connector);
    during('TransactWriteItems', Infinity, 'conflict');
    expect(await settle('HX-BUSY')).toMatchObject({
      status: 503,
      body: { code: 'connector.busy', retry: 'same-request' },
    });
    expect(await storedItems(connector)).toEqual(before);
    await expectSettledOnce('HX-BUSY');
  });

  it('asks again for the keys that a batch did not get to', async () => {
    during('BatchGetItem', 2, 'unprocessed');
    expect(await settle('HX-UNPROCESSED')).toMatchObject({ status: 201, body: { totals: { insurer: AMOUNT } } });
    await expectSettledOnce('HX-UNPROCESSED');
  });

  it('never takes keys that were not reached for items that are not there', async () => {
    during('BatchGetItem', Infinity, 'unprocessed');
    expect(await settle('HX-NEVER')).toMatchObject({ status: 503, body: { code: 'connector.unavailable' } });
    await expectSettledOnce('HX-NEVER');
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
