import type { Draw } from './accumulator.ts';
import type { EpochMs } from './calendar.ts';
import { drawsLess } from './draw-totals.ts';
import type { DecisionFact, OrderFact } from './fact.ts';
import type { CaptureFact, ReversalFact } from './later-fact.ts';
import { carriedOf } from './line-components.ts';
import type { LineProgress } from './line-progress.ts';
import { progressAfterCapture, progressAfterReturn, progressAtFirst } from './line-progress.ts';
import type { LineStanding } from './line-standing.ts';
import { standingsOf } from './line-standing.ts';
import type { Fen } from './money.ts';
import { usedTakings, wholeTakings } from './order-takings.ts';
import type { Quantity } from './quantity.ts';

export const AUTHORIZATION_STATUSES = [
  'authorized',
  'partially-captured',
  'captured',
  'declined',
  'voided',
  'expired',
] as const;
export type AuthorizationStatus = (typeof AUTHORIZATION_STATUSES)[number];

export const ORDER_STATUSES = [
  'settled',
  ...AUTHORIZATION_STATUSES,
  'partially-reversed',
  'reversed',
  'reversed-before-arrival',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What a line can still be refunded: quantity, and what the insurers and the patient carry of it. */
export interface RefundableLine {
  readonly lineNo: number;
  readonly quantity: Quantity;
  readonly insurer: Fen;
  readonly patient: Fen;
}

/** An order is the list of its facts; its state is a fold over them, and the time, because a hold ends at its instant. */
export interface OrderState {
  readonly status: OrderStatus;
  /** the fact that decides the order: the last that did, where an expired hold was decided again; none before its arrival */
  readonly decided: DecisionFact | undefined;
  /** of the authorization, where the order came as one; whatever was reversed since */
  readonly authorization: AuthorizationStatus | undefined;
  /** by position of the decided order's line */
  readonly progress: readonly LineProgress[];
  /** what the authorization still holds, each accumulator once; empty where it holds nothing any more */
  readonly held: readonly Draw[];
  /** what of the order is used now, each accumulator once */
  readonly used: readonly Draw[];
  /** the lines of which something is left to refund */
  readonly refundable: readonly RefundableLine[];
  readonly delivered: boolean;
  /** a pharmacy has cancelled the order: nothing will be handed over any more */
  readonly cancelled: boolean;
  /** the number of the next fact */
  readonly next: number;
}

/** The state of an order at an instant; `undefined` where nothing has happened to it. The facts stand in their sequence. */
export function orderState(facts: readonly OrderFact[], now: EpochMs): OrderState | undefined {
  const last = facts.at(-1);
  if (last === undefined) return undefined;
  const life = atInstant(facts.reduce(step, BEFORE_ARRIVAL), now);
  const { decided, authorization, progress } = life;
  const standings = decided === undefined ? [] : standingsOf(decided, progress);
  const used = decided === undefined ? [] : usedTakings(decided, standings);
  return {
    ...{ status: statusOf(life), decided, authorization, progress },
    held: decided !== undefined && isOpen(authorization) ? drawsLess(wholeTakings(decided), used) : [],
    used,
    refundable: standings.flatMap(refundableOf),
    delivered: facts.some(({ type }) => type === 'delivery'),
    cancelled: facts.some((fact) => 'cause' in fact && fact.cause.by === 'cancellation'),
    next: last.sequence + 1,
  };
}

/** Whether an authorization still holds limits, and can be captured and voided. */
export const isOpen = (authorization: AuthorizationStatus | undefined): boolean =>
  authorization === 'authorized' || authorization === 'partially-captured';

type Life = Pick<OrderState, 'decided' | 'authorization' | 'progress'>;

const BEFORE_ARRIVAL: Life = { decided: undefined, authorization: undefined, progress: [] };

function step(life: Life, fact: OrderFact): Life {
  switch (fact.type) {
    case 'settlement':
    case 'decline':
    case 'authorization':
      // also the second decision, of an order whose hold had expired when it was dispensed: nothing of the first one is left
      return { decided: fact, authorization: authorizationAtFirst(fact), progress: progressAtFirst(fact) };
    case 'capture':
      return { ...captured(life, fact), authorization: fact.closes ? 'captured' : 'partially-captured' };
    case 'void':
      return voided(atInstant(life, fact.postedAt));
    case 'expiry':
      return { ...life, authorization: 'expired' };
    case 'reversal':
      return reversed(atInstant(life, fact.postedAt), fact);
    case 'tombstone':
    case 'delivery':
    case 'waiting':
    case 'handled':
    case 'adjustment':
      return life;
  }
}

function authorizationAtFirst({ type, expiresAt }: DecisionFact): AuthorizationStatus | undefined {
  if (type === 'authorization') return 'authorized';
  return type === 'decline' && expiresAt !== undefined ? 'declined' : undefined;
}

function captured(life: Life, { asked }: CaptureFact): Life {
  const { decided, progress } = life;
  return decided === undefined ? life : { ...life, progress: progressAfterCapture(decided, progress, asked) };
}

/** What has come to its end stays so: a cancellation of an expired hold is only recorded. */
const voided = (life: Life): Life => (isOpen(life.authorization) ? { ...life, authorization: 'voided' } : life);

/** A return before the final capture ends the authorization. */
function reversed(life: Life, { asked }: ReversalFact): Life {
  const { decided, progress, authorization } = life;
  if (decided === undefined) return life;
  return {
    decided,
    authorization: isOpen(authorization) ? 'voided' : authorization,
    progress: progressAfterReturn(decided, progress, asked),
  };
}

/** A hold ends at its instant, whether a fact tells so or not. What was captured stays. */
function atInstant(life: Life, now: EpochMs): Life {
  const expiresAt = life.decided?.expiresAt;
  const isOver = isOpen(life.authorization) && expiresAt !== undefined && now >= expiresAt;
  return isOver ? { ...life, authorization: 'expired' } : life;
}

function statusOf({ decided, authorization, progress }: Life): OrderStatus {
  if (decided === undefined) return 'reversed-before-arrival';
  if (progress.some(({ returnedQuantity }) => returnedQuantity > 0)) {
    const isAllBack = progress.every((line) => line.returnedQuantity === line.capturedQuantity);
    return isAllBack ? 'reversed' : 'partially-reversed';
  }
  return authorization ?? (decided.type === 'settlement' ? 'settled' : 'declined');
}

function refundableOf({ line: { lineNo }, progress, left }: LineStanding): readonly RefundableLine[] {
  const quantity = progress.capturedQuantity - progress.returnedQuantity;
  return quantity === 0 ? [] : [{ lineNo, quantity, ...carriedOf(left) }];
}
