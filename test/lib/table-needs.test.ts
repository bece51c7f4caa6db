import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WaitingFact } from '../../lambdas/domain/later-fact.ts';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import { type HandlerName, handlerNames, tableNeedsOf } from '../../lib/function-needs.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import {
  consultBenefit,
  consultOrder,
  consultPlan,
  coverageOf,
  prescriptionOf,
  yearlyAmount,
} from '../support/documents.ts';
import { dispensed } from '../support/dispensing.ts';
import type { EngineCall } from '../support/traffic.ts';

/** What IAM would be asked for a call: one action and one family of keys for each item that it touches. */
function asked({ operation, request }: EngineCall): readonly string[] {
  const { TransactItems, RequestItems, Key, Item, ExpressionAttributeValues } = request as unknown as {
    readonly TransactItems?: readonly Readonly<
      Record<string, Keyed & { readonly Key?: Keyed; readonly Item?: Keyed }>
    >[];
    readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Keyed[] }>>;
    readonly Key?: Keyed;
    readonly Item?: Keyed;
    readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S: string }>>;
  };
  if (TransactItems !== undefined) {
    return TransactItems.flatMap((part) =>
      Object.entries(part).map(([kind, { Key: key, Item: item }]) => `${actionOf(kind)} ${familyOf(key ?? item)}`),
    );
  }
  if (RequestItems !== undefined) {
    return Object.values(RequestItems).flatMap(({ Keys }) => Keys.map((key) => `${operation} ${familyOf(key)}`));
  }
  const queried = Object.values(ExpressionAttributeValues ?? {})[0];
  return [`${operation} ${familyOf(Key ?? Item ?? { pk: queried ?? { S: '' } })}`];
}

interface Keyed {
  readonly pk?: { readonly S: string };
}

