import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draw } from '../../lambdas/domain/accumulator.ts';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import type { MovedLine, OrderFact } from '../../lambdas/domain/fact.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import type { OrderState } from '../../lambdas/domain/order-state.ts';
import { isOpen } from '../../lambdas/domain/order-state.ts';
import type { GeneratedLife } from './generated-life.ts';
import { askedBy, generatedLife, returnedBy } from './generated-life.ts';
import { generatedWorld } from './generated-world.ts';
import { captureFact, decisionFact, expectMoved, reversalFact, stateOf } from './posted-facts.ts';
import { runWorld } from './running-world.ts';

const ORDERS = 10;
type Money = 'billed' | 'priorPaid' | 'insurer' | 'patient' | 'writeOff';
const TERMS: readonly Money[] = ['billed', 'priorPaid', 'insurer', 'patient', 'writeOff'];

const worlds = fc.record({
  world: generatedWorld(ORDERS),
  lives: fc.array(generatedLife, { minLength: ORDERS, maxLength: ORDERS }),
});

/** Every decision of generated worlds that is not refused, with a life for it. */
function forAll(numRuns: number, check: (decided: Adjudication, order: Order, life: GeneratedLife) => void): number {
  let checked = 0;
  fc.assert(
    fc.property(worlds, ({ world, lives }) => {
      let index = 0;
      runWorld(world, ({ order }, decided) => {
        const life = lives[index++];
        if (decided.decision.refused || life === undefined) return;
        checked += 1;
        check(decided, order, life);
      });
    }),
    { numRuns },
  );
  return checked;
}

/** Lives a life, and shows the facts after each step to `check`. */
function live(
  decided: Adjudication,
  order: Order,
  { captures, last, returns }: GeneratedLife,
  check: (facts: readonly OrderFact[]) => void = () => undefined,
): OrderFact[] {
  const facts: OrderFact[] = [decisionFact(decided, order, captures === undefined ? 'settlement' : 'authorization')];
  const post = (fact: OrderFact): void => {
    facts.push(fact);
    check(facts);
  };
  check(facts);
  for (const step of captures ?? []) {
    if (isOpen(stateOf(facts).authorization))
      post(captureFact(facts, askedBy(step, order.lines, stateOf(facts).progress)));
  }
  if (last !== 'none' && isOpen(stateOf(facts).authorization))
    post(captureFact(facts, last === 'nothing' ? [] : undefined, true));
  for (const step of returns) {
    const asked = returnedBy(step, order.lines, stateOf(facts).progress);
    if (asked.length > 0) post(reversalFact(facts, asked));
  }
  return facts;
}

const sumsOf = (draws: readonly Draw[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { accumulatorId, amount } of draws) sums[accumulatorId] = (sums[accumulatorId] ?? 0) + amount;
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
};

const negative = (draws: readonly Draw[]): Draw[] =>
  draws.map(({ accumulatorId, amount }) => ({ accumulatorId, amount: -amount }));

/** What captures have booked and reversals given back. */
function moved(facts: readonly OrderFact[]): { lines: MovedLine[]; back: MovedLine[]; draws: Draw[] } {
  const captures = facts.filter((fact) => fact.type === 'capture');
  const reversals = facts.filter((fact) => fact.type === 'reversal');
  return {
    lines: captures.flatMap(({ lines }) => lines),
    back: reversals.flatMap(({ lines }) => lines),
    draws: [...captures.flatMap(({ draws }) => draws), ...negative(reversals.flatMap(({ draws }) => draws))],
  };
}

const totalsOf = (lines: readonly Pick<MovedLine, Money>[]): readonly number[] =>
  TERMS.map((term) => lines.reduce((sum, line) => sum + line[term], 0));

const sharesOf = (lines: readonly Pick<MovedLine, 'shares'>[]): Record<string, number> =>
  sumsOf(
    lines.flatMap(({ shares }) => shares.map(({ coverageId, amount }) => ({ accumulatorId: coverageId, amount }))),
  );

