import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { Verdicts } from '../finding.ts';
import { orderIdOf } from '../table/fact.ts';
import type { OrderInHand } from './order-in-hand.ts';
import { isDecision } from './order-in-hand.ts';

/** What has become of an order before one of its facts. */
interface Life {
  decided: DecisionFact | undefined;
  /** of the authorization that holds */
  hold: 'none' | 'open' | 'ended';
  captured: boolean;
  cancelledBefore: boolean;
}

const SHANGHAI_AHEAD = 8 * 3_600_000;

/** The facts of an order are numbered without a gap, and each can have followed those before it. */
export function judgeLife({ about, orderId, facts }: OrderInHand, verdicts: Verdicts): void {
  verdicts.examine('facts-gap-free', facts.length);
  const find = (says: string): void => verdicts.find({ invariant: 'facts-gap-free', about, says });
  const life: Life = { decided: undefined, hold: 'none', captured: false, cancelledBefore: false };
  for (const [index, fact] of facts.entries()) {
    const { sequence, providerId, orderNo, postedAt, businessDate } = fact;
    if (sequence !== index + 1) find(`fact ${index + 1} is missing before fact ${sequence}`);
    if (orderIdOf(providerId, orderNo) !== orderId) find(`fact ${sequence} belongs to another order`);
    if (businessDate !== dayOf(postedAt)) find(`fact ${sequence} of ${dayOf(postedAt)} is booked on ${businessDate}`);
    for (const fault of faultsOf(life, fact, facts)) find(`fact ${sequence}: ${fault}`);
    live(life, fact);
  }
}

/** The day in Asia/Shanghai, eight hours ahead all the year. */
const dayOf = (instant: number): string => new Date(instant + SHANGHAI_AHEAD).toISOString().slice(0, 10);

function faultsOf(life: Life, fact: OrderFact, facts: readonly OrderFact[]): readonly string[] {
  switch (fact.type) {
    case 'settlement':
    case 'decline':
    case 'authorization':
      return decisionFaults(life, fact);
    case 'capture':
      return isOpenAt(life, fact.postedAt) ? [] : ['captured what is not held'];
    case 'void':
      return voidFaults(life, fact);
    case 'expiry':
      return life.hold === 'open' && !isOpenAt(life, fact.postedAt)
        ? []
        : ['told that a hold has expired that has not'];
    case 'reversal':
      return life.decided?.type === 'settlement' || life.captured ? [] : ['gave back what was never settled'];
    case 'tombstone':
      return life.decided === undefined ? [] : ['reversed before its arrival after it has arrived'];
    case 'delivery':
      return life.decided === undefined || life.decided.type === 'decline' ? ['delivered what was not decided'] : [];
    case 'adjustment': {
      const of = facts.find(({ sequence }) => sequence === fact.of);
      const isMoney = of !== undefined && ['settlement', 'capture', 'reversal', 'adjustment'].includes(of.type);
      const faults = isMoney && fact.of < fact.sequence ? [] : ['adjusts what moved no money'];
      return fact.amount > 0 ? faults : [...faults, `adjusts by ${fact.amount}`];
    }
    case 'waiting':
    case 'handled':
      return [];
  }
}

function decisionFaults(life: Life, fact: DecisionFact): readonly string[] {
  const faults: string[] = [];
  const wasReversed = fact.decision.reasons.some(({ code }) => code === 'T714');
  if (fact.type === 'settlement' && fact.expiresAt !== undefined) faults.push('settled at once, and held');
  if (fact.type === 'authorization' && fact.expiresAt === undefined) faults.push('held without an end');
  if (life.cancelledBefore !== wasReversed)
    faults.push(wasReversed ? 'declined for a reversal that never came' : 'decided though it was reversed before');
  const isAgain = fact.basis.ceilings !== undefined;
  if (isAgain && (life.decided?.type !== 'authorization' || life.captured || isOpenAt(life, fact.postedAt)))
    faults.push('decided again without a hold that had expired');
  return [...faults, ...ceilingFaults(life, fact)];
}

/** What expired may be paid as far as it was authorised, line by line of each coverage (docs/plans.md, F). */
function ceilingFaults({ decided }: Life, { basis }: DecisionFact): readonly string[] {
  const faults: string[] = [];
  for (const [coverageId, amounts] of basis.ceilings ?? []) {
    for (const [position, amount] of amounts.entries()) {
      const shares = decided?.decision.lines[position]?.shares ?? [];
      const authorized = shares.find((share) => share.coverageId === coverageId)?.amount ?? 0;
      if (amount > authorized)
        faults.push(`decided again up to ${amount} of ${coverageId}, of which ${authorized} had been authorised`);
    }
  }
  return faults;
}

/** A cancellation of an expired hold is recorded too. */
function voidFaults(life: Life, { postedAt, cause }: OrderFact & { readonly type: 'void' }): readonly string[] {
  if (isOpenAt(life, postedAt)) return [];
  const hasExpired = life.decided?.type === 'authorization' && !life.captured;
  return cause.by === 'cancellation' && hasExpired ? [] : ['voided what is not held'];
}

const isOpenAt = ({ hold, decided }: Life, instant: number): boolean =>
  hold === 'open' && decided?.expiresAt !== undefined && instant < decided.expiresAt;

function live(life: Life, fact: OrderFact): void {
  if (isDecision(fact)) {
    Object.assign(life, { decided: fact, hold: fact.type === 'authorization' ? 'open' : 'none', captured: false });
  } else if (fact.type === 'capture') {
    life.captured = true;
    if (fact.closes) life.hold = 'ended';
  } else if (fact.type === 'void') {
    // of an expired hold it ends nothing: that it has expired may still be told
    if (isOpenAt(life, fact.postedAt)) life.hold = 'ended';
  } else if (fact.type === 'expiry' || (fact.type === 'reversal' && isOpenAt(life, fact.postedAt))) {
    life.hold = 'ended';
  } else if (fact.type === 'tombstone') {
    life.cancelledBefore = true;
  }
}
