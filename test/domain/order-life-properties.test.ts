import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { MovedLine } from '../../lambdas/domain/later-fact.ts';
import { isOpen } from '../../lambdas/domain/order-state.ts';
import type { LifeLiterally } from '../../audit/oracle/life.ts';
import { lifeLiterally } from '../../audit/oracle/life.ts';
import type { GeneratedLife } from './generated-life.ts';
import { generatedLife } from './generated-life.ts';
import type { Trimmed } from './generated-trims.ts';
import { generatedTrim } from './generated-trims.ts';
import { generatedWorld } from './generated-world.ts';
import { captureFact, decisionFact, expectMoved, reversalFact, stateOf } from './posted-facts.ts';
import { runLife, sumsOf } from './running-life.ts';
import { runWorld } from './running-world.ts';
import { provesAll } from '../support/proof-size.ts';

const ORDERS = 10;
const RUNS = provesAll ? 250 : 60;

/** What the engine decides: any order of any plan, and orders that are trimmed, which those seldom are. */
const decisions: fc.Arbitrary<readonly Trimmed[]> = fc.oneof(
  generatedWorld(ORDERS).map((world) => {
    const all: Trimmed[] = [];
    runWorld(world, ({ order }, decided) => all.push({ order, decided }));
    return all;
  }),
  fc.array(generatedTrim, { minLength: ORDERS, maxLength: ORDERS }),
);
const lives = fc.array(generatedLife, { minLength: ORDERS, maxLength: ORDERS });

/** Every decision that is not refused, with a life for it. The count is asserted, so that no property silently looks at less. */
function forAll(check: (one: Trimmed, life: GeneratedLife) => void): void {
  let checked = 0;
  fc.assert(
    fc.property(decisions, lives, (all, ofAll) => {
      for (const [index, one] of all.entries()) {
        const life = ofAll[index];
        if (one.decided.decision.refused || life === undefined) continue;
        checked += 1;
        check(one, life);
      }
    }),
    { numRuns: RUNS },
  );
  expect(checked).toBeGreaterThan(3 * RUNS);
}

type Money = 'billed' | 'priorPaid' | 'insurer' | 'patient' | 'writeOff';
const TERMS: readonly Money[] = ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'];

const totalsOf = (lines: readonly Pick<MovedLine, Money | 'shares'>[]) => [
  ...TERMS.map((term) => lines.reduce((sum, line) => sum + line[term], 0)),
  sumsOf(
    lines.flatMap(({ shares }) => shares.map(({ coverageId: accumulatorId, amount }) => ({ accumulatorId, amount }))),
  ),
];

const capturesOf = (facts: readonly OrderFact[]) => facts.filter((fact) => fact.type === 'capture');
const reversalsOf = (facts: readonly OrderFact[]) => facts.filter((fact) => fact.type === 'reversal');

/** What captures have used, less what reversals have given back. */
const booked = (facts: readonly OrderFact[]): Draw[] => [
  ...capturesOf(facts).flatMap(({ draws }) => draws),
  ...reversalsOf(facts).flatMap(({ draws }) => draws.map((draw) => ({ ...draw, amount: -draw.amount }))),
];

const SLOW = { timeout: 120_000 };