const moving = (facts: readonly OrderFact[]) => {
  const fact = facts.at(-1);
  return fact?.type === 'capture' || fact?.type === 'reversal' ? fact : undefined;
};

const SLOW = { timeout: 120_000 };

describe('whatever happens to an order', () => {
  it('every movement balances, no term of it is negative, and what it moves is what is used afterwards', SLOW, () => {
    const checked = forAll(400, (decided, order, life) => {
      live(decided, order, life, (facts) => {
        const fact = moving(facts);
        expectMoved(fact?.lines ?? []);
        expect((fact?.draws ?? []).every(({ amount }) => Number.isSafeInteger(amount) && amount > 0)).toBe(true);
        const { used } = stateOf(facts);
        const atFirst = facts[0]?.type === 'settlement' ? stateOf(facts.slice(0, 1)).used : [];
        expect(sumsOf(used)).toEqual(sumsOf([...atFirst, ...moved(facts).draws]));
      });
    });
    expect(checked).toBeGreaterThan(1_000);
  });

  it('held and used together are what was decided while the hold is open, and never more', SLOW, () => {
    forAll(400, (decided, order, life) => {
      const fills = stateOf([decisionFact(decided, order, 'settlement')]).used.filter(isFill);
      const whole = sumsOf([...decided.draws.flat(), ...fills]);
      live(decided, order, life, (facts) => {
        const { authorization, used, held } = stateOf(facts);
        if (isOpen(authorization)) expect(sumsOf([...used, ...held])).toEqual(whole);
        else expect(held).toEqual([]);
        for (const [id, amount] of Object.entries(sumsOf(used))) expect(amount).toBeLessThanOrEqual(whole[id] ?? 0);
      });
    });
  });

  it('everything captured is the decision to the fen, everything given back closes to nothing', SLOW, () => {
    forAll(400, (decided, order, life) => {
      const facts = live(decided, order, life);
      const isHeld = facts[0]?.type === 'authorization';
      const captured = isHeld ? moved(facts).lines : decided.decision.lines;
      const { progress } = stateOf(facts);
      if (progress.every((line, i) => line.captured === order.lines[i]?.amount)) {
        expect([totalsOf(captured), sharesOf(captured)]).toEqual([
          totalsOf(decided.decision.lines),
          sharesOf(decided.decision.lines),
        ]);
      }
      const whole = reversalFact(facts, undefined);
      const back = [...moved(facts).back, ...whole.lines];
      expect([totalsOf(back), sharesOf(back)]).toEqual([totalsOf(captured), sharesOf(captured)]);
      const end = stateOf([...facts, whole]);
      expect([end.used, end.held, end.refundable]).toEqual([[], [], []]);
    });
  });

  it('the way there does not matter: the same standing in one step', SLOW, () => {
    forAll(400, (decided, order, life) => {
      const facts = live(decided, order, life);
      const { progress, used, refundable } = stateOf(facts);
      const [first] = facts;
      if (first === undefined) return;
      const atOnce = [first];
      if (first.type === 'authorization') {
        const asked = order.lines.map(({ lineNo }, i) => {
          const { captured: amount = 0, capturedQuantity: quantity = 0 } = progress[i] ?? {};
          return { lineNo, amount, quantity };
        });
        atOnce.push(captureFact(atOnce, asked, true));
      }
      const returned = order.lines.map(({ lineNo }, i) => ({ lineNo, quantity: progress[i]?.returnedQuantity ?? 0 }));
      atOnce.push(reversalFact(atOnce, returned));
      const once: OrderState = stateOf(atOnce);
      expect([once.progress, sumsOf(once.used), once.refundable]).toEqual([progress, sumsOf(used), refundable]);
    });
  });
});

const isFill = ({ accumulatorId }: Draw): boolean => accumulatorId.startsWith('fill//');
