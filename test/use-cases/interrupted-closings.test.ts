import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Manifest } from '../../lambdas/domain/statement-manifest.ts';
import { loseLines } from '../support/book-faults.ts';
import { provesAll } from '../support/proof-size.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { consultOrder, consultPlan, coverageOf } from '../support/documents.ts';
import { closeByScript, newObjects } from '../support/scripted-closing.ts';
import type { Objects } from '../support/scripted-closing.ts';
import { tableMemory } from '../support/statements-table.ts';

const DAY = '2026-06-15';
const NEXT = '2026-06-16';
let connector: Connector;

beforeAll(async () => {
  // a closing that fails is told on the console
  vi.spyOn(console, 'error').mockImplementation(() => {});
  connector = await startConnector({ direct: true });
  const insurer = connector.as('insurer-a');
  await insurer.request('PUT', '/v1/plans/P-1/versions/1', consultPlan('P-1'));
  await insurer.request('PUT', '/v1/coverages/C-1', coverageOf('M-1', 'P-1'));
  await settle('HX-1', 1_000);
  await settle('HX-2', 2_000);
  const lost = await settle('HX-3', 4_000);
  await connector.as('hospital-a').request('POST', '/v1/orders/HX-2/reversals', { reversalNo: 'R-1', reason: 'x' });
  await connector.deliverStreams();
  await loseLines(connector, lost);
});

afterAll(() => connector.stop());

async function settle(orderNo: string, amount: number): Promise<string> {
  const { body, status } = await connector
    .as('hospital-a')
    .request('POST', '/v1/settlements', consultOrder(orderNo, 'M-1', amount));
  expect(status).toBe(201);
  return String(body['settlementId']);
}

const through = async (objects: Objects, script?: Parameters<typeof closeByScript>[2]) => {
  connector.setNow(`${NEXT}T00:30:00+08:00`);
  return closeByScript(connector, objects, script);
};

const manifestOf = (objects: Objects, date: string) =>
  JSON.parse(objects.manifests.get(`insurer-a ${date}`) ?? '{}') as Manifest;

describe('a closing that is interrupted', () => {
  it(
    'at any call, before or after it takes effect, and done again leaves the same bytes',
    { timeout: 180_000 },
    async () => {
      const restore = await tableMemory(connector);
      const reference = newObjects();
      const calls = await through(reference);
      expect(manifestOf(reference, DAY)).toMatchObject({ count: 4, debit: 7_000, credit: 2_000, closing: 5_000 });
      expect(calls).toBeGreaterThan(25);

      for (let call = 1; call <= calls; call++) {
        for (const when of provesAll ? (['before', 'after'] as const) : (['after'] as const)) {
          await restore();
          const objects = newObjects();
          const die = (one: number) => {
            if (one === call) throw new Error('killed');
          };
          await expect(through(objects, { [when]: die }), `${when} call ${call}`).rejects.toThrow();
          await through(objects);
          expect([...objects.parts], `${when} call ${call}`).toEqual([...reference.parts]);
          expect([...objects.manifests], `${when} call ${call}`).toEqual([...reference.manifests]);
        }
      }
      await restore();
    },
  );
});

describe('a line that comes while its day is being closed', () => {
  it.each([
    ['and is told by the stream at once', true],
    ['and is told by the stream only afterwards', false],
  ])('stands in exactly one statement, whenever it comes, %s', { timeout: 180_000 }, async (_, isToldAtOnce) => {
    const restore = await tableMemory(connector);
    const calls = await through(newObjects());
    const late: boolean[] = [];
    for (let call = 1; call <= calls; call += provesAll ? 1 : 30) {
      await restore();
      const objects = newObjects();
      const orderNo = `HX-L${isToldAtOnce}-${call}`;
      const land = async (one: number) => {
        if (one !== call) return;
        connector.setNow(`${DAY}T23:59:59+08:00`);
        await settle(orderNo, 16_000);
        if (isToldAtOnce) await connector.deliverStreams();
        connector.setNow(`${NEXT}T00:30:00+08:00`);
      };
      await through(objects, { before: land });
      await connector.deliverStreams();
      connector.setNow('2026-06-17T00:30:00+08:00');
      await closeByScript(connector, objects);

      const [first, second] = [manifestOf(objects, DAY), manifestOf(objects, NEXT)];
      const inFirst = (objects.parts.get(`insurer-a ${DAY} 1`) ?? '').split(`,${orderNo},`).length - 1;
      const inSecond = (objects.parts.get(`insurer-a ${NEXT} 1`) ?? '').split(`,${orderNo},`).length - 1;
      expect(inFirst + inSecond, `call ${call}`).toBe(1);
      expect(first.closing, `call ${call}`).toBe(5_000 + inFirst * 16_000);
      // a day of which nothing was noted as late is empty and keeps its manifest in the table
      if (inSecond > 0) expect(second).toMatchObject({ count: 1, lateCount: 1, opening: 5_000, closing: 21_000 });
      else expect(second.count ?? 0, `call ${call}`).toBe(0);
      late.push(inSecond > 0);
      await settleBack(orderNo);
    }
    expect(new Set(late)).toEqual(new Set([true, false]));
    await restore();
  });
});

/** Takes the order out of the way of the closings after it: its facts are forgotten with the index. */
async function settleBack(orderNo: string): Promise<void> {
  const { body } = await connector
    .as('hospital-a')
    .request<{ facts: { factId: string }[] }>('GET', `/v1/orders/${orderNo}`);
  const { hideFromIndex } = await import('../support/book-faults.ts');
  for (const { factId } of body.facts) await hideFromIndex(connector, factId);
}
