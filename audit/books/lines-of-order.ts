import type { InsurerLine } from './insurer-line.ts';
import type { OrderStep } from './order-step.ts';
import { factIdOfStep, movesMoney } from './order-step.ts';

/**
 * What the books of all insurers must say of an order, made from its facts alone by the rules of docs/statements.md. `steps`: in their
 * sequence.
 */
export const linesOfOrder = (steps: readonly OrderStep[]): readonly InsurerLine[] =>
  steps.flatMap((step, index) => (movesMoney(step) ? linesOf(step, steps.slice(0, index + 1)) : []));

function linesOf(step: OrderStep, soFar: readonly OrderStep[]): readonly InsurerLine[] {
  const { billing, lines, adjusts } = step;
  const decided = soFar.findLast((one) => one.decided !== null);
  if (billing === null || decided === undefined) return [];
  const sum = (field: 'priorPaid' | 'insurer' | 'patient' | 'writeOff' | 'billed') =>
    lines.reduce((total, line) => total + line[field], 0);
  return concerned(step).map((insurerId, position) => {
    const decides = insurerId === billing.insurerId;
    const amount = sharesTo(step, insurerId).reduce((total, share) => total + share.amount, 0);
    const original = originalOf(step, soFar, insurerId);
    return {
      ...{ type: step.type, insurerId, factId: factIdOfStep(step), providerId: step.providerId, orderNo: step.orderNo },
      ...{ orderKind: billing.orderKind, memberId: billing.memberId ?? '' },
      coverageId: (decides ? billing.coverageId : sharesTo(step, insurerId)[0]?.coverageId) ?? '',
      planId: decides ? (billing.plan?.planId ?? '') : '',
      planVersion: decides && billing.plan !== null ? String(billing.plan.version) : '',
      ...{ serviceDate: billing.serviceDate, businessDate: step.businessDate, postedAt: step.postedAt },
      ...{ billed: sum('billed'), priorPaid: sum('priorPaid'), insurer: sum('insurer'), patient: sum('patient') },
      ...{ writeOff: sum('writeOff'), amount, pools: poolsOf(step, insurerId, amount) },
      direction: adjusts?.direction ?? (step.type === 'reversal' ? 'credit' : 'debit'),
      claimId: claimOf(step, decided, insurerId),
      originalFactId: original === undefined ? '' : factIdOfStep(original),
      originalBusinessDate: original?.businessDate ?? '',
      originalClaimId: original === undefined ? '' : claimOf(original, decided, insurerId),
      ...{ reasons: [...new Set(decided.decided?.reasons)].join(' '), isFirst: position === 0 },
    };
  });
}

const sharesTo = ({ lines }: OrderStep, insurerId: string) =>
  lines.flatMap(({ shares }) => shares).filter((share) => share.insurerId === insurerId);

/** Insurers that pay, in the order in which the lines name them. */
const paying = ({ lines }: OrderStep): readonly string[] => [
  ...new Set(lines.flatMap(({ shares }) => shares.map(({ insurerId }) => insurerId))),
];

/** The insurer that decides, where it or the patient has a part, and each other one that pays. */
export function concerned(step: OrderStep): readonly string[] {
  const payers = paying(step);
  const deciding = step.billing?.insurerId ?? null;
  const hasPart = deciding !== null && (payers.includes(deciding) || step.lines.some(({ patient }) => patient > 0));
  return hasPart ? [deciding, ...payers.filter((payer) => payer !== deciding)] : payers;
}

/** The id of the fact; of a further insurer with its place among those of the decision, from 2 on. */
function claimOf(step: OrderStep, decided: OrderStep, insurerId: string): string {
  const known = new Set([decided.decided?.insurerId ?? null, ...paying(decided)]);
  const place = [...known].indexOf(insurerId);
  return place === 0 ? factIdOfStep(step) : `${factIdOfStep(step)}.${place + 1}`;
}

/** A budget of a pool is drawn on in fen; of two behind the same fen the one that is named first bears it. */
function poolsOf({ draws, adjusts }: OrderStep, insurerId: string, amount: number): string {
  if (adjusts !== null) return '';
  const mark = `${insurerId}//budget/L@P:`;
  const drawn = new Map<string, number>();
  for (const draw of draws) {
    if (!draw.accumulatorId.startsWith(mark)) continue;
    const poolId = draw.accumulatorId.slice(mark.length);
    drawn.set(poolId, (drawn.get(poolId) ?? 0) + draw.amount);
  }
  let left = amount;
  const parts: string[] = [];
  for (const [poolId, taken] of drawn) {
    const part = Math.min(left, taken);
    if (part > 0) parts.push(`${poolId}=${part}`);
    left -= Math.max(0, part);
  }
  return parts.join(',');
}

/** What a reversal takes back of an insurer's book: the last before it that has one of its lines. An adjustment says it. */
function originalOf(step: OrderStep, soFar: readonly OrderStep[], insurerId: string): OrderStep | undefined {
  if (step.adjusts !== null) return soFar.find(({ sequence }) => sequence === step.adjusts?.of);
  if (step.type !== 'reversal') return undefined;
  const settled = soFar.filter(
    (one) =>
      (one.type === 'settlement' || one.type === 'capture') && movesMoney(one) && concerned(one).includes(insurerId),
  );
  const returned = new Set(step.lines.map(({ lineNo }) => lineNo));
  return settled.findLast(({ lines }) => lines.some(({ lineNo }) => returned.has(lineNo))) ?? settled.at(-1);
}
