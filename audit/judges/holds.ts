import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { HoldEvidence } from '../evidence.ts';
import type { Verdicts } from '../finding.ts';
import { lifeLiterally } from '../oracle/life.ts';
import { takenBy } from '../read-fact.ts';
import { homeOf } from '../table/accumulator.ts';
import { differing, summed } from '../table/amounts.ts';
import type { OrderInHand } from './order-in-hand.ts';
import { isDecision } from './order-in-hand.ts';

interface Authorization {
  readonly fact: DecisionFact;
  readonly expiresAt: number;
  /** by a capture, a void or a return: not by its instant */
  readonly isReleased: boolean;
}

/** What items say that an order holds is what its facts say. */
export function judgeHolds({ about, facts, holds }: OrderInHand, now: number, verdicts: Verdicts): void {
  const authorizations = facts.flatMap((fact, index) => authorizationOf(fact, facts.slice(index + 1)));
  verdicts.examine('holds-resolve-once', authorizations.length + holds.length);
  const find = (says: string): void => verdicts.find({ invariant: 'holds-resolve-once', about, says });
  for (const hold of holds) {
    const of = authorizations.find(({ expiresAt }) => expiresAt === hold.expiresAt);
    if (of === undefined) find(`${hold.home} holds for it until ${hold.expiresAt}, which no authorization says`);
    else if (of.isReleased) find(`${hold.home} still holds for it after it was captured or released`);
  }
  const open = authorizations.find(({ isReleased, expiresAt }) => !isReleased && expiresAt > now);
  if (open !== undefined) for (const fault of openFaults(open, facts, holds)) find(fault);
}

function authorizationOf(fact: OrderFact, later: readonly OrderFact[]): readonly Authorization[] {
  if (fact.type !== 'authorization' || fact.expiresAt === undefined) return [];
  const { expiresAt } = fact;
  // what follows when the order is decided again is of another hold
  const again = later.findIndex(isDecision);
  const isReleased = (again < 0 ? later : later.slice(0, again)).some(
    (one) =>
      (one.type === 'capture' && one.closes) ||
      ((one.type === 'void' || one.type === 'reversal') && one.postedAt < expiresAt),
  );
  return [{ fact, expiresAt, isReleased }];
}

/** Each item in which the order took anything holds what is left of that, and no other item holds anything. */
function openFaults(
  { fact, expiresAt }: Authorization,
  facts: readonly OrderFact[],
  holds: readonly HoldEvidence[],
): readonly string[] {
  const memberId = fact.memberId ?? '';
  const held = [...lifeLiterally(facts).held].map(([id, amount]) => [id, Number(amount)] as const);
  const homes = new Set([...takenBy(fact).keys()].map((id) => homeOf(memberId, id)));
  const beside = holds.filter((hold) => hold.expiresAt === expiresAt && !homes.has(hold.home));
  const inHomes = [...homes].flatMap((home) => {
    const standing = holds.filter((hold) => hold.home === home && hold.expiresAt === expiresAt);
    if (standing.length === 0) return [`${home} does not hold what is authorised`];
    const expected = summed(held.filter(([id]) => homeOf(memberId, id) === home));
    const wrong = differing(summed(standing.flatMap(({ amounts }) => amounts)), expected);
    return wrong.map((id) => `${home} does not hold the ${expected.get(id) ?? 0} of ${id} that are left`);
  });
  return [...inHomes, ...beside.map(({ home }) => `${home} holds for it, and it takes nothing there`)];
}
