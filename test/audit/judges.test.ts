import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../audit/evidence.ts';
import { verdictsKeeping } from '../../audit/finding.ts';
import { judgeBucket } from '../../audit/judge.ts';
import { bucketsInFiles } from '../../audit/buckets.ts';
import { readItem } from '../../audit/read-item.ts';
import { replayBucket } from '../../audit/replay/replay-orders.ts';
import { NoAnswerOfTable, storedItems } from '../../audit/replay/stored-items.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { factItem } from '../../lambdas/storage/fact-item.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import { engineClient } from '../../local/engines/engine-client.ts';
import { factOf, realisticOrder } from '../storage/fact-documents.ts';
import { authorizedFact, capturedFact } from '../storage/fact-followers.ts';

const judged = (evidence: readonly Evidence[], now = 0) => {
  const verdicts = verdictsKeeping(10);
  judgeBucket(evidence, { verdicts, now, settledFor: 0 });
  return verdicts.sums().flatMap(({ findings }) => findings);
};

describe('a rolling limit', () => {
  const about = 'limit insurer-a/plan/rolling of member M-1';
  const id = (day: string): string => `insurer-a/plan/rolling/D2026-06-${day}`;
  const moved = (day: string, amount: number) => ({ about, kind: 'moved', at: 0, amounts: [[id(day), amount]] });
  const maximum = (day: string, max: number, days: number) => ({
    ...{ about, kind: 'maximum', accumulatorId: id(day), max, days },
  });

  it('is exceeded by days that lie in one window, in whichever window that is', () => {
    const taken = [moved('01', 60), moved('05', 50), moved('20', 100)];
    expect(judged([...taken, maximum('01', 100, 5), maximum('05', 100, 5)])).toEqual([
      { invariant: 'limits-not-exceeded', about, says: expect.stringContaining('110 of') as string },
    ]);
    expect(judged([...taken, maximum('01', 100, 4), maximum('05', 100, 4)])).toEqual([]);
  });

  it('that came to count other windows by a new version is bound by neither', () => {
    const taken = [moved('01', 100), moved('05', 100)];
    expect(judged([...taken, maximum('01', 100, 3), maximum('05', 100, 10)])).toEqual([]);
    expect(judged([...taken, maximum('01', 100, 1), maximum('05', 150, 10)])).toEqual([]);
  });
});

describe('holds of an order that was decided again', () => {
  const first = authorizedFact(factOf(realisticOrder(1, 'mixed')));
  const expiresAt = first.expiresAt ?? 0;
  const later = { sequence: 2, postedAt: expiresAt + 1_000, expiresAt: expiresAt + 86_400_000 };
  const again = { ...first, ...later, basis: { ...first.basis, ceilings: new Map<string, number[]>() } };
  const { decided: _, ...captured } = { ...capturedFact([again]), sequence: 3, postedAt: later.postedAt, decided: 0 };
  const [facts, about] = [[first, again, captured], `order ${orderIdOf(first.providerId, first.orderNo)}`];
  const evidence = (facts as readonly OrderFact[])
    .flatMap((fact) => readItem(factItem(fact)) ?? [])
    .filter((one) => one.about === about);
  const held = (until: number) => ({
    ...{ about, kind: 'hold', home: 'POOL#P', orderId: about.slice(6), expiresAt: until, amounts: [] },
  });
  const faults = (until: number) =>
    judged([...evidence, held(until)], later.postedAt).filter(({ invariant }) => invariant === 'holds-resolve-once');

  it('may still stand where they have ended, and not where they were captured', () => {
    expect(faults(expiresAt)).toEqual([]);
    expect(faults(later.expiresAt)).toHaveLength(1);
    expect(faults(expiresAt + 7)).toHaveLength(1);
  });

  it('is paid no more of any line than had been authorised', () => {
    const lines = first.decision.lines.map((line) => ({
      ...line,
      shares: [{ coverageId: 'C-1', insurerId: 'insurer-a', amount: 500 }],
    }));
    const upTo = (amount: number) => {
      const ceilings = new Map([['C-1', lines.map(() => amount)]]);
      const authorized = { ...first, decision: { ...first.decision, lines } };
      const decided = { ...again, basis: { ...again.basis, ceilings } };
      const read = [authorized, decided].flatMap((fact) => readItem(factItem(fact)) ?? []);
      return judged(read.filter((one) => one.about === about)).filter(({ says }) =>
        says.includes('had been authorised'),
      );
    };
    expect(upTo(500)).toEqual([]);
    expect(upTo(501).map(({ invariant }) => invariant)).toContain('facts-gap-free');
  });
});

describe('a table that gives no answer', () => {
  it('is no finding against the decisions that cannot be made again meanwhile', async () => {
    const client = engineClient('http://127.0.0.1:1');
    const evidence = readItem(factItem(factOf(realisticOrder(1, 'mixed')))) ?? [];
    const verdicts = verdictsKeeping(10);
    await expect(replayBucket(evidence, storedItems(client, 'none'), verdicts)).rejects.toThrow(NoAnswerOfTable);
    expect(verdicts.sums().flatMap(({ findings }) => findings)).toEqual([]);
    client.destroy();
  });
});

describe('buckets', () => {
  it('give back all that was dealt to them, each thing whole and in one of them', () => {
    const buckets = bucketsInFiles(8);
    const dealt = Array.from({ length: 6_000 }, (_, n) => ({
      ...{ about: `order ${n % 500}`, kind: 'x', text: `第${n}`.repeat(20) },
    }));
    try {
      buckets.deal(dealt);
      const taken = Array.from({ length: 8 }, (_, bucket) => buckets.take(bucket));
      expect(taken.flat()).toHaveLength(dealt.length);
      expect(new Set(taken.flat().map((one) => JSON.stringify(one)))).toEqual(
        new Set(dealt.map((one) => JSON.stringify(one))),
      );
      const places = taken.map((bucket) => new Set(bucket.map(({ about }) => about)));
      expect(places.reduce((sum, { size }) => sum + size, 0)).toBe(500);
      expect(places.every(({ size }) => size > 0)).toBe(true);
    } finally {
      buckets.clear();
    }
  });
});
