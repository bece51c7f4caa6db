import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SettlementAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultPlan, drugBenefit, drugEntry, drugOrder } from '../support/documents.ts';
import { enrol, publish, publishFormulary } from '../support/enrolment.ts';
import { storedItems } from '../support/stored-items.ts';
import type { Fault } from '../support/traffic.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterEach(() => connector.traffic.setFaults(undefined));
afterAll(() => connector.stop());

const CROWD = 8;
const put = (target: string, body: unknown, insurer: 'insurer-a' | 'insurer-b' = 'insurer-a') =>
  connector.as(insurer).request('PUT', `/v1/formularies/${target}`, body);
const crowd = <Value>(make: (index: number) => Promise<Value>) =>
  Promise.all(Array.from({ length: CROWD }, (_, index) => make(index)));
const ascending = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);
const of = (status: number, count: number) => Array.from({ length: count }, () => status);

async function paysFor(orderNo: string, memberId: string, code: string) {
  const order = drugOrder(orderNo, memberId, code);
  const { body } = await connector.as('hospital-a').request<SettlementAnswer>('POST', '/v1/settlements', order);
  return body.totals.insurer;
}

describe('one formulary version, published by many at once', () => {
  it('is published once where the entries are the same, and all are given the same receipt', async () => {
    const answers = await crowd(() => put('same/versions/1', [drugEntry('A')]));
    expect(ascending(answers)).toEqual([...of(200, CROWD - 1), 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('is the one of them that won, where they differ, and decides', async () => {
    const priced = (index: number) => [drugEntry('A', { maxUnitPrice: 100 + index })];
    const answers = await crowd((index) => put('differing/versions/1', priced(index)));
    expect(ascending(answers)).toEqual([201, ...of(409, CROWD - 1)]);
    const winner = answers.findIndex(({ status }) => status === 201);
    expect((await put('differing/versions/1', priced(winner))).status).toBe(200);
    await publish(connector, 'on-differing', { benefits: [drugBenefit('differing', { priceCap: 'formulary' })] });
    await enrol(connector, 'M-DIFFERING', 'on-differing');
    expect(await paysFor('HX-DIFFERING', 'M-DIFFERING', 'A')).toBe(100 + winner);
  });

  it('belongs to one insurer, where two claim its id', async () => {
    const answers = await Promise.all(
      (['insurer-a', 'insurer-b'] as const).map((insurer) => put('claimed/versions/1', [drugEntry('A')], insurer)),
    );
    expect(ascending(answers)).toEqual([201, 404]);
  });

  it('loses none of several versions, published beside plans', async () => {
    const versions = [1, 2, 3, 4];
    const answers = await Promise.all(
      versions.flatMap((version) => [
        put(`several/versions/${version}`, [drugEntry('A', { maxUnitPrice: version })]),
        connector
          .as('insurer-b')
          .request('PUT', `/v1/plans/beside-${version}/versions/1`, consultPlan(`beside-${version}`)),
      ]),
    );
    expect(ascending(answers)).toEqual(of(201, 8));
    for (const version of versions) {
      expect((await put(`several/versions/${version}`, [drugEntry('A', { maxUnitPrice: version })])).status).toBe(200);
    }
  });
});

describe('a publication in which a call goes wrong', () => {
  const before = [drugEntry('OLD')];
  const after = [drugEntry('NEW'), drugEntry('OLD', { maxUnitPrice: 300 })];

  beforeAll(async () => {
    await publishFormulary(connector, 'faults', before);
    await publish(connector, 'on-faults', { benefits: [drugBenefit('faults', { priceCap: 'formulary' })] });
    await enrol(connector, 'M-FAULTS', 'on-faults');
  });

  const isContent = (request: unknown) => /"(ENTRIES|NAMES)#/.test(JSON.stringify(request));
  const isHead = (operation: string) => operation === 'TransactWriteItems';
  let version = 1;

  it.each<[string, Fault, (operation: string, request: unknown) => boolean]>([
    ['between content and head', 'lost-request', (operation) => isHead(operation)],
    ['among the content', 'lost-request', (_, request) => /"NAMES#/.test(JSON.stringify(request))],
    ['at all of the content', 'throttled', (_, request) => isContent(request)],
    ['at the head', 'internal-error', (operation) => isHead(operation)],
  ])('%s (%s) shows nothing of it, and the same request again finishes it', async (where, fault, isHit) => {
    version++;
    const target = `faults/versions/${version}`;
    const content = [...after, drugEntry(`V-${version}`)];
    connector.traffic.setFaults((operation, request) => (isHit(operation, request) ? fault : undefined));
    expect((await put(target, content)).status).toBe(503);
    connector.traffic.setFaults(undefined);
    // a fresh copy of the list is read: another publication has come
    await publishFormulary(connector, `other-${version}`, before);
    const code = version === 2 ? 'NEW' : `V-${version}`;
    expect(await paysFor(`HX-${where}`.replaceAll(' ', '-'), 'M-FAULTS', code)).toBe(0);
    const repeated = await put(target, content);
    expect([repeated.status, repeated.headers['connector-replayed']]).toEqual([201, undefined]);
    expect(await paysFor(`HX-AFTER-${version}`, 'M-FAULTS', code)).toBe(1_000);
  });

  it('whose answer was lost is told so when it is repeated', async () => {
    version++;
    const target = `faults/versions/${version}`;
    let lost = 0;
    connector.traffic.setFaults((operation) => (isHead(operation) && lost++ === 0 ? 'lost-answer' : undefined));
    const published = await put(target, after);
    connector.traffic.setFaults(undefined);
    expect([published.status, lost > 0]).toEqual([201, true]);
    expect((await put(target, after)).text).toBe(published.text);
  });

  it('overwrites what a crash has left, with the same', async () => {
    version++;
    const content = [drugEntry(`ORPHAN-${version}`)];
    connector.traffic.setFaults((operation) => (isHead(operation) ? 'lost-request' : undefined));
    await put(`faults/versions/${version}`, content);
    connector.traffic.setFaults(undefined);
    const contentOf = async () =>
      (await storedItems(connector)).filter(({ sk }) => /^(ENTRIES|NAMES)#/.test(sk?.S ?? ''));
    const orphans = await contentOf();
    expect((await put(`faults/versions/${version}`, content)).status).toBe(201);
    expect(await contentOf()).toEqual(orphans);
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});
