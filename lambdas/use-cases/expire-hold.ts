import type { EpochMs } from '../domain/calendar.ts';
import type { DecisionFact } from '../domain/fact.ts';
import type { ExpiryFact } from '../domain/later-fact.ts';
import { orderState } from '../domain/order-state.ts';
import { headOf } from './change-order.ts';
import { MAX_ATTEMPTS, tooBusy } from './decide-arrival.ts';
import type { HoldShelf, OrderBook, OrderPorts, OrderRecord } from './ports.ts';
import { parseFactId } from './ports.ts';

export interface ExpiryPorts {
  readonly orders: Pick<OrderBook, 'readOrderRecord' | 'postMove'>;
  readonly holds: HoldShelf;
  readonly pause: OrderPorts['pause'];
}

/**
 * Tells of a hold that nobody captured in time, and takes it out of the balances; whether it told. The hold had ended at its instant:
 * states, limits and money are the same before and after. The fact comes first, because after it nobody can change what is left.
 */
export async function expireHold(ports: ExpiryPorts, authorizationId: string, now: EpochMs): Promise<boolean> {
  const { orderId = '', sequence } = parseFactId(authorizationId) ?? {};
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const record = await ports.orders.readOrderRecord(orderId);
    const authorization = record.facts.find((fact) => fact.sequence === sequence);
    if (authorization?.type !== 'authorization') throw new Error(`${authorizationId} is no authorization`);
    const standing = standingOf(record, authorization, now);
    if (standing === 'ended') return false;
    const told = standing === 'told' || (await tell(ports, record, now));
    if (told) {
      await ports.holds.dropLapsedHold(authorization);
      return standing === 'untold';
    }
    await ports.pause(attempt);
  }
  throw tooBusy();
}

/**
 * `ended`: by a capture, a void or a return, which have released it; `told`: nobody will change it any more, but it may stand in the
 * balances yet, also where the order was decided again since.
 */
function standingOf({ facts }: OrderRecord, authorization: DecisionFact, now: EpochMs): 'ended' | 'told' | 'untold' {
  const state = orderState(facts, now);
  if (state?.decided !== authorization) return 'told';
  if (state.authorization !== 'expired') return 'ended';
  return facts.some(({ type }) => type === 'expiry') ? 'told' : 'untold';
}

async function tell({ orders }: ExpiryPorts, record: OrderRecord, now: EpochMs): Promise<boolean> {
  const fact: ExpiryFact = { ...headOf(record, now), type: 'expiry' };
  const { posting } = await orders.postMove(Promise.resolve(), [fact], undefined, []);
  return posting === 'posted';
}
