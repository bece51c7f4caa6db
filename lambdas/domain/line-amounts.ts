import type { CompiledBenefit } from './compiled-plan.ts';
import type { CoverageCase } from './coverage-case.ts';
import { isInNetwork } from './coverage-case.ts';
import { cellOf, leastRoom, roomIn, takeFrom } from './limit-book.ts';
import type { LineDraft } from './line-draft.ts';
import { explain, isWaived } from './line-draft.ts';
import type { Fen } from './money.ts';
import { atRate, proportion } from './money.ts';
import { trimToPrescription } from './prescription-checks.ts';
import { UNITS_PER_ONE } from './quantity.ts';

/** docs/plans.md C, steps 1 to 8: what the insurer would pay for a line before its amount limits. */
export function pay(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  const trimmed = trim(coverageCase, draft, benefit);
  const capped = capPrice(draft, benefit, trimmed);
  const discounted = discount(coverageCase, draft, benefit, capped);
  draft.writeOff = (benefit.benefit.excess === 'write-off' ? trimmed - capped : 0) + capped - discounted;
  const shared = shareCost(coverageCase, draft, benefit, discounted);
  draft.insurer = reduceForNationalInsurance(coverageCase, draft, shared);
}

/** Step 1: prescription and quantity limits trim the line, always from the full base; the patient carries what is trimmed. */
function trim(coverageCase: CoverageCase, draft: LineDraft, { quantityLimits }: CompiledBenefit): Fen {
  const { line, base } = draft;
  trimToPrescription(coverageCase, draft);
  let claimable = proportion(base, draft.kept, line.quantity);
  for (const limit of quantityLimits) {
    const room = roomIn(cellOf(coverageCase.book, limit), line.lineNo);
    if (room >= draft.kept) continue;
    const left = proportion(base, room, line.quantity);
    explain(draft, 'L508', claimable - left, limit.rule, [line.quantity, room]);
    draft.kept = room;
    claimable = left;
  }
  takeFrom(coverageCase.book, quantityLimits, draft.kept);
  return claimable;
}

/** Step 2: a price above the cap is not claimable; what earlier payers paid counts toward it. */
function capPrice(draft: LineDraft, { benefit, rules }: CompiledBenefit, base: Fen): Fen {
  const { priceCap } = benefit;
  const perUnit =
    typeof priceCap === 'object' ? priceCap.perUnit : priceCap === undefined ? undefined : draft.item?.maxUnitPrice;
  if (perUnit === undefined) return base;
  const { line, kept, priorPaid } = draft;
  const cap = proportion(perUnit, kept, UNITS_PER_ONE);
  if (cap >= proportion(line.amount, kept, line.quantity)) return base;
  const claimable = Math.min(base, Math.max(0, cap - proportion(priorPaid, kept, line.quantity)));
  explain(draft, 'C305', base - claimable, rules.priceCap, [perUnit]);
  return claimable;
}

/** Step 3: the contract discount is the provider's write-off, for providers in the network only. */
function discount({ view }: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { networkDiscountBps } = benefit.benefit;
  if (networkDiscountBps === undefined || !isInNetwork(benefit, view.providerId)) return claimable;
  const amount = atRate(claimable, networkDiscountBps);
  explain(draft, 'A801', amount, benefit.rules.discount, [networkDiscountBps]);
  return claimable - amount;
}

/** Steps 4 to 7: deductible, copay, co-insurance, and the out-of-pocket maximum that bounds their sum. */
function shareCost(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { book, plan } = coverageCase;
  draft.deductible = takeDeductible(coverageCase, draft, benefit, claimable);
  const copay = takeCopay(coverageCase, draft, benefit, claimable - draft.deductible);
  const patient = draft.deductible + copay + coinsurance(draft, benefit, claimable - draft.deductible - copay);
  draft.outOfPocket = Math.min(patient, leastRoom(book, plan.outOfPocketMaxima, draft.line.lineNo));
  takeFrom(book, plan.outOfPocketMaxima, draft.outOfPocket);
  explain(draft, 'L513', draft.outOfPocket - patient, 'plan.outOfPocketMax');
  return claimable - draft.outOfPocket;
}

function takeDeductible(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { book, plan } = coverageCase;
  if (!benefit.deductibleApplies || plan.deductibles.length === 0) return 0;
  const left = leastRoom(book, plan.deductibles, draft.line.lineNo);
  const amount = Math.min(left, claimable);
  // the waiver is told only where the deductible would have taken something
  if (amount === 0 || isWaived(coverageCase, draft, 'deductible')) return 0;
  takeFrom(book, plan.deductibles, amount);
  explain(draft, 'L501', amount, 'plan.deductible', [left - amount]);
  return amount;
}

function takeCopay({ orderCopays }: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { copay } = benefit.benefit;
  if (copay === undefined) return 0;
  const left = copay.per === 'line' ? copay.amount : (orderCopays.get(benefit) ?? copay.amount);
  const amount = Math.min(left, claimable);
  if (copay.per === 'order') orderCopays.set(benefit, left - amount);
  explain(draft, 'L503', amount, benefit.rules.copay, [copay.amount, copay.per]);
  return amount;
}

function coinsurance(draft: LineDraft, { benefit, rules }: CompiledBenefit, claimable: Fen): Fen {
  const { coinsuranceByTierBps: byTier, coinsuranceMin = 0, coinsuranceMax = Infinity } = benefit;
  const tier = draft.item?.tier;
  const ofTier = byTier !== undefined && tier !== undefined && Object.hasOwn(byTier, tier) ? byTier[tier] : undefined;
  const rate = ofTier ?? benefit.coinsuranceBps ?? 0;
  const byRate = atRate(claimable, rate);
  const amount = Math.min(Math.max(byRate, coinsuranceMin), coinsuranceMax, claimable);
  const bound = amount > byRate ? ['min', coinsuranceMin] : amount < byRate ? ['max', coinsuranceMax] : [];
  explain(draft, 'L502', amount, rules.coinsurance, [rate, ...bound]);
  return amount;
}

/** Step 8: the insurer pays less where the member has national insurance and the order shows no payment of it. */
function reduceForNationalInsurance(
  { unusedNationalInsuranceBps: rate }: CoverageCase,
  draft: LineDraft,
  insurer: Fen,
): Fen {
  const reduced = atRate(insurer, rate);
  explain(draft, 'B601', insurer - reduced, 'plan.nationalInsurance', [rate]);
  return reduced;
}
