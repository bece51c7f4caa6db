import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import type { FormularyEntryRequest } from '../../lambdas/contracts/formulary.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, consultPlan, drugBenefit, drugEntry, drugOrder } from '../support/documents.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const NDJSON = { headers: { 'content-type': 'application/x-ndjson' } };
const asLines = (entries: readonly object[]) => entries.map((entry) => JSON.stringify(entry)).join('\n');
const put = (target: string, body: unknown, options = {}, insurer: 'insurer-a' | 'insurer-b' = 'insurer-a') =>
  connector.as(insurer).request('PUT', `/v1/formularies/${target}`, body, options);

async function settle(orderNo: string, memberId: string, codes: string | readonly string[]) {
  const order = drugOrder(orderNo, memberId, codes);
  const { body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
  return body.lines.map(({ insurer, reasons }) =>
    [insurer, ...reasons.map(({ code, amount }) => `${code} ${amount}`)].join(', '),
  );
}

describe('a formulary', () => {
  const [tiered, plain] = [drugEntry('B', { tier: 'T' }), drugEntry('A')];
  const entries: readonly FormularyEntryRequest[] = [tiered, plain];

  it('is published 201; the same entries again 200, in whatever order and form they come', async () => {
    const published = await put('same/versions/1', entries);
    expect([published.status, published.body]).toEqual([
      201,
      {
        ...{ formularyId: 'same', version: 1, status: 'published', entries: 2 },
        publishedAt: '2026-06-15T10:00:00.000+08:00',
      },
    ]);
    connector.advance(3_600);
    const before = await storedItems(connector);
    const turned = entries.toReversed();
    const explicit = entries.map((entry) => ({ ...entry, prohibited: false }));
    const again = [
      await put('same/versions/1', entries),
      await put('same/versions/1', turned),
      await put('same/versions/1', explicit),
      await put('same/versions/1', asLines(turned), NDJSON),
      await put('same/versions/1', `\r\n${asLines(entries).replace('\n', '\r\n\n')}\n\n`, NDJSON),
    ];
    for (const answer of again) {
      expect([answer.status, answer.text]).toEqual([200, published.text]);
      expect(answer.headers['connector-replayed']).toBe('true');
    }
    expect(await storedItems(connector)).toEqual(before);
  });

  it('is published as NDJSON as well', async () => {
    expect(await put('lines/versions/1', `${asLines(entries)}\n`, NDJSON)).toMatchObject({
      status: 201,
      body: { entries: 2 },
    });
    expect((await put('lines/versions/1', entries)).status).toBe(200);
  });

  it.each<[string, readonly FormularyEntryRequest[]]>([
    ['another name', [tiered, { ...plain, name: '布洛芬片' }]],
    ['another price', [tiered, { ...plain, maxUnitPrice: 0 }]],
    ['another mark', [tiered, { ...plain, prohibited: true }]],
    ['one entry less', [tiered]],
  ])('is 409 with %s under the same version, and says what is there', async (_, other) => {
    const existing = (await put('same/versions/1', entries)).body;
    const before = await storedItems(connector);
    const refused = await put('same/versions/1', other);
    expect([refused.status, refused.body['code'], refused.body['existing']]).toEqual([
      409,
      'formulary.conflict',
      existing,
    ]);
    expect(await storedItems(connector)).toEqual(before);
  });

  it('of another insurer does not exist: neither its versions nor its id for a plan', async () => {
    await publishFormulary(connector, 'theirs', entries, 1, 'insurer-b');
    for (const target of ['theirs/versions/1', 'theirs/versions/2']) {
      expect(await put(target, entries)).toMatchObject({ status: 404, body: { code: 'formulary.out-of-reach' } });
    }
    const plan = consultPlan('on-theirs', { benefits: [drugBenefit('theirs'), consultBenefit()] });
    const refused = await connector.as('insurer-a').request('PUT', '/v1/plans/on-theirs/versions/1', plan);
    const unknown = consultPlan('on-theirs', { benefits: [drugBenefit('nobodys'), consultBenefit()] });
    const missing = await connector.as('insurer-a').request('PUT', '/v1/plans/on-theirs/versions/1', unknown);
    for (const { status, body } of [refused, missing]) {
      expect([status, body['code']]).toEqual([422, 'plan.unpublishable']);
      const path = 'benefits[0].covers.items.formulary';
      expect(body['errors']).toMatchObject([{ path, message: expect.stringContaining('does not exist') as string }]);
    }
  });

  it.each(['0', '03', '1000000', 'x', '-1'])('has no version %s', async (version) => {
    const refused = await put(`same/versions/${version}`, entries);
    expect([refused.status, refused.body['errors']]).toMatchObject([400, [{ path: 'version' }]]);
  });
});

describe('a line of drugs', () => {
  beforeAll(async () => {
    await publishFormulary(connector, 'core', [
      drugEntry('CAPPED', { maxUnitPrice: 700 }),
      drugEntry('TIER-B', { tier: 'B' }),
      drugEntry('TIER-C', { tier: 'C' }),
      drugEntry('BANNED', { prohibited: true }),
      drugEntry('ON-PRESCRIPTION', { otc: false }),
    ]);
    const drugs = drugBenefit('core', {
      ...{ priceCap: 'formulary', coinsuranceBps: 0 },
      coinsuranceByTierBps: { B: 1_000, C: 4_000 },
    });
    await publish(connector, 'on-core', { benefits: [drugs, consultBenefit()] });
    await enrol(connector, 'M-CORE', 'on-core');
  });

  it('is paid by the price, the tier and the marks of its item', async () => {
    const codes = ['CAPPED', 'TIER-B', 'TIER-C', 'BANNED', 'ON-PRESCRIPTION', 'UNLISTED'];
    expect(await settle('HX-CORE-1', 'M-CORE', codes)).toEqual([
      '700, C305 300',
      '900, L502 100',
      '600, L502 400',
      '0, C306 1000',
      '0, R401 1000',
      '0, C303 1000, R401 0',
    ]);
  });

  it('is quoted as it is settled', async () => {
    const order = drugOrder('HX-CORE-2', 'M-CORE', ['CAPPED', 'TIER-C']);
    const quoted = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/quotes', order);
    expect(quoted.body.totals).toMatchObject({ insurer: 1_300, patient: 700 });
  });

  it('is decided by a new version from its publication on, and what was settled before stays', async () => {
    const before = await settle('HX-CORE-3', 'M-CORE', 'CAPPED');
    await publishFormulary(connector, 'core', [drugEntry('CAPPED', { maxUnitPrice: 500 })], 7);
    expect(await settle('HX-CORE-4', 'M-CORE', ['CAPPED', 'TIER-B'])).toEqual([
      '500, C305 500',
      '0, C303 1000, R401 0',
    ]);
    expect(await settle('HX-CORE-3', 'M-CORE', 'CAPPED')).toEqual(before);
    // the highest decides, not the last
    await publishFormulary(connector, 'core', [drugEntry('CAPPED', { maxUnitPrice: 100 })], 6);
    expect(await settle('HX-CORE-5', 'M-CORE', 'CAPPED')).toEqual(['500, C305 500']);
  });

  it('leaves the formulary alone where another benefit decides', async () => {
    const order = consultOrder('HX-CORE-6', 'M-CORE', 900);
    const { body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
    expect(body.totals.insurer).toBe(900);
  });
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
