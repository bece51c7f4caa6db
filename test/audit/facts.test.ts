import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import dictionary from '../../audit/table/fact-dictionary.json' with { type: 'json' };
import { factIdOf, factIn, factPlace, factText, orderIdOf } from '../../audit/table/fact.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { factId, factItem } from '../../lambdas/storage/fact-item.ts';
import { generatedDecision, identifier } from '../storage/generated-decisions.ts';
import { generatedLaterFact } from '../storage/generated-later-facts.ts';
import { factOf, realisticOrder } from '../storage/fact-documents.ts';

const audited = (fact: OrderFact): OrderFact => {
  const item = factItem(fact);
  return factIn(factPlace(item).sequence, factText(item));
};

describe('the auditor reads a stored fact by its own means', () => {
  it('that decides an order, as it was written', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(generatedDecision, (fact) => {
        expect(audited(fact)).toEqual(fact);
      }),
      { numRuns: 300 },
    );
  });

  it('that follows, as it was written', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(generatedLaterFact, (fact) => {
        expect(audited(fact)).toEqual(fact);
      }),
      { numRuns: 500 },
    );
  });

  it('that was compressed', () => {
    const fact = factOf(realisticOrder(20, 'mixed'));
    expect(factItem(fact)['f']?.B).toBeDefined();
    expect(audited(fact)).toEqual(fact);
  });

  it('under the name that the table has for its order', () => {
    const fact = factOf(realisticOrder(1, 'mixed'));
    expect(factPlace(factItem(fact))).toEqual({ orderId: orderIdOf(fact.providerId, fact.orderNo), sequence: 1 });
    fc.assert(
      fc.property(identifier, identifier, (providerId, orderNo) => {
        expect(factIdOf({ ...fact, providerId, orderNo })).toBe(factId({ ...fact, providerId, orderNo }));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a version and a type that it does not know', () => {
    expect(() => factIn(1, '[2,"S",0,"2026-01-01","p","o"]')).toThrow('no version 2');
    expect(() => factIn(1, '[1,"X",0,"2026-01-01","p","o"]')).toThrow('letter X');
  });

  it('with a copy of the dictionary that has not changed by a byte', () => {
    expect(createHash('sha256').update(dictionary.text.join('')).digest('hex')).toBe(
      '2438a223ebaa1a4c1810671ae32472cf54ec1f2675797b63c820455ce33271a3',
    );
  });
});
