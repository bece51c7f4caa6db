import type { Draw } from '../domain/accumulator.ts';
import type { Share } from '../domain/decision.ts';
import type { Billing, CaptureFact, MovedLine } from '../domain/later-fact.ts';
import { ORDER_KINDS } from '../domain/order.ts';
import { entryAt } from './fact-texts.ts';

export type PackedBilling = readonly [
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
export type PackedMovement = readonly [
  billing: PackedBilling,
  lines: readonly PackedMoved[],
  draws: readonly PackedDraw[],
];

type Movement = Pick<CaptureFact, 'billing' | 'lines' | 'draws'>;

/** What a capture or a reversal moves. */
export function packMovement({ billing, lines, draws }: Movement): PackedMovement {
  return [
    packBilling(billing),
    lines.map(({ lineNo, quantity, priorPaid, patient, writeOff, shares }) => [
      ...([lineNo, quantity, priorPaid, patient, writeOff] as const),
      shares.map(({ coverageId, insurerId, amount }) => [coverageId, insurerId, amount] as const),
    ]),
    draws.map(({ accumulatorId, amount }) => [accumulatorId, amount] as const),
  ];
}

export function packBilling({ memberId, coverageId, insurerId, plan, orderKind, serviceDate }: Billing): PackedBilling {
  const packedPlan = plan === null ? 0 : ([plan.planId, plan.version] as const);
  return [memberId ?? 0, coverageId ?? 0, insurerId ?? 0, packedPlan, ORDER_KINDS.indexOf(orderKind), serviceDate];
}

export function unpackMovement([billing, lines, draws]: PackedMovement): Movement {
  return {
    billing: unpackBilling(billing),
    lines: lines.map(unpackMoved),
    draws: draws.map(([accumulatorId, amount]): Draw => ({ accumulatorId, amount })),
  };
}

export function unpackBilling([memberId, coverageId, insurerId, plan, orderKind, serviceDate]: PackedBilling): Billing {
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
