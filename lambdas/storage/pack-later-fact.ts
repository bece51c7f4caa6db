import type { Draw } from '../domain/accumulator.ts';
import type { Share } from '../domain/decision.ts';
import type {
  AskedLine,
  Billing,
  CaptureFact,
  Cause,
  FactHead,
  LaterFact,
  MovedLine,
  ReturnedLine,
  ReversalFact,
  VoidFact,
} from '../domain/fact.ts';
import { ORDER_KINDS } from '../domain/order.ts';
import { entryAt } from './fact-texts.ts';
import type { PackedHead } from './pack-fact.ts';
import { packHead } from './pack-fact.ts';

type PackedBilling = readonly [
  memberId: string | 0,
  coverageId: string | 0,
  insurerId: string | 0,
  plan: readonly [planId: string, version: number] | 0,
  orderKind: number,
  serviceDate: string,
];
type PackedShare = readonly [coverageId: string, insurerId: string, amount: number];
/** `billed` is the sum of the others, and the insurers' part that of the shares. */
type PackedMoved = readonly [
  lineNo: number,
  quantity: number,
  priorPaid: number,
  patient: number,
  writeOff: number,
  shares: readonly PackedShare[],
];
type PackedDraw = readonly [accumulatorId: string, amount: number];
/** a quantity of -1: all that was left */
type PackedAsked = readonly (readonly [lineNo: number, quantity: number, amount: number])[] | 0;
type PackedReturned = readonly (readonly [lineNo: number, quantity: number])[] | 0;
type PackedCause = readonly [by: Cause['by'], no?: string, reason?: string];

type Contents =
  | readonly [captureNo: string | 0, asked: PackedAsked, final: 0 | 1, closes: 0 | 1, ...PackedMovement]
  | readonly [cause: PackedCause, asked: PackedReturned, ...PackedMovement]
  | readonly [cause: PackedCause]
  | readonly [reversalNo: string, reason: string, asked: PackedReturned]
  | readonly [deliveredAt: number]
  | readonly [];
type PackedMovement = readonly [billing: PackedBilling, lines: readonly PackedMoved[], draws: readonly PackedDraw[]];

export type PackedLaterFact = readonly [...PackedHead, ...Contents];

/** A fact that follows a decision: what was asked, and what it moved. */
export function packLaterFact(fact: LaterFact): PackedLaterFact {
  return [...packHead(fact), ...contentsOf(fact)];
}

function contentsOf(fact: LaterFact): Contents {
  switch (fact.type) {
    case 'capture': {
      const asked = fact.asked?.map(({ lineNo, quantity = -1, amount }) => [lineNo, quantity, amount] as const);
      return [fact.captureNo ?? 0, asked ?? 0, fact.final ? 1 : 0, fact.closes ? 1 : 0, ...packMovement(fact)];
    }
    case 'reversal':
      return [packCause(fact.cause), packReturned(fact.asked), ...packMovement(fact)];
    case 'void':
      return [packCause(fact.cause)];
    case 'tombstone':
      return [fact.reversalNo, fact.reason, packReturned(fact.asked)];
    case 'delivery':
      return [fact.deliveredAt];
    case 'expiry':
      return [];
  }
}

export function unpackLaterFact(head: FactHead, type: LaterFact['type'], packed: PackedLaterFact): LaterFact {
  const contents = packed.slice(6) as readonly unknown[];
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
    case 'expiry':
      return { ...head, type };
  }
}

type Movement = Pick<CaptureFact, 'billing' | 'lines' | 'draws'>;

function packMovement({ billing, lines, draws }: Movement): PackedMovement {
  return [
    packBilling(billing),
    lines.map(({ lineNo, quantity, priorPaid, patient, writeOff, shares }) => [
      ...([lineNo, quantity, priorPaid, patient, writeOff] as const),
      shares.map(({ coverageId, insurerId, amount }) => [coverageId, insurerId, amount] as const),
    ]),
    draws.map(({ accumulatorId, amount }) => [accumulatorId, amount] as const),
  ];
}

function packBilling({ memberId, coverageId, insurerId, plan, orderKind, serviceDate }: Billing): PackedBilling {
  const packedPlan = plan === null ? 0 : ([plan.planId, plan.version] as const);
  return [memberId ?? 0, coverageId ?? 0, insurerId ?? 0, packedPlan, ORDER_KINDS.indexOf(orderKind), serviceDate];
}

function unpackMovement([billing, lines, draws]: PackedMovement): Movement {
  return {
    billing: unpackBilling(billing),
    lines: lines.map(unpackMoved),
    draws: draws.map(([accumulatorId, amount]): Draw => ({ accumulatorId, amount })),
  };
}

function unpackBilling([memberId, coverageId, insurerId, plan, orderKind, serviceDate]: PackedBilling): Billing {
  return {
    memberId: memberId === 0 ? null : memberId,
    coverageId: coverageId === 0 ? null : coverageId,
    insurerId: insurerId === 0 ? null : insurerId,
    plan: plan === 0 ? null : { planId: plan[0], version: plan[1] },
    orderKind: entryAt(ORDER_KINDS, orderKind),
    serviceDate,
  };
}

function unpackMoved([lineNo, quantity, priorPaid, patient, writeOff, packedShares]: PackedMoved): MovedLine {
  const shares = packedShares.map(([coverageId, insurerId, amount]): Share => ({ coverageId, insurerId, amount }));
  const insurer = shares.reduce((total, { amount }) => total + amount, 0);
  const billed = priorPaid + insurer + patient + writeOff;
  return { ...{ lineNo, quantity, billed, priorPaid, insurer, patient, writeOff }, shares };
}

function unpackAsked(asked: PackedAsked): readonly AskedLine[] | undefined {
  if (asked === 0) return undefined;
  return asked.map(([lineNo, quantity, amount]) => ({
    ...{ lineNo, amount },
    quantity: quantity < 0 ? undefined : quantity,
  }));
}

const packReturned = (asked: readonly ReturnedLine[] | undefined): PackedReturned =>
  asked?.map(({ lineNo, quantity }) => [lineNo, quantity] as const) ?? 0;

const unpackReturned = (asked: PackedReturned): readonly ReturnedLine[] | undefined =>
  asked === 0 ? undefined : asked.map(([lineNo, quantity]) => ({ lineNo, quantity }));

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
