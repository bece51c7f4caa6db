import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { proofSize } from '../support/proof-size.ts';
import { expectBooksAgree } from '../support/books.ts';

import { startQuietConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { OrderLife, Told } from '../support/order-life.ts';
import { isReplay, orderLife } from '../support/order-life.ts';

// on a busy machine these take several times as long
vi.setConfig({ testTimeout: 180_000 });

const COPIES = proofSize(1_000);

let connector: Connector;
let life: OrderLife;
beforeAll(async () => {
  connector = await startQuietConnector();
  life = orderLife(connector);
  const limits = [yearlyAmount('races-year', 1_000_000)];
  await publish(connector, 'races', { benefits: [consultBenefit({ coinsuranceBps: 1_000, limits })] });
  await enrol(connector, 'M-RACES', 'races');
});
afterAll(() => connector.stop());

const atOnce = <Answer>(count: number, send: (n: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => send(n)));

async function authorized(orderNo: string, amounts: number | readonly number[] = 1_000): Promise<string> {
  const { body } = await life.authorize(consultOrder(orderNo, 'M-RACES', amounts));
  expect(body).toMatchObject({ status: 'authorized' });
  return body.authorizationId;
}

function expectOneEffect(answers: readonly Told<unknown>[], status: number): void {
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter((answer) => !isReplay(answer))).toHaveLength(1);
}

const used = async (): Promise<[number, number]> => {
  const { body } = await life.check('M-RACES');
  const [limit] = body.coverages[0]?.benefits[0]?.limits ?? [];
  return [Number(limit?.used), Number(limit?.held)];
};

describe(`${COPIES} copies of one request at once have one effect and one answer`, () => {
  it('of an authorization', async () => {
    const [, before] = await used();
    const order = consultOrder('HX-COPIES', 'M-RACES', 1_000);
    expectOneEffect(await atOnce(COPIES, () => life.authorize(order)), 201);
    expect(await used()).toEqual([0, before + 900]);
  });

  it('of a capture in part, of the final one, and of one of all that is left', async () => {
    const id = await authorized('HX-COPIES-CAPTURED', [1_000, 500]);
    const [before] = await used();
    const part = { captureNo: 'C1', lines: [{ lineNo: 1, quantity: '0.5', amount: 333 }], final: false };
    expectOneEffect(await atOnce(COPIES / 10, () => life.capture(id, part)), 201);
    expect((await used())[0]).toBe(before + 300);
    expectOneEffect(await atOnce(COPIES, () => life.capture(id, { captureNo: 'C2' })), 201);
    expect((await used())[0]).toBe(before + 1_350);
  });

  it('of a void', async () => {
    const [, before] = await used();
    const id = await authorized('HX-COPIES-VOIDED');
    expectOneEffect(await atOnce(COPIES, () => life.release(id)), 200);
    expect((await used())[1]).toBe(before);
  });

  it('of a reversal: of a settlement, by line, and of an order that has not arrived', async () => {
    const [before] = await used();
    await life.settle(consultOrder('HX-COPIES-REVERSED', 'M-RACES', [700, 300]));
    const byLine = { reversalNo: 'R1', reason: '退货', lines: [{ lineNo: 2, quantity: '0.3' }] };
    expectOneEffect(await atOnce(COPIES / 10, () => life.reverse('HX-COPIES-REVERSED', byLine)), 201);
    expect((await used())[0]).toBe(before + 900 - 81);
    const whole = { reversalNo: 'R2', reason: '退诊' };
    expectOneEffect(await atOnce(COPIES, () => life.reverse('HX-COPIES-REVERSED', whole)), 201);
    expectOneEffect(await atOnce(COPIES / 10, () => life.reverse('HX-COPIES-EARLY', whole)), 200);
    expect((await used())[0]).toBe(before);
  });
});

const CAPTURED = [409, 'authorization.captured', 'captured'];
const VOIDED = [409, 'authorization.voided', 'voided'];
const conflictOf = ({ status, body }: Told<unknown>) => [status, body.code, body.existing?.status];

describe('what would end one authorization, at once', () => {
  it(`has one winner among ${COPIES} captures, and every other is told that it is captured`, async () => {
    const id = await authorized('HX-CAPTURES');
    const answers = await atOnce(COPIES, (n) => life.capture(id, { captureNo: `C${n}` }));
    const [won, lost] = [
      answers.filter(({ status }) => status === 201),
      answers.filter(({ status }) => status !== 201),
    ];
    expect(won).toMatchObject([{ body: { status: 'captured', totals: { insurer: 900 } } }]);
    for (const answer of lost) expect(conflictOf(answer)).toEqual(CAPTURED);
    expect(lost).toHaveLength(COPIES - 1);
  });

  it(`has one winner among ${COPIES} captures and voids, in 40 orders`, async () => {
    const winners = new Map<string, number>();
    for (let round = 0; round < 40; round++) {
      const id = await authorized(`HX-MIXED-${round}`);
      const answers = await atOnce(COPIES / 40, (n): Promise<Told<unknown>> =>
        (n + round) % 2 === 0 ? life.capture(id, { captureNo: `C${n}` }) : life.release(id),
      );
      const captures = answers.filter((_, n) => (n + round) % 2 === 0);
      const voids = answers.filter((_, n) => (n + round) % 2 === 1);
      const winner = captures.some(({ status }) => status === 201) ? 'capture' : 'void';
      winners.set(winner, (winners.get(winner) ?? 0) + 1);
      if (winner === 'void') expectOneEffect(voids, 200);
      expect(answers.filter((answer) => answer.status < 300 && !isReplay(answer))).toHaveLength(1);
      const losers = winner === 'void' ? captures : answers.filter(({ status }) => status !== 201);
      for (const answer of losers) expect(conflictOf(answer)).toEqual(winner === 'void' ? VOIDED : CAPTURED);
    }
    console.log('winners', Object.fromEntries(winners));
    expect([...winners.keys()].toSorted()).toEqual(['capture', 'void']);
  });

  it('captures in part until nothing is left, never more than was authorised', async () => {
    const id = await authorized('HX-PARTS', 1_000);
    const part = { lines: [{ lineNo: 1, quantity: '0.1', amount: 100 }], final: false };
    const answers = await atOnce(100, (n) => life.capture(id, { captureNo: `C${n}`, ...part }));
    const won = answers.filter(({ status }) => status === 201);
    expect(won).toHaveLength(10);
    expect(won.reduce((sum, { body }) => sum + body.totals.insurer, 0)).toBe(900);
    expect(won.filter(({ body }) => body.status === 'captured')).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expect(conflictOf(answer)).toEqual(CAPTURED);
  });
});

it('the facts of all of them agree with the limits, and no failure is left behind', async () => {
  await expectBooksAgree(connector);
  expect(connector.failures).toEqual([]);
});
