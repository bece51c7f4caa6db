import type { CompiledBenefit, CompiledPlan } from './compiled-plan.ts';
import type { Reason } from './decision.ts';
import type { Waivers } from './endorsements.ts';
import { waivedReason } from './endorsements.ts';
import type { LimitContext, Tally } from './limit-room.ts';
import { leastRoom, roomUnder, take } from './limit-room.ts';
import type { BasisPoints, Fen } from './money.ts';
import { atRate, proportion } from './money.ts';
import type { OrderLine } from './order.ts';
import type { Quantity } from './quantity.ts';
import { UNITS_PER_ONE } from './quantity.ts';

/** What the amounts of a line are made from. */
export interface AmountCase {
  readonly plan: CompiledPlan;
  readonly benefit: CompiledBenefit;
  readonly line: OrderLine;
  /** what this coverage is asked to look at: billed less what others carry */
  readonly base: Fen;
  /** paid by earlier payers and earlier coverages */
  readonly priorPaid: Fen;
  readonly inNetwork: boolean;
  /** the share of the insurer where national insurance should have been used and was not; `undefined`: it was, or need not be */
  readonly unusedNationalInsuranceBps: BasisPoints | undefined;
  readonly waivers: Waivers;
  readonly limits: LimitContext;
  readonly quantities: Tally;
  /** deductible and out-of-pocket taken by the lines before */
  readonly costSharing: Tally;
  /** what is left of the copay per order, by benefit */
  readonly orderCopays: Map<string, Fen>;
}

export interface LineAmount {
  readonly insurer: Fen;
  readonly writeOff: Fen;
  readonly kept: Quantity;
  readonly deductible: Fen;
  readonly outOfPocket: Fen;
  readonly reasons: readonly Reason[];
}

interface Claim {
  readonly claimable: Fen;
  readonly reasons: readonly Reason[];
}

/** BENEFITS C, steps 1 to 8: what the insurer would pay for a line before its amount limits. */
export function lineAmount(amountCase: AmountCase): LineAmount {
  const trimmed = trim(amountCase);
  const capped = capPrice(amountCase, trimmed);
  const discounted = discount(amountCase, capped.claimable);
  const shared = shareCost(amountCase, discounted.claimable);
  const reduced = reduceForNationalInsurance(amountCase, shared.insurer);
  const excess = amountCase.benefit.benefit.excess === 'write-off' ? trimmed.claimable - capped.claimable : 0;
  return {
    insurer: reduced.claimable,
    writeOff: excess + capped.claimable - discounted.claimable,
    kept: trimmed.kept,
    deductible: shared.deductible,
    outOfPocket: shared.outOfPocket,
    reasons: [...trimmed.reasons, ...capped.reasons, ...discounted.reasons, ...shared.reasons, ...reduced.reasons],
  };
}

/** Step 1: quantity limits trim the line; the patient carries what is trimmed. Always from the full base. */
function trim({ benefit, line, base, limits, quantities }: AmountCase): Claim & { kept: Quantity } {
  let kept = line.quantity;
  let claimable = base;
  const reasons: Reason[] = [];
  for (const limit of benefit.limits) {
    if (limit.limit.measure !== 'quantity') continue;
    const room = roomUnder(limit, limits, quantities, line.lineNo);
    if (room >= kept) continue;
    const left = proportion(base, room, line.quantity);
    if (left < claimable)
      reasons.push({ code: 'L508', amount: claimable - left, rule: limit.rule, figures: [line.quantity, room] });
    [kept, claimable] = [room, left];
  }
  for (const limit of benefit.limits)
    if (limit.limit.measure === 'quantity') take(limit, limits, quantities, line.lineNo, kept);
  return { kept, claimable, reasons };
}

/** Step 2: a price above the cap is not claimable; what earlier payers paid counts toward the cap. */
function capPrice(
  { benefit, line, priorPaid }: AmountCase,
  { claimable: base, kept }: Claim & { kept: Quantity },
): Claim {
  const { priceCap, benefitId } = benefit.benefit;
  if (typeof priceCap !== 'object') return { claimable: base, reasons: [] };
  const cap = proportion(priceCap.perUnit, kept, UNITS_PER_ONE);
  const billed = proportion(line.amount, kept, line.quantity);
  if (cap >= billed) return { claimable: base, reasons: [] };
  const claimable = Math.min(base, Math.max(0, cap - proportion(priorPaid, kept, line.quantity)));
  const figures = [priceCap.perUnit];
  return {
    claimable,
    reasons: reasonFor({ code: 'C305', amount: base - claimable, rule: `${benefitId}.priceCap`, figures }),
  };
}

