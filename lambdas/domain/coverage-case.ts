import type { CalendarDate } from './calendar.ts';
import { addDays, ageOn } from './calendar.ts';
import type { CompiledBenefit } from './compiled-plan.ts';
import type { CoverageInForce } from './coverage-standing.ts';
import type { Waivers } from './endorsements.ts';
import { waiversFor } from './endorsements.ts';
import type { Formularies } from './formulary.ts';
import type { LimitBook } from './limit-book.ts';
import type { BasisPoints, Fen } from './money.ts';
import { FULL_RATE_BPS } from './money.ts';
import type { OrderView } from './order-view.ts';
import { anyStartsWith } from './prefix.ts';
import type { Fills, Prescription } from './prescription.ts';
import type { Quantity } from './quantity.ts';

/** What is the same for all coverages of an order. */
export interface OrderCase {
  readonly view: OrderView;
  readonly memberId: string;
  readonly birthDate: CalendarDate | undefined;
  readonly formularies: Formularies;
  /** the one that the order names, where there is such a one */
  readonly prescription: Prescription | undefined;
  readonly fills: Fills;
  /** by position of the line: what it takes of its code on the prescription */
  readonly prescribedTaken: Quantity[];
}

/** One order as one coverage sees it. */
export interface CoverageCase extends CoverageInForce {
  readonly orderCase: OrderCase;
  readonly view: OrderView;
  readonly waitingSince: CalendarDate;
  /** T702: this coverage is late for the order while another is not */
  readonly filedTooLate: boolean;
  readonly book: LimitBook;
  readonly waivers: Waivers | undefined;
  readonly diagnosisExcluded: boolean;
  readonly underSix: boolean;
  /** the share of the insurer where national insurance should have been used and was not; 10000: nothing to reduce */
  readonly unusedNationalInsuranceBps: BasisPoints;
  /** what is left of each copay per order, by benefit */
  readonly orderCopays: Map<CompiledBenefit, Fen>;
}

/** Children under six are treated online only with a guardian present (互联网诊疗监管细则（试行）, article 18). */
const GUARDIAN_UNTIL_AGE = 6;

export function coverageCase(
  orderCase: OrderCase,
  { coverage, plan }: CoverageInForce,
  book: LimitBook,
  waitingSince: CalendarDate,
  filedTooLate: boolean,
): CoverageCase {
  const { view, birthDate } = orderCase;
  const unused = coverage.nationalInsurance && !view.nationalInsuranceUsed;
  return {
    ...{ coverage, plan, orderCase, view, book, waitingSince, filedTooLate },
    waivers: waiversFor(plan.endorsements, view),
    diagnosisExcluded: anyStartsWith(view.diagnoses, plan.excludedDiagnoses),
    underSix: birthDate !== undefined && ageOn(birthDate, view.date) < GUARDIAN_UNTIL_AGE,
    unusedNationalInsuranceBps: unused
      ? (plan.plan.nationalInsurance?.rateIfUnusedBps ?? FULL_RATE_BPS)
      : FULL_RATE_BPS,
    orderCopays: new Map(),
  };
}

/** The first date on which a benefit is paid. */
export function firstEligibleDate(
  { waitingSince }: Pick<CoverageCase, 'waitingSince'>,
  benefit: CompiledBenefit,
): CalendarDate {
  return addDays(waitingSince, benefit.waitingDays);
}

/** Is the provider in the benefit's, else the plan's, network? `any` holds everybody. */
export function isInNetwork({ network }: CompiledBenefit, providerId: string): boolean {
  return network === undefined || network.has(providerId);
}
