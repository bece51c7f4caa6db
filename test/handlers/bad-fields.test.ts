import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ProblemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { pathText } from '../../lambdas/runtime/field-errors.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import {
  fullAuthorization,
  fullCapture,
  fullEligibilityCheck,
  fullEnrolment,
  fullOrder,
  fullPlan,
  fullPool,
  fullPrescription,
  fullReversal,
  fullSettlement,
  fullWithdrawal,
} from '../contracts/full-bodies.ts';
import { changed, pathsOf, valueAt } from '../contracts/spoil.ts';
import type { Path } from '../contracts/spoil.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { storedItems } from '../support/stored-items.ts';

interface Door {
  readonly name: string;
  readonly partner: DemoPartnerId;
  readonly method: 'POST' | 'PUT';
  readonly target: string;
  readonly body: object;
  /** how the sound body is answered, so that a refusal is the spoilt field's doing */
  readonly sound: number;
}

const post = { method: 'POST', partner: 'hospital-a' } as const;
const put = { method: 'PUT', partner: 'insurer-a' } as const;
const holdOf = (orderNo: string): string => `/v1/authorizations/${orderIdOf('hospital-a', orderNo)}.1`;
const held = { ...fullAuthorization, orderNo: 'HX-HELD' };
const doors: readonly Door[] = [
  // the plan names a formulary and a pool that do not exist, the coverage a plan that does not, the token another order; nobody is
  // enrolled, so that the authorization is declined
  { name: 'plan', ...put, target: '/v1/plans/ehealth-direct/versions/3', body: fullPlan, sound: 422 },
  { name: 'coverage', ...put, target: '/v1/coverages/C-1', body: fullEnrolment, sound: 422 },
  { name: 'eligibility', ...post, target: '/v1/eligibility-checks', body: fullEligibilityCheck, sound: 404 },
  { name: 'quote', ...post, target: '/v1/quotes', body: fullOrder, sound: 200 },
  { name: 'settlement', ...post, target: '/v1/settlements', body: fullSettlement, sound: 409 },
  { name: 'authorization', ...post, target: '/v1/authorizations', body: held, sound: 201 },
  { name: 'capture', ...post, target: `${holdOf('HX-HELD')}/captures`, body: fullCapture, sound: 409 },
  { name: 'reversal', ...post, target: '/v1/orders/HX-NEVER/reversals', body: fullReversal, sound: 200 },
  { name: 'withdrawal', ...post, target: '/v1/prescriptions/RX-1/void', body: fullWithdrawal, sound: 404 },
  {
    name: 'prescription',
    ...put,
    partner: 'hospital-a',
    target: '/v1/prescriptions/RX-1',
    body: fullPrescription,
    sound: 404,
  },
  { name: 'pool', ...put, target: '/v1/pools/relief-2027', body: fullPool, sound: 201 },
];

/** What no field of its name may hold, in whichever document it stands. */
const outOfRange: Readonly<Record<string, readonly unknown[]>> = {
  amount: [10_000_000_000, 45.5, 1e-7, '4500'],
  expiresInSeconds: [59, 2_592_001, 60.5],
  lineNo: [0, 10_000, 1.25],
  daysSupply: [0, 367],
  quantity: ['0', '0.0000', '-1', '100000', '1.00001', '1e3', '01', '.5', '1.', '+1', ' 1', 1],
  serviceAt: [
    '2026-02-30T10:00:00+08:00',
    '2026-11-21T25:00:00+08:00',
    '2026-11-21T10:05:00',
    '2026-11-21',
    '1795310056',
  ],
  serviceDate: ['2026-02-29', '2026-13-01', '2026-00-10', '20261121', '2026-11-21T00:00:00Z'],
  birthDate: ['1949-02-29', '1949-12-32'],
  effectiveFrom: ['2026-04-31', '2026-1-1'],
  from: ['2025-02-29', '2025-06-31'],
  // check digit, birth date, length, lower-case x
  idNo: ['110000194912310091', '11000019490230002X', '11000019491231009', '11000019491231009x', '１1000019491231009X'],
  orderNo: ['HX 1', 'HX/1', 'HX#1', '订单', 'H'.repeat(65), '../x'],
  memberId: ['M 1', 'M#1', 'M'.repeat(65)],
  kind: ['Consult', 'surgery', '__proto__', 'constructor', 'toString'],
  region: ['31', '3100000', '010000', 310_000],
  waitingDays: [36_501, -1, 0.5],
  coinsuranceBps: [10_001, -1, 0.5],
  priority: [10_000, -1],
  version: [0, 1_000_000, '3'],
  max: [10_000_000_000, -1, 0.5],
  budget: [10_000_000_000, 45.5, 1e-7],
  shards: [0, 17, 4.5],
  refills: [100, -1, 0.5],
  issuedAt: ['2026-02-30T10:00:00+08:00', '2026-11-21'],
};

