import type { OrderFact } from '../../lambdas/domain/fact.ts';
import type { CaptureFact, MovedLine, ReversalFact } from '../../lambdas/domain/later-fact.ts';
import type { Verdicts } from '../finding.ts';
import type { InvariantId } from '../invariants.ts';
import type { LifeLiterally, LineLiterally } from '../oracle/life.ts';
import { lifeLiterally } from '../oracle/life.ts';
import { sum } from '../oracle/exact.ts';
import { differing, summed } from '../table/amounts.ts';
import type { OrderInHand } from './order-in-hand.ts';
import { isDecision } from './order-in-hand.ts';
import { judgeAdjustments } from './adjustments.ts';

/**
 * What captures and reversals moved, held against the life of the order counted a second time from what was decided and asked: so what
 * is captured adds up to the decision, and what is given back to what was captured.
 */
export function judgeMovements({ about, facts }: OrderInHand, verdicts: Verdicts): void {
  let before = lifeLiterally([]);
  for (const [index, fact] of facts.entries()) {
    if (!isMovement(fact) && fact.type !== 'settlement' && fact.type !== 'authorization') continue;
    const after = lifeLiterally(facts.slice(0, index + 1));
    if (isMovement(fact)) {
      const find = (invariant: InvariantId, says: string): void =>
        verdicts.find({ invariant, about, says: `fact ${fact.sequence}: ${says}` });
      if (fact.type === 'reversal') judgeReversal(fact, before, after, verdicts, find);
      else judgeCapture(fact, before, after, find);
      if (fact.type === 'capture')
        for (const lineNo of overCaptured(facts.slice(0, index), after))
          find('holds-resolve-once', `more was captured of line ${lineNo} than was held`);
    }
    before = after;
  }
  judgeAdjustments(facts, verdicts, (says) => verdicts.find({ invariant: 'reversals-bounded', about, says }));
}

type Find = (invariant: InvariantId, says: string) => void;

const isMovement = (fact: OrderFact): fact is CaptureFact | ReversalFact =>
  fact.type === 'capture' || fact.type === 'reversal';

function judgeCapture(fact: CaptureFact, before: LifeLiterally, after: LifeLiterally, find: Find): void {
  for (const fault of lineFaults(fact.lines, before, after, 'captured')) find('bill-identity', `captured ${fault}`);
  for (const id of differing(drawnIn(fact), usedBetween(before, after)))
    find('holds-resolve-once', `what it uses of ${id} is not what it captured`);
}

/** The lines of which more was captured than was decided, of money or of quantity. */
function overCaptured(facts: readonly OrderFact[], { lines }: LifeLiterally): readonly number[] {
  const decided = facts.findLast(isDecision);
  return lines.flatMap(({ lineNo, quantity, captured }, position) => {
    const [ordered = 0, billed = 0] = [
      decided?.order.lines[position]?.quantity,
      decided?.decision.lines[position]?.billed,
    ];
    return quantity > BigInt(ordered) || sum([...captured.values()]) > BigInt(billed) ? [lineNo] : [];
  });
}

function judgeReversal(
  fact: ReversalFact,
  before: LifeLiterally,
  after: LifeLiterally,
  verdicts: Verdicts,
  find: Find,
): void {
  verdicts.examine('reversals-bounded', fact.lines.length);
  for (const { lineNo, quantity, returned } of after.lines)
    if (returned > quantity) find('reversals-bounded', `line ${lineNo}: more came back than was settled`);
  for (const fault of lineFaults(fact.lines, before, after, 'left')) find('reversals-bounded', `gave back ${fault}`);
  for (const id of differing(drawnIn(fact), usedBetween(after, before)))
    find('reversals-bounded', `what it gives back of ${id} is not what was used`);
}

/** Of each line, how far what was moved is not what stood before less what stands after. */
function lineFaults(
  moved: readonly MovedLine[],
  before: LifeLiterally,
  after: LifeLiterally,
  of: 'captured' | 'left',
): readonly string[] {
  const faults: string[] = [];
  for (const [position, to] of after.lines.entries()) {
    const ofLine = moved.filter(({ lineNo }) => lineNo === to.lineNo);
    const expected = movementOf(before.lines[position], to, of);
    const booked = summed(ofLine.flatMap(carriersOf));
    for (const name of differing(booked, expected))
      faults.push(
        `${booked.get(name) ?? 0} of ${name} on line ${to.lineNo} where it should be ${expected.get(name) ?? 0}`,
      );
  }
  const known = new Set(after.lines.map(({ lineNo }) => lineNo));
  for (const { lineNo } of moved) if (!known.has(lineNo)) faults.push(`line ${lineNo}, which was not decided`);
  return faults;
}

function movementOf(from: LineLiterally | undefined, to: LineLiterally, of: 'captured' | 'left'): Map<string, number> {
  const sign = of === 'captured' ? 1 : -1;
  const amounts = [...to[of]].map(([name, amount]): [string, number] => [
    name,
    sign * Number(amount - (from?.[of].get(name) ?? 0n)),
  ]);
  const units = of === 'captured' ? to.quantity - (from?.quantity ?? 0n) : to.returned - (from?.returned ?? 0n);
  return summed([...amounts, ['quantity', Number(units)]]);
}

function carriersOf({ quantity, priorPaid, patient, writeOff, shares }: MovedLine): readonly [string, number][] {
  return [
    ...Object.entries({ quantity, priorPaid, patient, writeOff }),
    ...shares.map(({ coverageId, insurerId, amount }): [string, number] => [
      `share of ${coverageId} of ${insurerId}`,
      amount,
    ]),
  ];
}

const drawnIn = ({ draws }: CaptureFact | ReversalFact): Map<string, number> =>
  summed(draws.map(({ accumulatorId, amount }) => [accumulatorId, amount] as const));

const usedBetween = (before: LifeLiterally, after: LifeLiterally): Map<string, number> =>
  summed([
    ...[...after.used].map(([id, amount]) => [id, Number(amount)] as const),
    ...[...before.used].map(([id, amount]) => [id, -Number(amount)] as const),
  ]);
