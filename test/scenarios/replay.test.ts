import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import { scanFacts } from '../../lambdas/storage/fact-scan.ts';
import { formulariesAt } from '../../lambdas/storage/formulary-shelf.ts';
import { readMemberRevision } from '../../lambdas/storage/member-registry.ts';
import { plansOnDate } from '../../lambdas/storage/plan-shelf.ts';
import { readPrescriptionRevision } from '../../lambdas/storage/prescription-register.ts';
import { replayDecisions } from '../../tools/replay-decisions.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import { consultBenefit, consultOrder, coverageOf, yearlyAmount } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import { storedDecision, storedFacts } from '../support/stored-items.ts';

const ports = {
  members: { readMemberRevision },
  plans: { plansOnDate },
  formularies: { formulariesAt },
  prescriptions: { readPrescriptionRevision },
};
const replay = (days = {}) => replayDecisions(scanFacts(), ports, days);

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
  const rolling = yearlyAmount('rolling', 9_000, { per: { rollingDays: 20 } });
  const limits = [yearlyAmount('year', 20_000), rolling];
  const over = { benefits: [consultBenefit({ coinsuranceBps: 1_500, limits })] };
  await publish(connector, 'replayed', over);
  for (const memberId of ['M-R1', 'M-R2']) await enrol(connector, memberId, 'replayed');
  for (let day = 1; day <= 12; day++) {
    const serviceAt = `2026-06-${String((day * 7) % 28 || 28).padStart(2, '0')}T09:30:00+08:00`;
    const order = consultOrder(`HX-R${day}`, day % 2 === 0 ? 'M-R1' : 'M-R2', [1_999, 3_333], { serviceAt });
    await connector.as('hospital-a').request('POST', '/v1/settlements', order);
    if (day === 5) await publish(connector, 'replayed', { ...over, version: 2, waitingDays: 900 });
    if (day === 7) {
      const amended = coverageOf('M-R1', 'replayed', { from: '2020-01-01', nationalInsurance: true });
      await connector.as('insurer-a').request('PUT', '/v1/coverages/C-M-R1', amended);
    }
  }
});
afterAll(() => connector.stop());

describe('stored decisions made again', () => {
  it('are the same, though plans and enrolments have changed since', async () => {
    expect(await replay()).toEqual({ decisions: 12, differing: 0, deviations: [] });
  });

  it('are those of the business days that are asked for', async () => {
    const [, today] = (await storedFacts(connector)).map(({ f }) => /"(2026-\d\d-\d\d)"/.exec(f?.S ?? '')?.[1]);
    expect((await replay({ from: today, to: today })).decisions).toBe(12);
    expect((await replay({ to: '2025-12-31' })).decisions).toBe(0);
  });

  it('that were changed by one fen, or whose enrolment is gone, are named with where they differ', async () => {
    const fact = await storedDecision(connector, 'HX-R1');
    const [first, ...others] = fact.decision.lines;
    if (first === undefined) throw new Error('the order has lines');
    // the insurer pays a fen more, and the reasons still add up
    const reasons = first.reasons.map((reason, i) => (i === 0 ? { ...reason, amount: reason.amount - 1 } : reason));
    const line = { ...first, insurer: first.insurer + 1, patient: first.patient - 1, reasons };
    const changed = { ...fact, decision: { ...fact.decision, lines: [line, ...others] } };
    await connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: factItem(changed) }));
    const { decisions, deviations } = await replay();
    expect(decisions).toBe(12);
    expect(deviations).toEqual([
      expect.objectContaining({
        ...{ providerId: 'hospital-a', orderNo: 'HX-R1', sequence: 1 },
        differences: expect.arrayContaining([
          'decision.lines[0].insurer',
          'decision.lines[0].reasons[0].amount',
        ]) as string[],
      }),
    ]);
    const gone = { ...ports, members: { readMemberRevision: () => Promise.resolve(undefined) } };
    const lost = await replayDecisions(scanFacts(), gone);
    expect(lost.deviations).toHaveLength(12);
    expect(lost.deviations[0]?.differences[0]).toContain('cannot be made again');
  });
});
