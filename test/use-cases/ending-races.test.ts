import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectBooksAgree, factsByOrder } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife, Told } from '../support/order-life.ts';
import { isReplay, orderLife, untilAnswered } from '../support/order-life.ts';
import { provesAll } from '../support/proof-size.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 180_000 });

const MAX = 100_000;
const ROUNDS = provesAll ? 24 : 16;

let connector: Connector;
let life: OrderLife;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = orderLife(connector);
  await published('member', 'member');
});
afterAll(() => connector.stop());

type Scope = 'member' | 'family' | 'pool';

/** A plan with one limit of the scope. */
async function published(planId: string, kind: Scope): Promise<void> {
  if (kind === 'pool') {
    const opened = await connector.as('insurer-a').request('PUT', `/v1/pools/${planId}`, { budget: MAX, shards: 3 });
    expect(opened.status).toBe(201);
  }
  const scope = kind === 'pool' ? { pool: planId } : kind;
  await publish(connector, planId, { benefits: [consultBenefit({ limits: [yearlyAmount(planId, MAX, { scope })] })] });
}

/** The clock of the gateway that takes a request, seconds before or after the end of the hold. */
async function at<Answer>(end: number, seconds: number, send: () => Promise<Answer>): Promise<Answer> {
  connector.setNow(new Date(end + seconds * 1_000).toISOString());
  return send();
}

const later = (send: () => Promise<Told<unknown>>) => () => pause(30).then(send);

/** A request that has an effect leaves one fact; everything else is a replay or a conflict that names a state. */
function expectToldTruly(answers: readonly Told<unknown>[], facts: readonly { readonly type: string }[]): void {
  const effects = answers.filter((answer) => answer.status < 300 && !isReplay(answer));
  expect(facts.length - 1).toBe(effects.length);
  for (const { status, body } of answers.filter((answer) => answer.status >= 300)) {
    expect([status, body.code, body.existing?.status]).toEqual([409, expect.any(String), expect.any(String)]);
  }
}

const LIVES = ['authorization', 'authorization,capture', 'authorization,void', 'authorization,capture,reversal'];

describe('a capture, a void, a reversal and the end of the hold at once', () => {
  it(`have one winner, whichever clock a request meets, in ${ROUNDS} orders`, async () => {
    const seen = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const [orderNo, member] = [`HX-END-${round}`, `M-END-${round}`];
      await enrol(connector, member, 'member');
      const { body } = await life.authorize(consultOrder(orderNo, member, 1_000), 60);
      const [id, end] = [body.authorizationId, connector.now() + 60_000];
      const clocks = round % 4 === 0 ? [1, 0] : round % 4 === 1 ? [-1, -2] : [-1, 1, -0.001, 0];
      const clock = (n: number) => clocks[(n + round) % clocks.length] ?? 0;
      const sent: (() => Promise<Told<unknown>>)[] = [
        () => life.capture(id, { captureNo: 'C1' }),
        () => life.release(id),
        () => life.capture(id, { captureNo: 'C2', lines: [{ lineNo: 1, amount: 400 }] }),
        ...(round % 3 === 2 ? [] : [() => life.reverse(orderNo, { reversalNo: 'R1', reason: '退诊' })]),
      ];
      // in some rounds whatever is no capture comes later, so that on any machine there is something to reverse
      if (round % 8 === 1) for (const late of [1, 3]) sent[late] &&= later(sent[late]);
      const turned = sent.map((_, index) => sent[(index + round) % sent.length] ?? sent[0]);
      const answers = await Promise.all(
        [...turned, ...turned].map((send, n) => at(end, clock(n), async () => send?.())),
      );
      const facts = (await factsByOrder()).get(`hospital-a ${orderNo}`) ?? [];
      expectToldTruly(
        answers.filter((answer) => answer !== undefined),
        facts,
      );
      const types = facts.map(({ type }) => type).join();
      expect(LIVES).toContain(types);
      seen.set(types, (seen.get(types) ?? 0) + 1);
      connector.setNow(new Date(end + 2_000).toISOString());
    }
    console.log('lives', Object.fromEntries(seen));
    expect([...seen.keys()].toSorted()).toEqual(LIVES.toSorted());
    await expectBooksAgree(connector);
  });
});

describe('holds that end while others take their room', () => {
  it.each<Scope>(['member', 'family', 'pool'])('are captured or give their room away, never both: %s', async (kind) => {
    const settledAfter: number[] = [];
    let expired = 0;
    for (let round = 0; round < ROUNDS / 4; round++) {
      const members = Array.from({ length: kind === 'member' ? 1 : 4 }, (_, n) => `M-ROOM-${kind}-${round}-${n}`);
      const planId = `${kind}-${round}`;
      await published(planId, kind);
      const over = kind === 'family' ? { familyId: `F-${round}` } : {};
      for (const member of members) await enrol(connector, member, planId, over);
      const of = (n: number) => members[n % members.length] ?? '';
      // four holds take all there is; all end together
      const holds = await Promise.all(
        [0, 1, 2, 3].map((n) =>
          untilAnswered(() => life.authorize(consultOrder(`HX-H-${planId}-${n}`, of(n), MAX / 4), 60)),
        ),
      );
      const [end, before] = [connector.now() + 60_000, holds.reduce((sum, { body }) => sum + body.totals.insurer, 0)];
      const clocks = [-1, 1, 30, -0.001, 0];
      const capture = (n: number) =>
        life.capture(holds[n % 4]?.body.authorizationId ?? '', {
          ...{ captureNo: `C${n}`, lines: [{ lineNo: 1, amount: 20_000 + n }] },
        });
      const crowd = await Promise.all(
        Array.from({ length: 20 }, (_, n) => {
          const send = (): Promise<Told<unknown>> =>
            n % 2 === 0
              ? untilAnswered(() => life.settle(consultOrder(`HX-S-${planId}-${n}`, of(n + 1), MAX / 5)))
              : n % 4 === 1
                ? capture(n % 8 === 1 ? 0 : 1)
                : untilAnswered(() => life.authorize(consultOrder(`HX-A-${planId}-${n}`, of(n), MAX / 3), 60));
          return at(end, clocks[(n + round) % clocks.length] ?? 0, send);
        }),
      );
      // a gateway whose clock is behind: for it the holds have not ended, but their room may be gone
      const late = await Promise.all([2, 3, 6, 7, 0, 1].map((n) => at(end, -0.001 - (n % 3), () => capture(n))));
      const answers: readonly Told<unknown>[] = [...crowd, ...late];
      expired += late.filter(({ body }) => body.code === 'authorization.expired').length;
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      connector.setNow(new Date(end + 10_000_000).toISOString());
      const facts = [...(await factsByOrder()).values()].flat();
      const used = facts
        .filter(({ orderNo }) => orderNo.includes(`-${planId}-`))
        .reduce((sum, fact) => sum + insurerOf(fact), 0);
      expect(used).toBeLessThanOrEqual(MAX);
      settledAfter.push(used);
      expect(before).toBe(MAX);
    }
    console.log(kind, 'used of', MAX, 'in each round', settledAfter.join(), 'found gone', expired);
    expect(expired).toBeGreaterThan(0);
    await expectBooksAgree(connector);
  });

  it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
});

type Fact = NonNullable<ReturnType<Awaited<ReturnType<typeof factsByOrder>>['get']>>[number];

function insurerOf(fact: Fact): number {
  if (fact.type === 'settlement') return fact.decision.totals.insurer;
  return fact.type === 'capture' ? fact.lines.reduce((sum, { insurer }) => sum + insurer, 0) : 0;
}
