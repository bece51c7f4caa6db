import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { LaterFact } from '../../lambdas/domain/later-fact.ts';
import { factId, factItem, parseFact, parseFactId, unpackFact } from '../../lambdas/storage/fact-item.ts';
import { packDecision } from '../../lambdas/storage/pack-fact.ts';
import { factOf, realisticOrder } from './fact-documents.ts';
import { generatedDecision } from './generated-decisions.ts';
import { generatedLaterFact } from './generated-later-facts.ts';

/** Of the types that come in several forms, which it is. */
function variantOf(fact: LaterFact): string {
  if (fact.type === 'void' || fact.type === 'reversal') return ` ${fact.cause.by}`;
  if (fact.type === 'waiting') return ` ${fact.event.type}`;
  if (fact.type === 'adjustment') return fact.disputed === undefined ? ' back' : ' disputed';
  return fact.type === 'handled' ? ` ${fact.outcome}` : '';
}

const stored = <Fact extends OrderFact>(fact: Fact): Fact => parseFact(factItem(fact)) as Fact;

describe('a stored fact', () => {
  it('says exactly what was decided, whatever the order and the decision', { timeout: 60_000 }, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(generatedDecision, (fact) => {
        seen.add(`${fact.type} ${fact.expiresAt === undefined ? 'at once' : 'held'}`);
        expect(stored(fact)).toEqual(fact);
      }),
      { numRuns: 1_500 },
    );
    expect([...seen].toSorted()).toEqual([
      'authorization held',
      'decline at once',
      'decline held',
      'settlement at once',
    ]);
  });

  it('says exactly what followed, of every type', { timeout: 60_000 }, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(generatedLaterFact, (fact) => {
        seen.add(`${fact.type}${variantOf(fact)}`);
        expect(stored(fact)).toEqual(fact);
      }),
      { numRuns: 2_000 },
    );
    expect([...seen].toSorted()).toEqual(
      [
        ...['adjustment back', 'adjustment disputed'],
        ...['capture', 'delivery', 'expiry', 'tombstone'],
        ...['handled applied', 'handled refused', 'handled superseded'],
        ...['reversal cancellation', 'reversal return', 'reversal reversal'],
        ...['waiting order.cancelled', 'waiting order.delivered', 'waiting order.dispensed', 'waiting order.returned'],
        ...['void cancellation', 'void prescription', 'void return', 'void reversal', 'void void'],
      ].toSorted(),
    );
  });

  it.each([1, 3, 10, 20, 50])('says it of %i lines', (lines) => {
    for (const kind of ['mixed', 'pharmacy'] as const) {
      const fact = factOf(realisticOrder(lines, kind));
      expect(stored(fact)).toEqual(fact);
    }
  });

  it('keeps amounts whose reasons do not sum to what is not paid', () => {
    const fact = factOf(realisticOrder(3, 'mixed'));
    const [line, ...lines] = fact.decision.lines;
    if (line === undefined) throw new Error('the order has lines');
    const odd = {
      ...line,
      reasons: [...line.reasons, { code: 'A802', amount: 5, rule: 'endorsements.e', firstDate: '2027-01-01' } as const],
    };
    const changed = { ...fact, decision: { ...fact.decision, lines: [odd, ...lines] } };
    expect(stored(changed)).toEqual(changed);
  });

  it('keeps limits of which more is used than there is, and what is held', () => {
    const fact = factOf(realisticOrder(1, 'mixed'));
    const [state] = fact.decision.accumulators;
    if (state === undefined) throw new Error('the plan has limits');
    const figures = [
      { ...state, max: 5, used: 7, held: 1, remaining: 0 },
      { ...state, max: 9, used: 3, held: 2, remaining: 4, period: null },
    ];
    const changed = { ...fact, decision: { ...fact.decision, accumulators: figures } };
    expect(stored(changed).decision.accumulators).toEqual(figures);
  });

  it('keeps what each coverage was to pay at most, where an expired hold was decided again', () => {
    const fact = factOf(realisticOrder(2, 'mixed'));
    const ceilings = new Map([
      ['COV-2026-00018723', [120, 0]],
      ['COV-2026-2', [0, 1]],
    ]);
    const again = { ...fact, sequence: 2, basis: { ...fact.basis, ceilings } };
    expect(stored(again).basis.ceilings).toEqual(ceilings);
  });

  it('of another version, or of a type that nobody knows, is not read', () => {
    const [version, letter, ...rest] = packDecision(factOf(realisticOrder(1, 'mixed')));
    const of = (...head: unknown[]) => [...head, ...rest] as unknown as ReturnType<typeof packDecision>;
    expect(() => unpackFact(1, of(2, letter))).toThrow('version 2');
    expect(() => unpackFact(1, of(version, 'Z'))).toThrow('type Z');
  });
});

describe('the id of a fact', () => {
  it('follows from its order and its number alone, and leads back to both', () => {
    fc.assert(
      fc.property(fc.oneof(generatedDecision, generatedLaterFact), (fact) => {
        const id = factId(fact);
        expect(id).toBe(factId(stored(fact)));
        expect(id).toMatch(/^[\w-]{21}\.[1-9]\d*$/);
        const named = parseFactId(id);
        expect(named?.sequence).toBe(fact.sequence);
        expect(factItem(fact)['pk']?.S).toBe(`ORDER#${named?.orderId}`);
      }),
      { numRuns: 200 },
    );
  });

  it('is another one for another number, provider or fact', () => {
    const fact = factOf(realisticOrder(1, 'mixed'));
    const others = [{ sequence: 2 }, { orderNo: 'HX-2' }, { providerId: 'hospital-b' }];
    const ids = [fact, ...others.map((other) => ({ ...fact, ...other }))].map(factId);
    expect(new Set(ids).size).toBe(4);
  });

  it.each([
    '',
    'k2Zx0qv9mTq3Vd1bW8sL.1',
    'k2Zx0qv9mTq3Vd1bW8sLr',
    'k2Zx0qv9mTq3Vd1bW8sLr.0',
    'k2Zx0qv9mTq3Vd1bW8sLr.01',
  ])('is never %j', (text) => expect(parseFactId(text)).toBeUndefined());
});
