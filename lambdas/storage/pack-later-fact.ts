import type { FactHead } from '../domain/fact.ts';
import type { AdjustmentFact, Cause, HandledFact, LaterFact, ReversalFact, VoidFact } from '../domain/later-fact.ts';
import type { PackedAsked, PackedReturned } from './pack-asked.ts';
import { packAsked, packReturned, unpackAsked, unpackReturned } from './pack-asked.ts';
import type { PackedEvent } from './pack-event.ts';
import { packEvent, unpackEvent } from './pack-event.ts';
import type { PackedHead } from './pack-fact.ts';
import { packHead } from './pack-fact.ts';
import type { PackedBilling, PackedMovement } from './pack-movement.ts';
import { packBilling, packMovement, unpackBilling, unpackMovement } from './pack-movement.ts';

type PackedCause = readonly [by: Cause['by'], no?: string, reason?: string];

/** The disputed line at the end, where there is one. */
type PackedAdjustment = readonly [
  ...[billing: PackedBilling, credits: 0 | 1, amount: number, of: number],
  ...disputed: readonly [businessDate?: string, line?: number],
];

type Contents =
  | readonly [captureNo: string | 0, asked: PackedAsked, final: 0 | 1, closes: 0 | 1, ...PackedMovement]
  | readonly [cause: PackedCause, asked: PackedReturned, ...PackedMovement]
  | readonly [cause: PackedCause]
  | readonly [reversalNo: string, reason: string, asked: PackedReturned]
  | readonly [deliveredAt: number]
  | readonly [webhookId: string, outcome: HandledFact['outcome']]
  | readonly [event: PackedEvent]
  | PackedAdjustment
  | readonly [];
/** The event that it carries out, where that had waited, follows the head. */
export type PackedLaterFact = readonly [...PackedHead, ofEvent: string | 0, ...Contents];

/** A fact that follows a decision: what was asked, and what it moved. */
export function packLaterFact(fact: LaterFact): PackedLaterFact {
  return [...packHead(fact), fact.ofEvent ?? 0, ...contentsOf(fact)];
}

function contentsOf(fact: LaterFact): Contents {
  switch (fact.type) {
    case 'capture': {
      const { captureNo, asked, final, closes } = fact;
      return [captureNo ?? 0, packAsked(asked), final ? 1 : 0, closes ? 1 : 0, ...packMovement(fact)];
    }
    case 'reversal':
      return [packCause(fact.cause), packReturned(fact.asked), ...packMovement(fact)];
    case 'void':
      return [packCause(fact.cause)];
    case 'tombstone':
      return [fact.reversalNo, fact.reason, packReturned(fact.asked)];
    case 'delivery':
      return [fact.deliveredAt];
    case 'waiting':
      return [packEvent(fact.event)];
    case 'handled':
      return [fact.webhookId, fact.outcome];
    case 'expiry':
      return [];
    case 'adjustment':
      return packAdjustment(fact);
  }
}

export function unpackLaterFact(head: FactHead, type: LaterFact['type'], packed: PackedLaterFact): LaterFact {
  const [ofEvent, ...contents] = packed.slice(6) as readonly unknown[];
  const fact = contentsFrom(head, type, contents);
  return ofEvent === 0 ? fact : { ...fact, ofEvent: String(ofEvent) };
}

function contentsFrom(head: FactHead, type: LaterFact['type'], contents: readonly unknown[]): LaterFact {
  switch (type) {
    case 'capture': {
      const [captureNo, asked, final, closes, ...movement] = contents as Extract<Contents, { length: 7 }>;
      return {
        ...{ ...head, type, captureNo: captureNo === 0 ? null : captureNo, asked: unpackAsked(asked) },
        ...{ final: final === 1, closes: closes === 1, ...unpackMovement(movement) },
      };
    }
    case 'reversal': {
      const [cause, asked, ...movement] = contents as Extract<Contents, { length: 5 }>;
      const returned = { asked: unpackReturned(asked), ...unpackMovement(movement) };
      return { ...head, type, cause: unpackCause(cause) as ReversalFact['cause'], ...returned };
    }
    case 'void': {
      const [cause] = contents as readonly [PackedCause];
      return { ...head, type, cause: unpackCause(cause) } satisfies VoidFact;
    }
    case 'tombstone': {
      const [reversalNo, reason, asked] = contents as readonly [string, string, PackedReturned];
      return { ...head, type, reversalNo, reason, asked: unpackReturned(asked) };
    }
    case 'delivery': {
      const [deliveredAt] = contents as readonly [number];
      return { ...head, type, deliveredAt };
    }
    case 'waiting': {
      const [event] = contents as readonly [PackedEvent];
      return { ...head, type, event: unpackEvent(event) };
    }
    case 'handled': {
      const [webhookId, outcome] = contents as readonly [string, HandledFact['outcome']];
      return { ...head, type, webhookId, outcome };
    }
    case 'expiry':
      return { ...head, type };
    case 'adjustment':
      return { ...head, type, ...unpackAdjustment(contents as PackedAdjustment) };
  }
}

function packAdjustment({ billing, direction, amount, of, disputed }: AdjustmentFact): PackedAdjustment {
  const packed = [packBilling(billing), direction === 'credit' ? 1 : 0, amount, of] as const;
  return disputed === undefined ? packed : [...packed, disputed.businessDate, disputed.line];
}

function unpackAdjustment([billing, credits, amount, of, businessDate, line]: PackedAdjustment) {
  const disputed = businessDate === undefined || line === undefined ? undefined : { businessDate, line };
  const direction = credits === 1 ? 'credit' : 'debit';
  return { billing: unpackBilling(billing), direction, amount, of, disputed } as const;
}

function packCause(cause: Cause): PackedCause {
  switch (cause.by) {
    case 'reversal':
      return [cause.by, cause.reversalNo, cause.reason];
    case 'return':
      return [cause.by, cause.returnNo];
    case 'cancellation':
      return [cause.by, cause.reason];
    case 'prescription':
      return [cause.by, cause.prescriptionNo];
    case 'void':
      return [cause.by];
  }
}

function unpackCause([by, first = '', reason = '']: PackedCause): Cause {
  switch (by) {
    case 'reversal':
      return { by, reversalNo: first, reason };
    case 'return':
      return { by, returnNo: first };
    case 'cancellation':
      return { by, reason: first };
    case 'prescription':
      return { by, prescriptionNo: first };
    case 'void':
      return { by };
  }
}
