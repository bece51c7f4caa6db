import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import { FACT_DICTIONARY } from '../../lambdas/storage/fact-dictionary.ts';
import type { Item } from '../../lambdas/storage/keys.ts';
import { factId, factItem, parseFact } from '../../lambdas/storage/fact-item.ts';
import { packFact, unpackFact } from '../../lambdas/storage/pack-fact.ts';
import { candidateOf } from '../domain/builders.ts';
import { generatedCoverage, generatedOrder } from '../domain/generated-order.ts';
import { generatedPlan } from '../domain/generated-plan.ts';
import { factOf, realisticOrder } from './fact-documents.ts';

const stored = (fact: DecisionFact): DecisionFact => parseFact(factItem(fact));

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed());
const identifier = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const described = fc.record({
  orderNo: identifier,
  kind: fc.constantFrom('consult', 'pharmacy', 'test'),
  member: fc.oneof(
    fc.record({ by: fc.constant('memberId'), memberId: identifier }),
    fc.record({ by: fc.constant('identity'), identityHash: identifier, nameHash: identifier }),
  ),
  region: optional(fc.constant('310000')),
  prescriptionNo: optional(identifier),
  visit: optional(
    fc.record({
      ...{ type: fc.constantFrom('follow-up', 'first', 'advice'), mode: fc.constantFrom('text', 'phone', 'video') },
      ...{ department: optional(words), doctorId: optional(identifier) },
      ...{ priorDiagnosisEvidence: optional(fc.boolean()), guardianPresent: optional(fc.boolean()) },
    }),
  ),
  diagnoses: fc.array(fc.record({ code: fc.constantFrom('J06.900', 'Z41.100'), name: optional(words) }), {
    maxLength: 3,
  }),
});
const lineTexts = fc.array(
  fc.record({ name: words, code: optional(identifier), daysSupply: optional(fc.integer({ min: 1, max: 366 })) }),
  {
    minLength: 5,
    maxLength: 5,
  },
);

/** What was known of the drugs of an order, and the fills it made. */
function medication({ order, basis, type }: DecisionFact): fc.Arbitrary<Pick<DecisionFact, 'basis' | 'fills'>> {
  const codes = [...new Set(order.lines.flatMap(({ code }) => code ?? []))];
  const amount = fc.integer({ min: 1, max: 9_999_999 });
  const supply = fc.integer({ min: 1, max: 366 });
  const ofCodes = <T>(one: fc.Arbitrary<T>) =>
    fc
      .array(optional(one), { minLength: codes.length, maxLength: codes.length })
      .map((all) => new Map(all.flatMap((each, i) => (each === undefined ? [] : [[codes[i] ?? '', each] as const]))));
  const fill = fc.record({ date: fc.constantFrom('2019-02-28', '2026-01-01', '2027-12-31'), daysSupply: supply });
  return fc
    .record({
      prescription: optional(fc.record({ revision: fc.integer({ min: 1, max: 9 }), taken: ofCodes(amount) })),
      latestFills: ofCodes(fill),
      pools: fc.constantFrom(new Map(), new Map([['relief', 7]])),
      days: fc.array(optional(supply), { minLength: order.lines.length, maxLength: order.lines.length }),
    })
    .map(({ days, ...known }) => ({
      basis: { ...basis, ...known },
      fills:
        type === 'decline'
          ? []
          : order.lines.map(({ code }, i) =>
              code === undefined || days[i] === undefined ? undefined : { code, daysSupply: days[i] },
            ),
    }));
}

const generatedFact: fc.Arbitrary<DecisionFact> = fc
  .tuple(
    generatedPlan,
    fc.array(generatedCoverage, { maxLength: 3 }),
    generatedOrder,
    described,
    lineTexts,
    optional(identifier),
  )
  .map(([plan, coverages, order, description, texts, memberId]) => {
    const lines = order.lines.map((line, i) => ({ ...line, ...texts[i] }));
    const candidates = coverages.map((one, i) =>
      candidateOf(plan, { ...one, coverageId: `c-${i}`, insurerId: `i-${i % 2}` }),
    );
    const fact = factOf({ ...order, ...description, lines }, plan, candidates);
    return { ...fact, memberId: memberId ?? null };
  })
  .chain((fact) => medication(fact).map((of) => ({ ...fact, ...of })));

describe('a stored fact', () => {
  it('says exactly what was stored, whatever the order and the decision', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(generatedFact, (fact) => {
        expect(stored(fact)).toEqual(fact);
      }),
      { numRuns: 1_500 },
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

  it('of another version is not read', () => {
    const [, ...rest] = packFact(factOf(realisticOrder(1, 'mixed')));
    const other = [2, ...rest] as unknown as ReturnType<typeof packFact>;
    expect(() => unpackFact({ providerId: 'p', orderNo: 'o', sequence: 1 }, other)).toThrow('version 2');
  });

  it('has an id that follows from its key alone', () => {
    const fact = factOf(realisticOrder(1, 'mixed'));
    expect(factId(stored(fact))).toBe(factId(fact));
    expect(factId({ ...fact, sequence: 2 })).not.toBe(factId(fact));
    expect(factId(fact)).toMatch(/^[\w-]{22}$/);
  });
});

/** The statement index: a line for every fact in which the insurer or the patient pays. */
describe('a fact is a line of the statement', () => {
  const keys = (fact: DecisionFact) => [factItem(fact)['sp']?.S, factItem(fact)['ss']?.S];
  const settled = factOf(realisticOrder(1, 'mixed'));

  it('where money moves, under its insurer and business day', () => {
    expect(keys(settled)[0]).toMatch(/^huatai-health#2026-11-21#\d{1,2}$/);
    expect(keys(settled)[1]).toBe(`${settled.postedAt.toString(36)}#${factId(settled).slice(0, 11)}`);
  });

  it('not where it was declined, or nothing is paid by either', () => {
    expect(keys(factOf(realisticOrder(1, 'pharmacy')))).toEqual([undefined, undefined]);
    const free = { ...settled.decision.totals, insurer: 0, patient: 0 };
    expect(keys({ ...settled, decision: { ...settled.decision, totals: free } })).toEqual([undefined, undefined]);
  });
});

/** Facts are kept for ever. Where these fail the format has changed: that is another version, and version 1 must stay readable. */
describe('facts of version 1', () => {
  interface Golden {
    readonly pk: string;
    readonly sk: string;
    readonly S?: string;
    readonly B?: string;
  }
  const golden = (name: string): Golden =>
    JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as Golden;

  it.each([
    ['fact-1-text', 2, 'pharmacy'],
    ['fact-1-compressed', 5, 'mixed'],
  ] as const)('%s is read as it was written', (name, lines, kind) => {
    const { pk, sk, S, B } = golden(name);
    const item: Item = {
      pk: { S: pk },
      sk: { S: sk },
      f: S === undefined ? { B: Buffer.from(B ?? '', 'base64') } : { S },
    };
    const fact = factOf(realisticOrder(lines, kind));
    expect(parseFact(item)).toEqual(fact);
  });

  it('the dictionary by which they are read has not changed by a byte', () => {
    expect(createHash('sha256').update(FACT_DICTIONARY).digest('hex')).toBe(
      'b3baffcc6261932dc0698790460563fa28564ebeb0482a011b97e42b7f8fb37f',
    );
  });

  it('fact-1-text is written as it was', () => {
    const { S } = golden('fact-1-text');
    expect(JSON.stringify(packFact(factOf(realisticOrder(2, 'pharmacy'))))).toBe(S);
  });
});