/** Step 3: the contract discount is the provider's write-off, for providers in the network only. */
function discount({ benefit, inNetwork }: AmountCase, claimable: Fen): Claim {
  const { networkDiscountBps = 0, benefitId } = benefit.benefit;
  if (!inNetwork) return { claimable, reasons: [] };
  const amount = atRate(claimable, networkDiscountBps);
  const rule = `${benefitId}.networkDiscount`;
  return {
    claimable: claimable - amount,
    reasons: reasonFor({ code: 'A801', amount, rule, figures: [networkDiscountBps] }),
  };
}

/** Steps 4 to 7: deductible, copay, co-insurance, and the out-of-pocket maximum that bounds their sum. */
function shareCost(amountCase: AmountCase, claimable: Fen) {
  const { plan, limits, costSharing, line } = amountCase;
  const deductible = takeDeductible(amountCase, claimable);
  const copay = takeCopay(amountCase, claimable - deductible.amount);
  const afterCopay = claimable - deductible.amount - copay.amount;
  const coinsurance = coinsuranceOf(amountCase, afterCopay);
  const patient = deductible.amount + copay.amount + coinsurance.amount;
  const outOfPocket = Math.min(patient, leastRoom(plan.outOfPocketMaxima, limits, costSharing, line.lineNo));
  for (const limit of plan.outOfPocketMaxima) take(limit, limits, costSharing, line.lineNo, outOfPocket);
  const relief: Reason = { code: 'L513', amount: outOfPocket - patient, rule: 'plan.outOfPocketMax' };
  return {
    insurer: claimable - outOfPocket,
    deductible: deductible.amount,
    outOfPocket,
    reasons: [...deductible.reasons, ...copay.reasons, ...coinsurance.reasons, ...reasonFor(relief)],
  };
}

interface Taken {
  readonly amount: Fen;
  readonly reasons: readonly Reason[];
}

const NOTHING_TAKEN: Taken = { amount: 0, reasons: [] };

function takeDeductible({ plan, benefit, waivers, limits, costSharing, line }: AmountCase, claimable: Fen): Taken {
  if (!benefit.deductibleApplies || plan.deductibles.length === 0) return NOTHING_TAKEN;
  const left = leastRoom(plan.deductibles, limits, costSharing, line.lineNo);
  const amount = Math.min(left, claimable);
  if (amount === 0) return NOTHING_TAKEN;
  const waiver = waivers.get('deductible');
  if (waiver !== undefined) return { amount: 0, reasons: [waivedReason(waiver, 'deductible')] };
  for (const limit of plan.deductibles) take(limit, limits, costSharing, line.lineNo, amount);
  return { amount, reasons: [{ code: 'L501', amount, rule: 'plan.deductible', figures: [left - amount] }] };
}

function takeCopay({ benefit: { benefit }, orderCopays }: AmountCase, claimable: Fen): Taken {
  const { copay, benefitId } = benefit;
  if (copay === undefined) return NOTHING_TAKEN;
  const left = copay.per === 'line' ? copay.amount : (orderCopays.get(benefitId) ?? copay.amount);
  const amount = Math.min(left, claimable);
  if (copay.per === 'order') orderCopays.set(benefitId, left - amount);
  return {
    amount,
    reasons: reasonFor({ code: 'L503', amount, rule: `${benefitId}.copay`, figures: [copay.amount, copay.per] }),
  };
}

function coinsuranceOf({ benefit: { benefit } }: AmountCase, claimable: Fen): Taken {
  const { coinsuranceBps = 0, coinsuranceMin = 0, coinsuranceMax = Infinity, benefitId } = benefit;
  const amount = Math.min(Math.max(atRate(claimable, coinsuranceBps), coinsuranceMin), coinsuranceMax, claimable);
  return {
    amount,
    reasons: reasonFor({ code: 'L502', amount, rule: `${benefitId}.coinsurance`, figures: [coinsuranceBps] }),
  };
}

/** Step 8: the insurer pays less where the member has national insurance and the order shows no payment of it. */
function reduceForNationalInsurance({ unusedNationalInsuranceBps: rate }: AmountCase, insurer: Fen): Claim {
  if (rate === undefined) return { claimable: insurer, reasons: [] };
  const claimable = atRate(insurer, rate);
  const amount = insurer - claimable;
  return { claimable, reasons: reasonFor({ code: 'B601', amount, rule: 'plan.nationalInsurance', figures: [rate] }) };
}

/** A step that takes nothing gives no reason. */
function reasonFor(reason: Reason): readonly Reason[] {
  return reason.amount === 0 ? [] : [reason];
}