function wrongValues(path: Path, sound: unknown): readonly unknown[] {
  const special = typeof path.at(-1) === 'string' ? (outOfRange[String(path.at(-1))] ?? []) : [];
  if (typeof sound === 'number') return [null, String(sound), 1.5, -1, ...special];
  if (typeof sound === 'string') return [null, 7, '', `${sound}\u0000`, 'x'.repeat(3_000), ...special];
  if (typeof sound === 'boolean') return [null, 'true'];
  return [null, 'no such keyword'];
}

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 90_000 });

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

function send({ partner, method, target }: Door, body: unknown) {
  return connector.as(partner).request<ProblemAnswer>(method, target, body);
}

/** The paths that a request is refused for, each once. */
async function refusedPaths(door: Door, body: unknown): Promise<readonly string[]> {
  const { status, body: problem } = await send(door, body);
  if (status !== 400) return [`answered ${status}`];
  return [...new Set((problem.errors ?? []).map(({ path }) => path))];
}

describe.each(doors)('the request $name', (door) => {
  it('is not refused for its form while every field is sound', async () => {
    expect((await send(door, door.body)).status).toBe(door.sound);
  });

  it('with one wrong field is refused by exactly that field, and nothing of it is stored', async () => {
    const before = await storedItems(connector);
    const cases = pathsOf(door.body).flatMap((path) =>
      wrongValues(path, valueAt(door.body, path)).map((wrong) => ({ path, wrong })),
    );
    expect(cases.length).toBeGreaterThan(3);
    for (const { path, wrong } of cases) {
      const found = await refusedPaths(door, changed(door.body, path, wrong));
      expect(found, `${pathText(path)} = ${JSON.stringify(wrong)?.slice(0, 100)}`).toEqual([pathText(path)]);
    }
    expect(await storedItems(connector)).toEqual(before);
  });

  it('with an unknown field, at whatever depth, is refused by the name of that field', async () => {
    const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
    const objects = [[], ...pathsOf(door.body)].filter(
      (path) => isObject(valueAt(door.body, path)) && path.at(-1) !== 'coinsuranceByTierBps',
    );
    for (const path of objects) {
      for (const name of ['surplus', 'Amount', 'constructor', 'toString']) {
        const surplus = [...path, name];
        expect(await refusedPaths(door, changed(door.body, surplus, 1))).toEqual([pathText(surplus)]);
      }
    }
  });

  it('names all of several wrong fields at once', async () => {
    const spoilt = Object.keys(door.body).reduce<unknown>((body, field) => changed(body, [field], null), door.body);
    expect([...(await refusedPaths(door, spoilt))].sort()).toEqual(Object.keys(door.body).sort());
  });
});

it('never quotes an identity number or a name in a refusal', async () => {
  const [, coverage, , , settlement] = doors;
  if (coverage === undefined || settlement === undefined) throw new Error('no such doors');
  const wrong = { idType: 'resident-id', idNo: '110000194912310091', name: `张三${'丰'.repeat(200)}` };
  const answers = [
    await send(settlement, changed(settlement.body, ['member'], wrong)),
    await send(coverage, changed(coverage.body, ['identity'], { ...wrong, birthDate: '1949-12-31', sex: 'x' })),
  ];
  for (const { status, text } of answers) {
    expect(status).toBe(400);
    expect(text).not.toMatch(/110105|张三|1949/);
  }
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