describe('whatever happens to an order', SLOW, () => {
  it('every movement balances, no term of it is negative, and what it moves is what is used afterwards', () => {
    forAll(({ decided, order }, life) => {
      runLife(decided, order, life, (facts) => {
        const fact = [...capturesOf(facts.slice(-1)), ...reversalsOf(facts.slice(-1))][0];
        expectMoved(fact?.lines ?? []);
        expect((fact?.draws ?? []).every(({ amount }) => Number.isSafeInteger(amount) && amount > 0)).toBe(true);
        const atFirst = facts[0]?.type === 'settlement' ? stateOf(facts.slice(0, 1)).used : [];
        expect(sumsOf(stateOf(facts).used)).toEqual(sumsOf([...atFirst, ...booked(facts)]));
      });
    });
  });

  it('held and used together are what was decided while the hold is open, and never more', () => {
    forAll(({ decided, order }, life) => {
      const whole = sumsOf(stateOf([decisionFact(decided, order, 'settlement')]).used);
      expect(whole).toMatchObject(sumsOf(decided.draws.flat()));
      runLife(decided, order, life, (facts) => {
        const { authorization, used, held } = stateOf(facts);
        if (isOpen(authorization)) expect(sumsOf([...used, ...held])).toEqual(whole);
        else expect(held).toEqual([]);
        for (const { accumulatorId, amount } of used) expect(amount).toBeLessThanOrEqual(whole[accumulatorId] ?? 0);
      });
    });
  });

  it('everything captured is the decision to the fen, everything given back closes to nothing', () => {
    forAll(({ decided, order }, life) => {
      const facts = runLife(decided, order, life);
      const { lines } = decided.decision;
      const captured = facts[0]?.type === 'authorization' ? capturesOf(facts).flatMap((fact) => fact.lines) : lines;
      if (stateOf(facts).progress.every((line, i) => line.captured === order.lines[i]?.amount))
        expect(totalsOf(captured)).toEqual(totalsOf(lines));
      const back = [...facts, reversalFact(facts, undefined)];
      expect(totalsOf(reversalsOf(back).flatMap((fact) => fact.lines))).toEqual(totalsOf(captured));
      const { used, held, refundable } = stateOf(back);
      expect([used, held, refundable]).toEqual([[], [], []]);
    });
  });

  it('the way there does not matter: it stands as if all had been captured and given back at once', () => {
    forAll(({ decided, order }, life) => {
      const facts = runLife(decided, order, life);
      const { progress, used, refundable } = stateOf(facts);
      const atOnce = facts.slice(0, 1);
      const ofLine = order.lines.map(({ lineNo }, i) => ({ lineNo, ...progress[i] }));
      if (atOnce[0]?.type === 'authorization') {
        const asked = ofLine.map(({ lineNo, captured: amount = 0, capturedQuantity: quantity }) => ({
          ...{ lineNo, amount, quantity },
        }));
        atOnce.push(captureFact(atOnce, asked, true));
      }
      const back = ofLine.map(({ lineNo, returnedQuantity: quantity = 0 }) => ({ lineNo, quantity }));
      atOnce.push(reversalFact(atOnce, back));
      const once = stateOf(atOnce);
      expect([once.progress, sumsOf(once.used), once.refundable]).toEqual([progress, sumsOf(used), refundable]);
    });
  });

  it('it is what was decided and asked, counted a second time', () => {
    forAll(({ decided, order }, life) => {
      runLife(decided, order, life, (facts) => {
        const literally = lifeLiterally(facts);
        const { used, held, refundable, authorization } = stateOf(facts);
        expect(sumsOf(used)).toEqual(numbers(literally.used));
        if (isOpen(authorization)) expect(sumsOf(held)).toEqual(numbers(literally.held));
        expect(refundable).toEqual(refundableLiterally(literally));
        const [fact] = [...capturesOf(facts.slice(-1)), ...reversalsOf(facts.slice(-1))];
        if (fact === undefined) return;
        const before = lifeLiterally(facts.slice(0, -1));
        expect(fact.lines.map(carriersOf)).toEqual(movedLiterally(before, literally, fact.type));
      });
    });
  });
});

const numbers = (amounts: ReadonlyMap<string, bigint>): Record<string, number> =>
  sumsOf([...amounts].map(([accumulatorId, amount]) => ({ accumulatorId, amount: Number(amount) })));

const refundableLiterally = ({ lines }: LifeLiterally) =>
  lines
    .filter(({ quantity, returned }) => quantity > returned)
    .map(({ lineNo, quantity, returned, left, insurerLeft }) => ({
      ...{ lineNo, quantity: Number(quantity - returned) },
      ...{ insurer: Number(insurerLeft), patient: Number(left.get('patient')) },
    }));

/** A booked line by the names of those who carry it. */
const carriersOf = ({ lineNo, quantity, priorPaid, patient, writeOff, shares }: MovedLine) => ({
  ...{ lineNo, quantity, priorPaid, patient, writeOff },
  ...Object.fromEntries(
    shares.map(({ coverageId, insurerId, amount }) => [`share of ${coverageId} of ${insurerId}`, amount]),
  ),
});

function movedLiterally(before: LifeLiterally, after: LifeLiterally, type: 'capture' | 'reversal') {
  return after.lines.flatMap((to, i) => {
    const from = before.lines[i];
    if (from === undefined) return [];
    const [more, less] = type === 'capture' ? [to.captured, from.captured] : [from.left, to.left];
    const quantity = type === 'capture' ? to.quantity - from.quantity : to.returned - from.returned;
    const carriers = [...more].map(([name, amount]) => [name, Number(amount - (less.get(name) ?? 0n))] as const);
    if (quantity === 0n && carriers.every(([, amount]) => amount === 0)) return [];
    const shown = carriers.filter(([name, amount]) => amount > 0 || !name.startsWith('share of '));
    return [{ lineNo: to.lineNo, quantity: Number(quantity), ...Object.fromEntries(shown) }];
  });
}
