import type { CompiledBenefit } from './compiled-benefit.ts';
import type { CoverageCase } from './coverage-case.ts';
import { isInNetwork } from './coverage-case.ts';
import { cellOf, leastRoom, takeFrom } from './limit-book.ts';
import { roomIn } from './limit-cell.ts';
import type { LineDraft } from './line-draft.ts';
import { explain, isWaived } from './line-draft.ts';
import type { Fen } from './money.ts';
import { atRate, FULL_RATE_BPS, proportion } from './money.ts';
import { trimToPrescription } from './prescription-checks.ts';
import { UNITS_PER_ONE } from './quantity.ts';

/** docs/plans.md C, steps 1 to 8: what the insurer would pay for a line before its amount limits. */
export function pay(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit): void {
  coverageCase.trace?.tell(draft.line.lineNo, 'base', 'order.lines', draft.line.amount, draft.priorPaid, draft.base);
  const trimmed = trim(coverageCase, draft, benefit);
  const capped = capPrice(coverageCase, draft, benefit, trimmed);
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
    const room = roomIn(cellOf(coverageCase.book, limit), draft.position);
    if (room >= draft.kept) continue;
    const left = proportion(base, room, line.quantity);
    coverageCase.trace?.tell(draft.line.lineNo, 'trim-quantity', limit.rule, draft.kept, room, claimable - left);
    explain(draft, 'L508', claimable - left, limit.rule, [line.quantity, room]);
    draft.kept = room;
    claimable = left;
  }
  takeFrom(coverageCase.book, quantityLimits, draft.position, draft.kept);
  return claimable;
}

/** Step 2: a price above the cap is not claimable; what earlier payers paid counts toward it. */
function capPrice(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, base: Fen): Fen {
  const perUnit = benefit.capsByFormulary ? draft.item?.maxUnitPrice : benefit.unitPriceCap;
  if (perUnit === undefined) return base;
  const { line, kept, priorPaid } = draft;
  const cap = proportion(perUnit, kept, UNITS_PER_ONE);
  const above = cap < proportion(line.amount, kept, line.quantity);
  const claimable = above ? Math.min(base, Math.max(0, cap - proportion(priorPaid, kept, line.quantity))) : base;
  coverageCase.trace?.tell(draft.line.lineNo, 'price-cap', benefit.rules.priceCap, base, cap, base - claimable);
  if (claimable < base) explain(draft, 'C305', base - claimable, benefit.rules.priceCap, [perUnit]);
  return claimable;
}

/** Step 3: the contract discount is the provider's write-off, for providers in the network only. */
function discount(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { networkDiscountBps: rate } = benefit.benefit;
  if (rate === undefined || !isInNetwork(benefit, coverageCase.view.providerId)) return claimable;
  const amount = atRate(claimable, rate);
  coverageCase.trace?.tell(draft.line.lineNo, 'discount', benefit.rules.discount, claimable, rate, amount);
  explain(draft, 'A801', amount, benefit.rules.discount, [rate]);
  return claimable - amount;
}

/** Steps 4 to 7: deductible, copay, co-insurance, and the out-of-pocket maximum that bounds their sum. */
function shareCost(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  draft.deductible = takeDeductible(coverageCase, draft, benefit, claimable);
  const copay = takeCopay(coverageCase, draft, benefit, claimable - draft.deductible);
  const shared = draft.deductible + copay;
  const patient = shared + coinsurance(coverageCase, draft, benefit, claimable - shared);
  draft.outOfPocket = boundOutOfPocket(coverageCase, draft, patient);
  return claimable - draft.outOfPocket;
}

function takeDeductible(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { book, plan } = coverageCase;
  if (!benefit.deductibleApplies || plan.deductibles.length === 0) return 0;
  const left = leastRoom(book, plan.deductibles, draft.position);
  const asked = Math.min(left, claimable);
  // the waiver is told only where the deductible would have taken something
  const amount = asked === 0 || isWaived(coverageCase, draft, 'deductible') ? 0 : asked;
  coverageCase.trace?.tell(draft.line.lineNo, 'deductible', 'plan.deductible', claimable, left, amount);
  if (amount === 0) return 0;
  takeFrom(book, plan.deductibles, draft.position, amount);
  explain(draft, 'L501', amount, 'plan.deductible', [left - amount]);
  return amount;
}

function takeCopay(coverageCase: CoverageCase, draft: LineDraft, benefit: CompiledBenefit, claimable: Fen): Fen {
  const { copay } = benefit.benefit;
  if (copay === undefined) return 0;
  const left = copay.per === 'line' ? copay.amount : (coverageCase.orderCopays?.[benefit.position] ?? copay.amount);
  const amount = Math.min(left, claimable);
  if (copay.per === 'order') (coverageCase.orderCopays ??= [])[benefit.position] = left - amount;
  coverageCase.trace?.tell(draft.line.lineNo, 'copay', benefit.rules.copay, claimable, left, amount);
  explain(draft, 'L503', amount, benefit.rules.copay, [copay.amount, copay.per]);
  return amount;
}

function coinsurance(coverageCase: CoverageCase, draft: LineDraft, compiled: CompiledBenefit, claimable: Fen): Fen {
  const { coinsuranceMin = 0, coinsuranceMax = Infinity } = compiled.benefit;
  const tier = draft.item?.tier;
  const ofTier = tier === undefined ? undefined : compiled.coinsuranceByTier.get(tier);
  const { rate, figures } = ofTier ?? compiled.coinsurance;
  const byRate = atRate(claimable, rate);
  const amount = Math.min(Math.max(byRate, coinsuranceMin), coinsuranceMax, claimable);
  coverageCase.trace?.tell(draft.line.lineNo, 'coinsurance', compiled.rules.coinsurance, claimable, rate, amount);
  if (amount === byRate) explain(draft, 'L502', amount, compiled.rules.coinsurance, figures);
  else {
    const bound = amount > byRate ? ['min', coinsuranceMin] : ['max', coinsuranceMax];
    explain(draft, 'L502', amount, compiled.rules.coinsurance, [rate, ...bound]);
  }
  return amount;
}

function boundOutOfPocket(coverageCase: CoverageCase, draft: LineDraft, patient: Fen): Fen {
  const { book, plan } = coverageCase;
  if (plan.outOfPocketMaxima.length === 0) return patient;
  const left = leastRoom(book, plan.outOfPocketMaxima, draft.position);
  const bounded = Math.min(patient, left);
  coverageCase.trace?.tell(draft.line.lineNo, 'out-of-pocket', 'plan.outOfPocketMax', patient, left, bounded);
  takeFrom(book, plan.outOfPocketMaxima, draft.position, bounded);
  explain(draft, 'L513', bounded - patient, 'plan.outOfPocketMax');
  return bounded;
}

/** Step 8: the insurer pays less where the member has national insurance and the order shows no payment of it. */
function reduceForNationalInsurance(coverageCase: CoverageCase, draft: LineDraft, insurer: Fen): Fen {
  const { unusedNationalInsuranceBps: rate } = coverageCase;
  if (rate === FULL_RATE_BPS) return insurer;
  const reduced = atRate(insurer, rate);
  coverageCase.trace?.tell(
    draft.line.lineNo,
    'national-insurance',
    'plan.nationalInsurance',
    insurer,
    rate,
    insurer - reduced,
  );
  explain(draft, 'B601', insurer - reduced, 'plan.nationalInsurance', [rate]);
  return reduced;
}