const actionOf = (kind: string) => (kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`);

function familyOf(key: Keyed | undefined): string {
  const [, family] = /^([A-Z]+)#/u.exec(key?.pk?.S ?? '') ?? [];
  if (family === undefined) throw new Error('a key without a family');
  return family;
}

const identity = { idType: 'resident-id', idNo: '11000019900307001X', name: '演示甲' } as const;

let connector: Connector;
const used = new Map<HandlerName, Set<string>>();

beforeAll(async () => {
  connector = await startConnector();
  const [insurer, hospital] = [connector.as('insurer-a'), connector.as('hospital-a')];
  // it reaches into the year before, whose balances an order then only checks
  const rolling = yearlyAmount('rolling', 1_000_000, { per: { rollingDays: 366 } });
  const family = [yearlyAmount('family', 1_000_000), { ...rolling, limitId: 'family-rolling' }];
  const limits = [
    ...[yearlyAmount('year', 1_000_000), rolling],
    ...family.map((limit) => ({ ...limit, scope: 'family' as const })),
    yearlyAmount('pool', 1_000_000, { scope: { pool: 'needs' } }),
  ];
  const drugs = consultBenefit({ benefitId: 'drugs', covers: { categories: ['drug'], items: { formulary: 'needs' } } });
  const plan = consultPlan('needs', { benefits: [consultBenefit({ limits }), drugs] });
  const formulary = [
    { code: 'D-1', name: '对乙酰氨基酚片', otc: true },
    { code: 'D-2', name: '二甲双胍缓释片' },
  ];
  const coverage = coverageOf('M-1', 'needs', {
    familyId: 'F-1',
    identity: { ...identity, birthDate: '1990-03-07', sex: 'male' },
  });
  const order = consultOrder('HX-1', 'M-1', 8_000);
  const named = { ...consultOrder('HX-2', 'M-1', 8_000), member: identity };

  const prescription = prescriptionOf('M-1', [{ code: 'D-2' }], { member: identity });
  const drug = dispensed('HX-3', 'M-1', [{ code: 'D-2' }], { prescriptionNo: 'RX-1' });

  const child = coverageOf('M-2', 'needs', {
    identity: { ...identity, idNo: '110000202203070019', birthDate: '2022-03-07', sex: 'male' },
  });
  const visit = { type: 'follow-up', mode: 'video', guardianPresent: true } as const;
  const guarded = consultOrder('HX-4', 'M-2', 8_000, { visit });
  const ofChild = prescriptionOf('M-2', [{ code: 'D-2' }], { consultOrderNo: 'HX-4' });

  const held = {
    ...consultOrder('HX-5', 'M-1', 8_000, { prescriptionNo: 'RX-1' }),
    expiresInSeconds: 60,
  };
  held.lines = [...held.lines, ...drug.lines.map((line) => ({ ...line, lineNo: 2 }))];
  const head = { providerId: 'pharmacy-a', orderNo: 'HX-6', sequence: 1, businessDate: '2026-06-15' };
  const waiting: WaitingFact = {
    ...{ ...head, type: 'waiting', postedAt: 0 },
    event: { type: 'order.cancelled', reason: 'changed mind', webhookId: 'WH-1', occurredAt: 0 },
  };
  const post = new PutItemCommand({ TableName: connector.tableName, Item: factItem(waiting) });
  const work = async (...steps: readonly (() => unknown)[]) => {
    for (const step of steps) await step();
    return { status: 200, text: '' };
  };

  const story: readonly (readonly [HandlerName, number, () => Promise<{ status: number; text: string }>])[] = [
    ['formularies', 201, () => insurer.request('PUT', '/v1/formularies/needs/versions/1', formulary)],
    ['pools', 201, () => insurer.request('PUT', '/v1/pools/needs', { budget: 9_000, shards: 2 })],
    ['plans', 201, () => insurer.request('PUT', '/v1/plans/needs/versions/1', plan)],
    ['coverages', 201, () => insurer.request('PUT', '/v1/coverages/C-1', coverage)],
    ['eligibility-checks', 200, () => hospital.request('POST', '/v1/eligibility-checks', { member: identity })],
    ['quotes', 200, () => hospital.request('POST', '/v1/quotes', named)],
    ['settlements', 201, () => hospital.request('POST', '/v1/settlements', order)],
    ['settlements', 201, () => hospital.request('POST', '/v1/settlements', order)],
    ['settlements', 201, () => hospital.request('POST', '/v1/settlements', named)],
    ['prescriptions', 201, () => hospital.request('PUT', '/v1/prescriptions/RX-1', prescription)],
    [
      'prescriptions',
      200,
      () => hospital.request('PUT', '/v1/prescriptions/RX-1', { ...prescription, longTerm: true }),
    ],
    ['coverages', 201, () => insurer.request('PUT', '/v1/coverages/C-2', child)],
    ['settlements', 201, () => hospital.request('POST', '/v1/settlements', guarded)],
    ['prescriptions', 201, () => hospital.request('PUT', '/v1/prescriptions/RX-2', ofChild)],
    ['quotes', 200, () => hospital.request('POST', '/v1/quotes', drug)],
    ['settlements', 201, () => hospital.request('POST', '/v1/settlements', drug)],
    ['orders', 200, () => hospital.request('GET', '/v1/orders/HX-3?trace=true')],
    ['pools', 200, () => insurer.request('PUT', '/v1/pools/needs', { budget: 90_000, shards: 1 })],
    ['orders', 200, () => hospital.request('GET', '/v1/orders/HX-1')],
    ['coverages', 200, () => insurer.request('PUT', '/v1/coverages/C-1', { ...coverage, priority: 5 })],
    ['orders', 200, () => hospital.request('GET', '/v1/orders/HX-1?trace=true')],
    ['health', 200, () => connector.request('GET', '/health')],
    ['reference', 200, () => connector.request('GET', '/openapi.json')],
    ['authorizations', 201, () => hospital.request('POST', '/v1/authorizations', held)],
    [
      'facts',
      200,
      () =>
        work(
          () => connector.client.send(post),
          () => connector.deliverStreams(),
        ),
    ],
    [
      'due',
      200,
      () =>
        work(
          () => connector.advance(60),
          () => connector.runSchedule('due'),
        ),
    ],
  ];
  for (const [handler, status, request] of story) {
    connector.traffic.take();
    const answer = await request();
    expect(answer, handler).toMatchObject({ status });
    const asks = used.get(handler) ?? new Set();
    for (const call of connector.traffic.take()) for (const one of asked(call)) asks.add(one);
    used.set(handler, asks);
  }
});

afterAll(() => connector.stop());

describe('what a function does with the table', () => {
  it.each(handlerNames)('is granted to %s', (handler) => {
    const granted = tableNeedsOf(handler).flatMap(([action, families]) =>
      families.map((family) => `${action} ${family}`),
    );

    expect(granted).toEqual(expect.arrayContaining([...(used.get(handler) ?? [])]));
  });

  it('is all that is granted: over the whole story no permission stays unused', () => {
    // One process plays all functions, so that a partner and a plan are read once for all of them.
    const granted = handlerNames
      .flatMap(tableNeedsOf)
      .flatMap(([action, families]) => families.map((one) => `${action} ${one}`));
    const seen = [...used.values()].flatMap((asks) => [...asks]);

    expect([...new Set(seen)].sort()).toEqual([...new Set(granted)].sort());
  });

  it('writes only what is granted to that very function', () => {
    const isWrite = (one: string) => /^(Put|Update|Delete|ConditionCheck)Item /u.test(one);
    for (const handler of handlerNames) {
      const granted = tableNeedsOf(handler).flatMap(([action, families]) => families.map((one) => `${action} ${one}`));

      expect([...(used.get(handler) ?? [])].filter(isWrite).sort(), handler).toEqual(granted.filter(isWrite).sort());
    }
  });
});
