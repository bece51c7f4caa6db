import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { expectBooksAgree } from '../support/books.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { LimitRequest } from '../support/documents.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife } from '../support/order-life.ts';
import { orderLife, untilAnswered } from '../support/order-life.ts';
import { provesAll } from '../support/proof-size.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 180_000 });

const WAYS = provesAll ? 100 : 20;
const MAX = 500 * WAYS + 7;
const HOLD_SECONDS = 600;

let connector: Connector;
let life: OrderLife;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = orderLife(connector);
});
afterAll(() => connector.stop());

type Scope = 'member' | 'family' | 'pool';

/** Members under one limit of the scope. */
async function opened(planId: string, kind: Scope, over: Partial<LimitRequest>): Promise<readonly string[]> {
  if (kind === 'pool')
    await connector.as('insurer-a').request('PUT', `/v1/pools/${planId}`, { budget: MAX, shards: 4 });
  const scope = kind === 'pool' ? { pool: planId } : kind;
  const limits = [yearlyAmount(planId, MAX, { scope, ...over })];
  await publish(connector, planId, { benefits: [consultBenefit({ limits })] });
  const members = Array.from({ length: kind === 'member' ? 1 : 10 }, (_, n) => `M-${planId}-${n}`);
  for (const member of members) await enrol(connector, member, planId, kind === 'family' ? { familyId: planId } : {});
  return members;
}

interface Sent {
  readonly billed: number;
  readonly paid: number;
  /** undefined: settled at once */
  readonly authorizationId: string | undefined;
}

/** Orders of 300 to 1,800 fen at once, settlements and authorizations in turn: more than the limit can bear. */
async function drain(members: readonly string[], name: string, ways = WAYS): Promise<readonly Sent[]> {
  return Promise.all(
    Array.from({ length: ways }, async (_, n): Promise<Sent> => {
      const billed = 300 + Math.floor((1_500 * ((n * 37) % WAYS)) / WAYS);
      const order = consultOrder(`HX-${name}-${n}`, members[n % members.length] ?? '', billed);
      if (n % 2 === 0) {
        const { status, body } = await untilAnswered(() => life.settle(order));
        expect(status).toBe(201);
        return { billed, paid: body.totals.insurer, authorizationId: undefined };
      }
      const { status, body } = await untilAnswered(() => life.authorize(order, HOLD_SECONDS));
      expect(status).toBe(201);
      const authorizationId = body.status === 'authorized' ? body.authorizationId : undefined;
      return { billed, paid: body.totals.insurer, authorizationId };
    }),
  );
}

const paidOf = (sent: readonly Sent[]) => sent.reduce((sum, { paid }) => sum + paid, 0);

/** What is used when nothing is held any more: of the holds, a third is captured for a half, a third voided, a third left to expire. */
async function endHolds(sent: readonly Sent[]): Promise<number> {
  const holds = sent.filter(({ authorizationId, paid }) => authorizationId !== undefined && paid > 0);
  const captured = await Promise.all(
    holds.map(async ({ authorizationId = '', billed }, n) => {
      if (n % 3 === 1) expect((await life.release(authorizationId)).status).toBe(200);
      if (n % 3 !== 0) return 0;
      const half = { captureNo: 'C1', lines: [{ lineNo: 1, amount: Math.ceil(billed / 2) }], final: n % 2 === 0 };
      return (await life.capture(authorizationId, half)).body.totals.insurer;
    }),
  );
  connector.advance(HOLD_SECONDS);
  const settled = sent.filter(({ authorizationId }) => authorizationId === undefined);
  return captured.reduce((sum, paid) => sum + paid, paidOf(settled));
}

const SCOPES: readonly Scope[] = ['member', 'family', 'pool'];

describe(`${WAYS} orders at once that drain one limit`, () => {
  it.each(SCOPES)('take all of it and not a fen more, again after holds have ended: %s', async (kind) => {
    const members = await opened(`reduce-${kind}`, kind, {});
    const first = await drain(members, `${kind}-1`);
    expect(paidOf(first)).toBe(MAX);
    const used = await endHolds(first);
    await expectBooksAgree(connector);
    const second = await drain(members, `${kind}-2`, WAYS / 2);
    expect([used < MAX, used + paidOf(second)]).toEqual([true, MAX]);
    await expectBooksAgree(connector);
  });

  it.each(SCOPES)('leave less than the least of those that are refused: %s', async (kind) => {
    const members = await opened(`reject-${kind}`, kind, { onExceed: 'reject' });
    const sent = await drain(members, `reject-${kind}`);
    const refused = sent.filter(({ paid }) => paid === 0).map(({ billed }) => billed);
    const left = MAX - paidOf(sent);
    console.log(kind, 'refused', refused.length, 'left', left);
    expect(refused.length).toBeGreaterThan(WAYS / 10);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(Math.min(...refused));
    for (const { paid, billed } of sent) expect([0, billed]).toContain(paid);
  });

  it('leave no failure behind', () => expect(connector.failures).toEqual([]));
});
