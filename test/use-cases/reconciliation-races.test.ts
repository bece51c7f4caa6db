import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RemittanceRequest } from '../../lambdas/contracts/remittance.ts';
import { standingFor } from '../../lambdas/domain/adjustment.ts';
import type { Dispute } from '../../lambdas/domain/dispute.ts';
import type { Call } from '../../lambdas/runtime/call.ts';
import { pause } from '../../lambdas/runtime/pause.ts';
import * as register from '../../lambdas/storage/dispute-register.ts';
import { factId } from '../../lambdas/storage/fact-item.ts';
import { readOrder } from '../../lambdas/storage/order-record.ts';
import { postMove } from '../../lambdas/storage/post-move.ts';
import * as book from '../../lambdas/storage/remittance-book.ts';
import { readStatementsHead } from '../../lambdas/storage/statements-head.ts';
import { beginChain } from '../../lambdas/storage/statements-shelf.ts';
import { bookRemittance } from '../../lambdas/use-cases/book-remittance.ts';
import { decideDispute } from '../../lambdas/use-cases/decide-dispute.ts';
import type { Connector } from '../support/connector.ts';
import { startConnector } from '../support/connector.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { orderLife } from '../support/order-life.ts';

const TODAY = '2026-06-15';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await publish(connector, 'full');
  await enrol(connector, 'M-1', 'full');
});
afterAll(() => connector.stop());

function callOf(remittanceNo: string): Call<RemittanceRequest> {
  const items = [{ businessDate: '2026-06-01', amount: 700 }];
  return {
    caller: { partnerId: 'insurer-a', kind: 'insurer' },
    body: { remittanceNo, paidAt: `${TODAY}T09:00:00+08:00`, items },
    ...{ path: {}, query: {}, now: connector.now(), requestId: 'R', admission: Promise.resolve() },
  };
}

describe('a remittance and a closing at once', () => {
  it('counts it in the next statement where the closing began after the remittance had looked', async () => {
    const archive = { publishedDay: async () => undefined, linesOf: async () => new Map() };
    const { readRemittance, readClearings, writeRemittance, readRemittances } = book;
    let looked = 0;
    const ports = {
      archive,
      remittances: { readRemittance, readClearings, writeRemittance },
      statements: {
        readStatementsHead: async (insurerId: string) => {
          const head = await readStatementsHead(insurerId);
          looked += 1;
          // between the look and the write
          if (looked === 1) await beginChain(insurerId, TODAY);
          return head;
        },
      },
      pause,
    };
    const answer = await bookRemittance(ports, callOf('PAY-1'));
    expect([answer.status, answer.body]).toMatchObject([201, { statementDate: '2026-06-16', suspense: 700 }]);
    expect(looked).toBe(2);
    const counted = await readRemittances('insurer-a', TODAY, '2026-06-30');
    expect(counted.map(({ bookedOn, amount }) => [bookedOn, amount])).toEqual([['2026-06-16', 700]]);
    expect(await bookRemittance(ports, callOf('PAY-1'))).toMatchObject({ ...answer, replayed: true });
    expect(await readRemittances('insurer-a', TODAY, '2026-06-30')).toHaveLength(1);
  });
});

describe('an acceptance and returns at once', () => {
  const ports = { orders: { readOrder, postMove }, disputes: register, pause };

  it('never give an insurer more back than it paid, whoever comes first', async () => {
    const life = orderLife(connector);
    for (let round = 0; round < 6; round++) {
      const orderNo = `HX-${round}`;
      expect((await life.settle(consultOrder(orderNo, 'M-1', 10_001))).status).toBe(201);
      const [fact] = (await readOrder('hospital-a', orderNo)).facts;
      if (fact === undefined) throw new Error('nothing was settled');
      const id = factId(fact);
      const ref = { insurerId: 'insurer-a', businessDate: TODAY, line: round + 1 };
      const dispute: Dispute = {
        ...{ ref, objection: { code: 'PRICE', expectedAmount: 3_333, note: undefined } },
        content: { factId: id, claimId: id, providerId: 'hospital-a', orderNo, direction: 'debit', amount: 10_001 },
        ...{ openedAt: connector.now(), resolution: undefined },
      };
      await register.openDisputes(Promise.resolve(), [dispute]);
      const ruling = { state: 'accepted', note: 'ok', resolvedBy: 'op', agreedAmount: undefined } as const;
      const back = (reversalNo: string, quantity: string) =>
        life.reverse(orderNo, { reversalNo, reason: 'returned', lines: [{ lineNo: 1, quantity }] });
      await Promise.all([
        decideDispute(ports, ref, ruling, connector.now()),
        decideDispute(ports, ref, ruling, connector.now()),
        ...[back('R-1', '0.3333'), back('R-2', '0.5')],
      ]);
      const { facts } = await readOrder('hospital-a', orderNo);
      const standing = standingFor(facts, 'insurer-a');
      expect(facts.filter((one) => one.type === 'adjustment' && one.direction === 'credit')).toHaveLength(1);
      // in whatever order they came, to the fen but for the rounding of each step
      const exact = (6_668 * standing.settled) / 10_001;
      expect(Math.abs(standing.adjusted - exact)).toBeLessThanOrEqual(1);
      expect((await life.reverse(orderNo, { reversalNo: 'R-3', reason: 'returned' })).status).toBe(201);
      const after = standingFor((await readOrder('hospital-a', orderNo)).facts, 'insurer-a');
      expect([after.settled, after.adjusted]).toEqual([0, 0]);
    }
  });
});
