import * as fc from 'fast-check';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import { candidateOf } from '../domain/builders.ts';
import { generatedCoverage, generatedOrder } from '../domain/generated-order.ts';
import { generatedPlan } from '../domain/generated-plan.ts';
import { factOf } from './fact-documents.ts';

export const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed());
export const identifier = fc.stringMatching(/^[A-Za-z0-9_.-]{1,20}$/);
export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
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
      ceilings: optional(fc.constantFrom(new Map(), new Map([['c-0', order.lines.map((_, i) => 100 * i)]]))),
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

/** As an order comes that is settled at once, or one that is authorised for so many seconds; refused or not. */
const held = (fact: DecisionFact): fc.Arbitrary<DecisionFact> =>
  optional(fc.integer({ min: 60, max: 2_592_000 })).map((seconds) => ({
    ...fact,
    type: seconds === undefined || fact.type === 'decline' ? fact.type : 'authorization',
    expiresAt: seconds === undefined ? undefined : fact.postedAt + seconds * 1_000,
  }));

export const generatedDecision: fc.Arbitrary<DecisionFact> = fc
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
    return { ...fact, orderNo: description.orderNo, memberId: memberId ?? null };
  })
  .chain((fact) => medication(fact).map((of) => ({ ...fact, ...of })))
  .chain(held);
