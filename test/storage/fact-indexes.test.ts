import { describe, expect, it } from 'vitest';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import { factId, factItem, furtherStatementItems } from '../../lambdas/storage/fact-item.ts';
import { candidateOf } from '../domain/builders.ts';
import { factOf, realisticOrder, realisticPlan } from './fact-documents.ts';
import { authorizedFact, capturedFact, otherFollowers, returnedFact } from './fact-followers.ts';

const settled = factOf(realisticOrder(2, 'mixed'));
const authorized = authorizedFact(settled);
const captured = capturedFact([authorized]);

/** A line for every fact in which the insurer or the patient pays, or gets something back. */
describe('a fact is a line of the statement', () => {
  const keys = (fact: OrderFact) => [factItem(fact)['sp']?.S, factItem(fact)['ss']?.S];

  it.each<[string, OrderFact]>([
    ['of a settlement', settled],
    ['of a capture', captured],
    ['of a reversal', returnedFact([settled])],
  ])('%s, under its insurer and business day', (_, fact) => {
    expect(keys(fact)[0]).toMatch(/^huatai-health#2026-11-21#\d{1,2}$/);
    expect(keys(fact)[1]).toBe(`${fact.postedAt.toString(36)}#${factId(fact).slice(0, 6)}`);
  });

  it.each<[string, OrderFact]>([
    ['was declined', factOf(realisticOrder(1, 'pharmacy'))],
    ['is only held', authorized],
    ...otherFollowers(authorized).map((fact): [string, OrderFact] => [`is followed by: ${fact.type}`, fact]),
  ])('not where it %s', (_, fact) => expect(keys(fact)).toEqual([undefined, undefined]));

  it('not where nothing is paid by either', () => {
    const free = { insurer: 0, patient: 0, shares: [] };
    const lines = settled.decision.lines.map((line) => ({ ...line, ...free }));
    expect(keys({ ...settled, decision: { ...settled.decision, lines } })).toEqual([undefined, undefined]);
    expect(keys({ ...captured, lines: captured.lines.map((line) => ({ ...line, ...free })) })[0]).toBeUndefined();
  });

  it('that stands once more for each further insurer that pays a part', () => {
    const candidates = ['a', 'b', 'c'].map((name, priority) =>
      candidateOf(realisticPlan, { coverageId: `C-${name}`, insurerId: `insurer-${name}`, priority }),
    );
    const decided = factOf(realisticOrder(10, 'mixed'), realisticPlan, candidates);
    const paying = new Set(decided.decision.shares.map(({ insurerId }) => insurerId));
    expect(paying.size).toBeGreaterThan(1);
    const held = authorizedFact(decided);
    const facts: OrderFact[] = [decided, capturedFact([held]), returnedFact([decided])];
    for (const fact of facts) {
      const items = [factItem(fact), ...furtherStatementItems(fact)];
      expect(new Set(items.map(({ sp }) => sp?.S?.split('#')[0]))).toEqual(paying);
      expect(new Set(items.map(({ sk }) => sk?.S)).size).toBe(items.length);
    }
    expect(furtherStatementItems(held)).toEqual([]);
  });
});

/** So that a hospital finds what it has had decided for a member. */
describe('a fact that decides stands under its provider and member', () => {
  const keys = (fact: OrderFact) => [factItem(fact)['mp']?.S, factItem(fact)['ms']?.S];
  const declined: DecisionFact = { ...settled, type: 'decline' };

  it.each<[string, DecisionFact]>([
    ['settled', settled],
    ['held', authorized],
    ['declined', declined],
  ])('%s', (_, fact) => expect(keys(fact)).toEqual(keys(settled)));

  it('to the minute, so that later ones come later', () => {
    const at = (postedAt: number) => keys({ ...settled, postedAt })[1] ?? '';
    expect(at(settled.postedAt + 60_000) > at(settled.postedAt)).toBe(true);
    expect(keys(settled)[0]).toMatch(/^[\w-]{12}$/);
  });

  it('of another provider or member elsewhere', () => {
    expect(keys({ ...settled, providerId: 'hospital-b' })[0]).not.toBe(keys(settled)[0]);
    expect(keys({ ...settled, memberId: 'M-2' })[0]).not.toBe(keys(settled)[0]);
  });

  it.each<[string, OrderFact]>([
    ['nobody was found', { ...settled, memberId: null }],
    ['an expired hold is decided again', { ...authorized, basis: { ...settled.basis, ceilings: new Map() } }],
    ['it is captured', captured],
    ['it is reversed', returnedFact([settled])],
    ...otherFollowers(authorized).map((fact): [string, OrderFact] => [`it is followed by: ${fact.type}`, fact]),
  ])('not where %s', (_, fact) => expect(keys(fact)).toEqual([undefined, undefined]));
});
