import type { FactHead } from '../../lambdas/domain/fact.ts';
import type {
  AdjustmentFact,
  AskedLine,
  Billing,
  CaptureFact,
  Cause,
  HandledFact,
  LaterFact,
  MovedLine,
  ReturnedLine,
  ReversalFact,
} from '../../lambdas/domain/later-fact.ts';
import type { PharmacyEvent } from '../../lambdas/domain/pharmacy-event.ts';
import { listAt, nameAt, numberAt, textAt, textUnlessZero, UnreadableItem } from './item.ts';
import { KINDS } from './order.ts';

/** docs/table-format.md, "Fact that follows"; `rest` is what stands behind the head and the event that it carries out. */
export function laterFactIn(
  head: FactHead,
  type: LaterFact['type'],
  ofEvent: unknown,
  rest: readonly unknown[],
): LaterFact {
  const fact = contentIn(head, type, rest);
  return ofEvent === 0 ? fact : { ...fact, ofEvent: String(ofEvent) };
}

function contentIn(head: FactHead, type: LaterFact['type'], rest: readonly unknown[]): LaterFact {
  switch (type) {
    case 'capture':
      return captureIn(head, rest);
    case 'reversal': {
      const cause = causeIn(listAt(rest, 0)) as ReversalFact['cause'];
      return { ...head, type, cause, asked: returnedIn(rest[1]), ...movementIn(rest.slice(2)) };
    }
    case 'void':
      return { ...head, type, cause: causeIn(listAt(rest, 0)) };
    case 'tombstone':
      return { ...head, type, reversalNo: textAt(rest, 0), reason: textAt(rest, 1), asked: returnedIn(rest[2]) };
    case 'delivery':
      return { ...head, type, deliveredAt: numberAt(rest, 0) };
    case 'waiting':
      return { ...head, type, event: eventIn(listAt(rest, 0)) };
    case 'handled':
      return { ...head, type, webhookId: textAt(rest, 0), outcome: textAt(rest, 1) as HandledFact['outcome'] };
    case 'expiry':
      return { ...head, type };
    case 'adjustment':
      return adjustmentIn(head, rest);
  }
}

function captureIn(head: FactHead, rest: readonly unknown[]): CaptureFact {
  return {
    ...{ ...head, type: 'capture', captureNo: textUnlessZero(rest, 0) ?? null, asked: askedIn(rest[1]) },
    ...{ final: numberAt(rest, 2) === 1, closes: numberAt(rest, 3) === 1, ...movementIn(rest.slice(4)) },
  };
}

function movementIn(rest: readonly unknown[]): Pick<CaptureFact, 'billing' | 'lines' | 'draws'> {
  return {
    billing: billingIn(listAt(rest, 0)),
    lines: listAt(rest, 1).map((_, index) => movedIn(listAt(listAt(rest, 1), index))),
    draws: listAt(rest, 2).map((_, index) => {
      const draw = listAt(listAt(rest, 2), index);
      return { accumulatorId: textAt(draw, 0), amount: numberAt(draw, 1) };
    }),
  };
}

function billingIn(packed: readonly unknown[]): Billing {
  return {
    memberId: textUnlessZero(packed, 0) ?? null,
    coverageId: textUnlessZero(packed, 1) ?? null,
    insurerId: textUnlessZero(packed, 2) ?? null,
    plan: packed[3] === 0 ? null : { planId: textAt(listAt(packed, 3), 0), version: numberAt(listAt(packed, 3), 1) },
    orderKind: nameAt(KINDS, numberAt(packed, 4)),
    serviceDate: textAt(packed, 5),
  };
}

/** The insurers' part is the sum of the shares, and what is billed the sum of all parts. */
function movedIn(packed: readonly unknown[]): MovedLine {
  const shares = listAt(packed, 5).map((_, index) => {
    const share = listAt(listAt(packed, 5), index);
    return { coverageId: textAt(share, 0), insurerId: textAt(share, 1), amount: numberAt(share, 2) };
  });
  const [priorPaid, patient, writeOff] = [numberAt(packed, 2), numberAt(packed, 3), numberAt(packed, 4)];
  const insurer = shares.reduce((sum, { amount }) => sum + amount, 0);
  const billed = priorPaid + insurer + patient + writeOff;
  return {
    ...{ lineNo: numberAt(packed, 0), quantity: numberAt(packed, 1), billed },
    ...{ priorPaid, insurer, patient, writeOff, shares },
  };
}

/** 0: all that was left. */
function askedIn(packed: unknown): readonly AskedLine[] | undefined {
  if (packed === 0) return undefined;
  return (packed as readonly (readonly unknown[])[]).map((line) => {
    const quantity = numberAt(line, 1);
    return { lineNo: numberAt(line, 0), quantity: quantity < 0 ? undefined : quantity, amount: numberAt(line, 2) };
  });
}

function returnedIn(packed: unknown): readonly ReturnedLine[] | undefined {
  if (packed === 0) return undefined;
  return (packed as readonly (readonly unknown[])[]).map((line) => ({
    ...{ lineNo: numberAt(line, 0), quantity: numberAt(line, 1) },
  }));
}

function causeIn(packed: readonly unknown[]): Cause {
  const by = textAt(packed, 0) as Cause['by'];
  switch (by) {
    case 'reversal':
      return { by, reversalNo: textAt(packed, 1), reason: textAt(packed, 2) };
    case 'return':
      return { by, returnNo: textAt(packed, 1) };
    case 'cancellation':
      return { by, reason: textAt(packed, 1) };
    case 'prescription':
      return { by, prescriptionNo: textAt(packed, 1) };
    case 'void':
      return { by };
    default:
      throw new UnreadableItem(`nothing has the cause ${String(by)}`);
  }
}

function eventIn(packed: readonly unknown[]): PharmacyEvent {
  const sequence = numberAt(packed, 3);
  const head = {
    ...{ webhookId: textAt(packed, 1), occurredAt: numberAt(packed, 2) },
    sequence: sequence === 0 ? undefined : sequence,
  };
  const type = textAt(packed, 0) as PharmacyEvent['type'];
  switch (type) {
    case 'order.dispensed':
      return { type, ...head, asked: askedIn(packed[4]) };
    case 'order.delivered':
      return { type, ...head, deliveredAt: numberAt(packed, 4) };
    case 'order.cancelled':
      return { type, ...head, reason: textAt(packed, 4) };
    case 'order.returned':
      return { type, ...head, returnNo: textAt(packed, 4), lines: returnedIn(packed[5]) ?? [] };
    default:
      throw new UnreadableItem(`no event is ${String(type)}`);
  }
}

function adjustmentIn(head: FactHead, rest: readonly unknown[]): AdjustmentFact {
  return {
    ...{ ...head, type: 'adjustment', billing: billingIn(listAt(rest, 0)) },
    ...{ direction: numberAt(rest, 1) === 1 ? 'credit' : 'debit', amount: numberAt(rest, 2), of: numberAt(rest, 3) },
    disputed: rest[4] === undefined ? undefined : { businessDate: textAt(rest, 4), line: numberAt(rest, 5) },
  };
}
