import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { FACT_DICTIONARY } from '../../lambdas/storage/fact-dictionary.ts';
import { factItem, parseFact } from '../../lambdas/storage/fact-item.ts';
import type { Item } from '../../lambdas/storage/keys.ts';
import { factOf, realisticOrder } from './fact-documents.ts';
import { authorizedFact, capturedFact, otherFollowers, returnedFact } from './fact-followers.ts';

/** Facts are kept for ever. Where these fail the format has changed: that is another version, and version 1 must stay readable. */
describe('facts of version 1', () => {
  interface Golden {
    readonly pk: string;
    readonly sk: string;
    readonly S?: string;
    readonly B?: string;
  }
  const golden = (name: string): readonly Golden[] =>
    JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as readonly Golden[];
  const itemOf = ({ pk, sk, S, B }: Golden): Item => ({
    pk: { S: pk },
    sk: { S: sk },
    f: S === undefined ? { B: Buffer.from(B ?? '', 'base64') } : { S },
  });

  const held = authorizedFact(factOf(realisticOrder(1, 'mixed')));
  const captured = capturedFact([held]);
  const followers: readonly OrderFact[] = [held, captured, returnedFact([held, captured]), ...otherFollowers(held)];

  it.each<[string, readonly OrderFact[]]>([
    ['fact-1-text', [factOf(realisticOrder(2, 'pharmacy'))]],
    ['fact-1-compressed', [factOf(realisticOrder(5, 'mixed'))]],
    ['fact-1-followers', followers],
  ])('%s is read as it was written', (name, facts) => {
    expect(golden(name).map((one) => parseFact(itemOf(one)))).toEqual(facts);
  });

  it('the dictionary by which they are read has not changed by a byte', () => {
    expect(createHash('sha256').update(FACT_DICTIONARY).digest('hex')).toBe(
      '2438a223ebaa1a4c1810671ae32472cf54ec1f2675797b63c820455ce33271a3',
    );
  });

  it.each<[string, readonly OrderFact[]]>([
    ['fact-1-text', [factOf(realisticOrder(2, 'pharmacy'))]],
    ['fact-1-followers', followers],
  ])('%s is written as it was', (name, facts) => {
    const written = facts.map(factItem).map(({ pk, sk, f }) => ({ pk: pk?.S, sk: sk?.S, S: f?.S }));
    expect(written).toEqual(golden(name));
  });
});
