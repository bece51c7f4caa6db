import type { AdjudicationInput } from '../../lambdas/domain/adjudication-input.ts';
import { atRate, proportion } from '../../lambdas/domain/money.ts';
import type { Benefit, Limit } from '../../lambdas/domain/plan.ts';
import type { RivalLine } from './decide.ts';
import type { BilledLine } from './line-facts.ts';
import type { InForce } from './order-facts.ts';
import { usedOf } from './order-facts.ts';
import * as terms from './plan-terms.ts';
import type { Verdict } from './rule-engine.ts';

const UNITS = 10_000;

/** What is left of limits while the lines of one order are summed up. */
interface Left {
  deductible: number;
  outOfPocket: number;
  readonly copays: Map<string, number>;
  readonly limits: Map<string, number>;
}

type Reasons = { code: string; amount: number }[];

/** docs/plans.md C in plain code, for the terms that the workload's plan has: what a rule engine has no means for. */
export function runningSums(
  input: AdjudicationInput,
  inForce: InForce,
  lines: readonly BilledLine[],
  verdicts: readonly Verdict[],
): readonly RivalLine[] {
  const { coverage } = inForce;
  const leftOf = (limitId: string, max: number) => Math.max(0, max - usedOf(input, inForce, limitId));
  const left: Left = {
    deductible: leftOf('deductible', terms.deductible),
    outOfPocket: leftOf('out-of-pocket', terms.outOfPocketMax),
    copays: new Map(),
    limits: new Map(),
  };
  const unused =
    coverage.nationalInsurance && !input.order.priorPayments.some(({ payer }) => payer === 'national-insurance');
  const roomOf = ({ limitId, max, per }: Limit): number => {
    if (per === 'line') return max;
    const known = left.limits.get(limitId);
    if (known !== undefined) return known;
    const room = leftOf(limitId, max);
    left.limits.set(limitId, room);
    return room;
  };
  return lines.map((billed, position) => {
    const { benefitId, refusals, coinsuranceBps } = verdicts[position] ?? nothingSaid();
    const base = billed.line.amount - billed.priorPaid;
    const codes = benefitId === undefined ? ['C301'] : refusals;
    if (benefitId === undefined || codes.length > 0) return refused(base, codes);
    const benefit = terms.benefitOf(benefitId);
    const reasons: Reasons = [];
    const { claimable, writeOff } = claim(billed, base, benefit, reasons);
    const shared = claimable - share(left, benefit, claimable, coinsuranceBps, reasons);
    const reduced = unused ? atRate(shared, terms.unusedNationalInsuranceBps) : shared;
    explain(reasons, 'B601', shared - reduced);
    const insurer = limit(terms.amountLimitsOf(benefitId), reduced, roomOf, left.limits, reasons);
    return { insurer, patient: base - insurer - writeOff, writeOff, reasons };
  });
}

function nothingSaid(): never {
  throw new Error('a line without a verdict');
}

function refused(base: number, codes: readonly string[]): RivalLine {
  const reasons = codes.map((code, index) => ({ code, amount: index === 0 ? base : 0 }));
  return { insurer: 0, patient: base, writeOff: 0, reasons };
}

function explain(reasons: Reasons, code: string, amount: number): void {
  if (amount !== 0) reasons.push({ code, amount });
}

/** Steps 1 to 3: trim to the prescription, cap the price, take the discount. */
function claim({ line, priorPaid, item, prescribed }: BilledLine, base: number, benefit: Benefit, reasons: Reasons) {
  const kept = Math.min(line.quantity, prescribed);
  const trimmed = proportion(base, kept, line.quantity);
  explain(reasons, 'R405', base - trimmed);
  const { priceCap } = benefit;
  const perUnit = typeof priceCap === 'object' ? priceCap.perUnit : priceCap && item?.maxUnitPrice;
  let capped = trimmed;
  if (perUnit !== undefined) {
    const cap = proportion(perUnit, kept, UNITS);
    if (cap < proportion(line.amount, kept, line.quantity))
      capped = Math.min(trimmed, Math.max(0, cap - proportion(priorPaid, kept, line.quantity)));
    explain(reasons, 'C305', trimmed - capped);
  }
  const discount = atRate(capped, benefit.networkDiscountBps ?? 0);
  explain(reasons, 'A801', discount);
  return { claimable: capped - discount, writeOff: discount + (benefit.excess === 'write-off' ? trimmed - capped : 0) };
}

/** Steps 4 to 7: what the patient's share of a claimable amount is. */
function share(left: Left, benefit: Benefit, claimable: number, rate: number, reasons: Reasons): number {
  const deductible = benefit.deductible === 'waived' ? 0 : Math.min(left.deductible, claimable);
  left.deductible -= deductible;
  explain(reasons, 'L501', deductible);
  const copay = takeCopay(left, benefit, claimable - deductible);
  explain(reasons, 'L503', copay);
  const rest = claimable - deductible - copay;
  const { coinsuranceMin = 0, coinsuranceMax = Infinity } = benefit;
  const coinsurance = Math.min(Math.max(atRate(rest, rate), coinsuranceMin), coinsuranceMax, rest);
  explain(reasons, 'L502', coinsurance);
  const patient = deductible + copay + coinsurance;
  const bounded = Math.min(patient, left.outOfPocket);
  left.outOfPocket -= bounded;
  explain(reasons, 'L513', bounded - patient);
  return bounded;
}

function takeCopay({ copays }: Left, { benefitId, copay }: Benefit, claimable: number): number {
  if (copay === undefined) return 0;
  const left = copay.per === 'line' ? copay.amount : (copays.get(benefitId) ?? copay.amount);
  const amount = Math.min(left, claimable);
  if (copay.per === 'order') copays.set(benefitId, left - amount);
  return amount;
}

/** Step 9 for limits that reduce. */
function limit(
  limits: readonly Limit[],
  asked: number,
  roomOf: (limit: Limit) => number,
  left: Map<string, number>,
  reasons: Reasons,
): number {
  let insurer = asked;
  for (const one of limits) {
    const room = roomOf(one);
    if (room >= insurer) continue;
    explain(reasons, one.per === 'line' ? 'L504' : 'L505', insurer - room);
    insurer = room;
  }
  for (const one of limits) if (one.per !== 'line') left.set(one.limitId, roomOf(one) - insurer);
  return insurer;
}
