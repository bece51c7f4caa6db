import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Adjudication } from '../../lambdas/domain/adjudicate.ts';
import { correctionOf, counterAdjustments, standingFor } from '../../lambdas/domain/adjustment.ts';
import type { BookLine } from '../../lambdas/domain/book-line.ts';
import { bookLines, isMoneyFact } from '../../lambdas/domain/book-line.ts';
import type { OrderFact } from '../../lambdas/domain/fact.ts';
import { entriesOf } from '../../lambdas/domain/ledger.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { isOpen } from '../../lambdas/domain/order-state.ts';
import type { Trial } from '../../lambdas/domain/trial-balance.ts';
import { addEntries, balancesOf, isBalanced } from '../../lambdas/domain/trial-balance.ts';
import type { GeneratedStep } from './generated-life.ts';
import { askedBy, generatedLife, returnedBy } from './generated-life.ts';
import { generatedTrim } from './generated-trims.ts';
import { generatedWorld } from './generated-world.ts';
import { captureFact, decisionFact, reversalFact, stateOf } from './posted-facts.ts';
import { runWorld } from './running-world.ts';

const source = { idOf: ({ sequence }: { sequence: number }) => `o.${sequence}`, providerKind: 'hospital' } as const;

const linesOf = (facts: readonly OrderFact[]): readonly BookLine[] =>
  facts.flatMap((fact, index) => (isMoneyFact(fact) ? bookLines(fact, facts.slice(0, index + 1), source) : []));

const headOf = (facts: readonly OrderFact[]) => {
  const last = facts.at(-1);
  if (last === undefined) throw new Error('an order has facts');
  const { providerId, orderNo, postedAt, businessDate } = last;
  return { providerId, orderNo, sequence: facts.length + 1, postedAt, businessDate };
};

/** A dispute of one of the lines there are: which, and what the insurer would rather have it come to. */
interface Disputing {
  readonly which: number;
  /** basis points of what it came to */
  readonly expected: number;
}

type Step = { readonly move: GeneratedStep; readonly kind: 'capture' | 'return' } | { readonly dispute: Disputing };

const moves = generatedLife.map(({ captures, returns }) => [
  ...(captures ?? []).map((move): Step => ({ move, kind: 'capture' })),
  ...returns.map((move): Step => ({ move, kind: 'return' })),
]);
const disputes = fc.array(fc.record({ dispute: fc.record({ which: fc.nat(20), expected: fc.nat(12_000) }) }), {
  maxLength: 5,
});
const life = fc
  .tuple(moves, disputes, fc.boolean())
  .chain(([all, disputed, held]) => fc.shuffledSubarray<Step>([...all, ...disputed]).map((steps) => ({ steps, held })));

const decisions = fc.oneof(
  generatedWorld(6).map((world) => {
    const all: { order: Order; decided: Adjudication }[] = [];
    runWorld(world, ({ order }, decided) => all.push({ order, decided }));
    return all;
  }),
  fc.array(generatedTrim, { minLength: 3, maxLength: 3 }),
);

function post(facts: OrderFact[], step: Step, order: Order): void {
  const { progress, authorization } = stateOf(facts);
  if ('dispute' in step) {
    const lines = linesOf(facts);
    const line = lines[step.dispute.which % Math.max(1, lines.length)];
    if (line === undefined) return;
    const expectedAmount = Math.floor((line.amount * step.dispute.expected) / 10_000);
    const disputed = { businessDate: line.businessDate, line: 1 };
    const adjustment = correctionOf(headOf(facts), facts, { line, disputed, expectedAmount });
    if (adjustment !== undefined) facts.push(adjustment);
  } else if (step.kind === 'capture') {
    if (isOpen(authorization)) facts.push(captureFact(facts, askedBy(step.move, order.lines, progress)));
  } else {
    const asked = returnedBy(step.move, order.lines, progress);
    if (asked.length > 0) giveBack(facts, asked);
  }
}

function giveBack(facts: OrderFact[], asked: Parameters<typeof reversalFact>[1]): void {
  const reversal = reversalFact(facts, asked);
  facts.push(reversal, ...counterAdjustments(facts, reversal));
}

/** What an insurer owes for the order by the lines of its statements. */
const owed = (lines: readonly BookLine[], insurerId: string): number =>
  lines
    .filter((line) => line.insurerId === insurerId)
    .reduce((sum, line) => sum + (line.direction === 'debit' ? line.amount : -line.amount), 0);

const sumOf = (balances: readonly { balance: number }[]): number =>
  balances.reduce((sum, { balance }) => sum + balance, 0);

describe('adjustments, captures and returns in any order', { timeout: 120_000 }, () => {
  it('never give an insurer more back than it paid, and leave nothing when all is given back', () => {
    let [adjusted, countered] = [0, 0];
    fc.assert(
      fc.property(decisions, fc.array(life, { minLength: 6, maxLength: 6 }), (all, lives) => {
        for (const [index, { order, decided }] of all.entries()) {
          const { steps, held } = lives[index] ?? { steps: [], held: false };
          if (decided.decision.refused) continue;
          const facts: OrderFact[] = [decisionFact(decided, order, held ? 'authorization' : 'settlement')];
          for (const step of steps) {
            const before = stateOf(facts);
            post(facts, step, order);
            const after = stateOf(facts);
            if ('dispute' in step)
              expect([after.refundable, after.used, after.held]).toEqual([before.refundable, before.used, before.held]);
            const lines = linesOf(facts);
            for (const insurerId of new Set(lines.map((line) => line.insurerId))) {
              const standing = standingFor(facts, insurerId);
              expect(standing.settled - standing.adjusted).toBe(owed(lines, insurerId));
              expect(standing.adjusted).toBeGreaterThanOrEqual(0);
              expect(owed(lines, insurerId)).toBeGreaterThanOrEqual(0);
            }
          }
          adjusted += facts.filter((fact) => fact.type === 'adjustment' && fact.direction === 'credit').length;
          if (stateOf(facts).refundable.length > 0) giveBack(facts, undefined);
          countered += facts.filter((fact) => fact.type === 'adjustment' && fact.direction === 'debit').length;
          expect(linesOf(facts).every(({ amount }) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
          const trial: Trial = new Map();
          for (const line of linesOf(facts)) addEntries(trial, entriesOf(line));
          expect(isBalanced(trial)).toBe(true);
          // a movement of nothing but write-off is no line, so that accounts of a provider are looked at together
          const balances = balancesOf(trial);
          const ofInsurers = balances.filter(({ account }) => /^(insurer-payable|pool):/.test(account));
          const ofProvider = balances.filter(({ account }) => !/^(insurer-payable|pool):/.test(account));
          expect([ofInsurers, ofProvider].map(sumOf)).toEqual([0, 0]);
        }
      }),
      { numRuns: 250 },
    );
    expect(Math.min(adjusted, countered)).toBeGreaterThan(100);
  });
});
