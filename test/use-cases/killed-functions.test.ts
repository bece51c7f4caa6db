import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import { expectBooksAgree } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { prescribe } from '../support/dispensing.ts';
import { consultBenefit, consultOrder, prescriptionOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { Death, MortalFunctions } from '../support/mortal-functions.ts';
import { mortalFunctions } from '../support/mortal-functions.ts';
import type { OrderLife, Told } from '../support/order-life.ts';
import { isReplay, orderLife } from '../support/order-life.ts';
import { partnerRequest } from '../support/partner-request.ts';
import { provesAll } from '../support/proof-size.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let connector: Connector;
let life: OrderLife;
let mortal: MortalFunctions;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = orderLife(connector);
  mortal = await mortalFunctions(connector, ['settlements', 'authorizations', 'captures', 'voids', 'reversals']);
});
afterAll(async () => {
  await mortal.remove();
  await connector.stop();
});

/** A member with a prescription, a family and a pool of its own: every kind of balance is written. */
async function twin(name: string): Promise<void> {
  await connector.as('insurer-a').request('PUT', `/v1/pools/${name}`, { budget: 100_000, shards: 2 });
  const limits = [
    yearlyAmount('year', 50_000),
    yearlyAmount('family', 40_000, { scope: 'family' }),
    yearlyAmount('pool', 8_000, { scope: { pool: name } }),
    { limitId: 'orders', measure: 'count', max: 9, per: 'month' } as const,
  ];
  const supply = { maxDaysPerOrder: 28, refillAfterBps: 8_000 };
  const benefit = consultBenefit({ covers: { items: 'any' }, coinsuranceBps: 1_000, limits, supply });
  const deductible = { amount: 500, per: 'year', scope: 'member' } as const;
  await publish(connector, name, { deductible, benefits: [benefit] });
  await enrol(connector, name, name, { familyId: name });
  await prescribe(connector, name, prescriptionOf(name, [{ code: 'D-1', quantity: '4' }]));
}

/** A consult, and three packs of a drug on prescription. */
function orderOf(name: string): OrderRequest {
  const drug = { lineNo: 2, category: 'drug' as const, code: 'D-1', name: '药品', quantity: '3', amount: 2_000 };
  const { lines, ...rest } = consultOrder(name, name, 1_000, { prescriptionNo: name });
  return { ...rest, lines: [...lines, { ...drug, daysSupply: 7 }] };
}

interface Path {
  readonly name: string;
  /** what has happened before; gives the request that is to be killed */
  readonly prepare: (name: string) => Promise<readonly [target: string, body: unknown]>;
}

const held = async (name: string): Promise<string> => (await life.authorize(orderOf(name), 600)).body.authorizationId;
const part = { captureNo: 'C1', lines: [{ lineNo: 2, quantity: '1', amount: 700 }], final: false };
const reversal = (lines?: readonly object[]) => ({ reversalNo: 'R1', reason: '退诊', ...(lines && { lines }) });

const paths: readonly Path[] = [
  { name: 'a settlement', prepare: async (name) => ['/v1/settlements', orderOf(name)] },
  {
    name: 'a settlement that tidies ended holds of a pool away',
    prepare: async (name) => {
      await life.authorize(consultOrder(`${name}-held`, name, 9_500), 60);
      connector.advance(60);
      return ['/v1/settlements', consultOrder(name, name, 9_500)];
    },
  },
  { name: 'an authorization', prepare: async (name) => ['/v1/authorizations', orderOf(name)] },
  {
    name: 'a capture in part',
    prepare: async (name) => [`/v1/authorizations/${await held(name)}/captures`, part],
  },
  {
    name: 'a final capture',
    prepare: async (name) => {
      const id = await held(name);
      await life.capture(id, part);
      return [`/v1/authorizations/${id}/captures`, { captureNo: 'C2', lines: [{ lineNo: 1, amount: 600 }] }];
    },
  },
  { name: 'a void', prepare: async (name) => [`/v1/authorizations/${await held(name)}/void`, {}] },
  {
    name: 'a reversal of the whole',
    prepare: async (name) => {
      await life.settle(orderOf(name));
      return [`/v1/orders/${name}/reversals`, reversal()];
    },
  },
  {
    name: 'a reversal by line, which ends the authorization',
    prepare: async (name) => {
      await life.capture(await held(name), part);
      return [`/v1/orders/${name}/reversals`, reversal([{ lineNo: 2, quantity: '0.5' }])];
    },
  },
  { name: 'a reversal before arrival', prepare: async (name) => [`/v1/orders/${name}/reversals`, reversal()] },
];

const kept = (text: string, name: string): string =>
  text
    .replaceAll(name, 'TWIN')
    .replaceAll(/[\w-]{21}\.(?=\d)/g, 'ORDER.')
    .replaceAll(/"requestId":"[^"]*"/g, '');

/** Kills the function, repeats its request, and gives all that a provider can see afterwards. */
async function lived({ prepare }: Path, name: string, death?: Death) {
  connector.setNow('2026-06-15T10:00:00+08:00');
  await twin(name);
  const [target, body] = await prepare(name);
  const factsBefore = await factsOf(name);
  const credential = connector.credentials.find(({ partnerId }) => partnerId === 'hospital-a');
  const { calls } = await mortal.send(partnerRequest(credential, connector.now(), 'POST', target, body), death);
  const factsAfter = await factsOf(name);
  expect(factsAfter - factsBefore).toBeGreaterThanOrEqual(0);
  const again: Told<unknown> = await connector.as('hospital-a').request('POST', target, body);
  expect(isReplay(again), 'a replay, if it had taken effect').toBe(factsAfter === factsBefore + 1);
  const third: Told<unknown> = await connector.as('hospital-a').request('POST', target, body);
  expect([third.text, isReplay(third), await factsOf(name)]).toEqual([again.text, true, factsBefore + 1]);
  const seen = [again.status, again.text, (await life.read(name)).text, (await life.check(name)).text];
  return { calls, took: factsAfter - factsBefore, seen: seen.map((text) => kept(String(text), name)) };
}

/** Before one of them and after the next, after the last call in any case, or both. */
const deathsAt = (callsLeft: number): readonly Death['when'][] =>
  provesAll ? ['before', 'after'] : [callsLeft % 2 === 0 ? 'after' : 'before'];

const factsOf = async (orderNo: string): Promise<number> => {
  const { status, body } = await life.read(orderNo);
  return status === 200 ? body.facts.length : 0;
};

describe('a function that is killed before or after any of its calls, and whose request is repeated', () => {
  it.each(paths)('leaves nothing stranded and nothing doubled: $name', async (path) => {
    const prefix = `twin-${paths.indexOf(path)}`;
    const undisturbed = await lived(path, `${prefix}-0`);
    expect(undisturbed.took).toBe(1);
    let took = 0;
    for (let call = undisturbed.calls; call >= 1; call -= provesAll ? 1 : 5) {
      for (const when of deathsAt(undisturbed.calls - call)) {
        const { seen, ...of } = await lived(path, `${prefix}-${call}-${when}`, { call, when });
        expect(seen, `${when} call ${call}`).toEqual(undisturbed.seen);
        took += of.took;
      }
    }
    console.log(`${path.name}: of ${undisturbed.calls} calls, ${took} deaths after it had taken effect`);
    expect(took).toBeGreaterThanOrEqual(1);
  });

  it('and the facts agree with the limits', async () => {
    connector.setNow('2026-12-31T00:00:00+08:00');
    await expectBooksAgree(connector);
    expect(connector.failures).toEqual([]);
  });
});
