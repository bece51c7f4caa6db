import type { Benefit, Limit } from '../../lambdas/domain/plan.ts';
import type { Insured } from './accounts.ts';
import { accountOf, book, leftOf } from './accounts.ts';
import { entryOf, isInNetwork, waivedFor } from './checks.ts';
import { atRate, least, most, rounded } from './exact.ts';
import type { Carried, Draft } from './line.ts';
import type { Cause } from './standing.ts';

/** What is left of each benefit's copay per order. */
export type CopaysLeft = Map<string, bigint>;

/** docs/plans.md C, steps 1 to 8 of a line that is not refused. What is used up on the way is booked. */
export function shareCosts(insured: Insured, carried: Carried, draft: Draft, copays: CopaysLeft): void {
  const { benefit } = draft;
  if (benefit === undefined) throw new Error('a line without a benefit is refused');
  const take = (code: Cause['code'], amount: bigint): void => {
    if (amount !== 0n) draft.causes.push({ code, amount });
  };
  const asked = BigInt(carried.line.quantity);
  const kept = (amount: bigint): bigint => rounded(amount * draft.kept, asked);
  let { base } = carried;
  for (const trim of draft.trims) {
    const trimmed = rounded(carried.base * trim.kept, asked);
    take(trim.code, base - trimmed);
    base = trimmed;
  }

  const cap = capOf(insured, benefit, carried);
  let claimable = base;
  if (cap !== undefined) {
    const dearest = rounded(BigInt(cap) * draft.kept, 10_000n);
    if (dearest < kept(carried.billed)) claimable = least(base, most(0n, dearest - kept(carried.priorPaid)));
  }
  take('C305', base - claimable);
  if (benefit.excess === 'write-off') draft.writeOff += base - claimable;

  const discount = isInNetwork(insured, benefit) ? atRate(claimable, benefit.networkDiscountBps ?? 0) : 0n;
  take('A801', discount);
  draft.writeOff += discount;
  claimable -= discount;
  draft.insurer = ofThePatient(insured, carried, draft, copays, claimable, take);

  const rate = insured.plan.nationalInsurance?.rateIfUnusedBps ?? 10_000;
  const unused = insured.input.order.priorPayments.every(({ payer }) => payer !== 'national-insurance');
  if (insured.coverage.nationalInsurance && unused) {
    const paid = atRate(draft.insurer, rate);
    take('B601', draft.insurer - paid);
    draft.insurer = paid;
  }
}

function capOf(insured: Insured, benefit: Benefit, { line }: Carried): number | undefined {
  if (benefit.priceCap === 'formulary') return entryOf(insured, benefit, line)?.maxUnitPrice;
  return benefit.priceCap?.perUnit;
}

/** Steps 4 to 7: what the insurer pays of `claimable`. */
function ofThePatient(
  insured: Insured,
  carried: Carried,
  draft: Draft,
  copays: CopaysLeft,
  claimable: bigint,
  take: (code: Cause['code'], amount: bigint) => void,
): bigint {
  const benefit = draft.benefit as Benefit;
  const deductible = least(claimable, leftOfAll(insured, insured.deductibles) ?? 0n);
  const applies = benefit.deductible !== 'waived';
  const waived = applies && waivedFor(insured).has('deductible');
  if (waived && deductible > 0n) draft.causes.push({ code: 'A802', amount: 0n });
  const deducted = applies && !waived ? deductible : 0n;
  take('L501', deducted);
  useUp(insured, insured.deductibles, deducted);
  let left = claimable - deducted;

  const copay = least(left, copayOf(benefit, copays));
  if (benefit.copay?.per === 'order') copays.set(benefit.benefitId, copayOf(benefit, copays) - copay);
  take('L503', copay);
  left -= copay;

  const tier = entryOf(insured, benefit, carried.line)?.tier;
  const ofTier = tier === undefined ? undefined : benefit.coinsuranceByTierBps?.[tier];
  const raised = most(atRate(left, ofTier ?? benefit.coinsuranceBps ?? 0), BigInt(benefit.coinsuranceMin ?? 0));
  const bounded = benefit.coinsuranceMax === undefined ? raised : least(raised, BigInt(benefit.coinsuranceMax));
  const coinsurance = least(left, bounded);
  take('L502', coinsurance);

  const shared = deducted + copay + coinsurance;
  const borne = least(shared, leftOfAll(insured, insured.maxima) ?? shared);
  take('L513', borne - shared);
  useUp(insured, insured.maxima, borne);
  return claimable - borne;
}

const copayOf = ({ benefitId, copay }: Benefit, copays: CopaysLeft): bigint =>
  copay?.per === 'order' ? (copays.get(benefitId) ?? BigInt(copay.amount)) : BigInt(copay?.amount ?? 0);

/** What is left of several yearly amounts is the least of them. */
function leftOfAll(insured: Insured, limits: readonly Limit[]): bigint | undefined {
  return limits.length === 0
    ? undefined
    : least(...limits.map((limit) => leftOf(insured, accountOf(insured, limit, 0))));
}

function useUp(insured: Insured, limits: readonly Limit[], amount: bigint): void {
  for (const limit of limits) {
    const { id } = accountOf(insured, limit, 0);
    book(insured.books.seen, id, amount);
    book(insured.books.drawn, id, amount);
  }
}
