import type { CalendarDate, EpochMs } from './calendar.ts';
import { addDays, ageOn, dayNumber, yearOf } from './calendar.ts';
import type { Ceilings } from './ceilings.ts';
import type { CompiledBenefit } from './compiled-benefit.ts';
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
import type { Trace } from './trace.ts';
import { CoverageTrace } from './trace.ts';

/** What is the same for all coverages of an order. */
export interface OrderCase {
  readonly view: OrderView;
  readonly memberId: string;
  readonly birthDate: CalendarDate | undefined;
  readonly formularies: Formularies;
  /** the one that the order names, where there is such a one and it is the member's own */
  readonly prescription: Prescription | undefined;
  readonly fills: Fills;
  /** the earliest instant at which drugs can have been handed over: the prescription must be in effect then */
  readonly handedOverFrom: EpochMs;
  /** by position of the line: what it takes of its code on the prescription */
  readonly prescribedTaken: Quantity[];
  /** where it was authorised before: what each coverage may pay at most */
  readonly ceilings: Ceilings | undefined;
  /** where the decision is to be explained step by step */
  readonly trace: Trace | undefined;
}

/** One order as one coverage sees it. */
export interface CoverageCase extends CoverageInForce {
  readonly orderCase: OrderCase;
  readonly view: OrderView;
  readonly trace: CoverageTrace | undefined;
  readonly waitingSince: CalendarDate;
  /** the same as days since 1970-01-01 */
  readonly waitingSinceDay: number;
  /** T702: this coverage is late for the order while another is not */
  readonly filedTooLate: boolean;
  readonly book: LimitBook;
  readonly waivers: Waivers | undefined;
  readonly diagnosisExcluded: boolean;
  /** the share of the insurer where national insurance should have been used and was not; 10000: nothing to reduce */
  readonly unusedNationalInsuranceBps: BasisPoints;
  /** what is left of each copay per order, by position of the benefit, once one has been taken */
  orderCopays: Fen[] | undefined;
}

export function coverageCase(
  orderCase: OrderCase,
  { coverage, plan }: CoverageInForce,
  book: LimitBook,
  waitingSince: CalendarDate,
  filedTooLate: boolean,
): CoverageCase {
  const { view } = orderCase;
  const unused = coverage.nationalInsurance && !view.nationalInsuranceUsed;
  return {
    coverage,
    plan,
    orderCase,
    view,
    trace: orderCase.trace && new CoverageTrace(orderCase.trace, coverage.coverageId),
    waitingSince,
    waitingSinceDay: dayNumber(waitingSince),
    filedTooLate,
    book,
    waivers: waiversFor(plan.endorsements, view),
    diagnosisExcluded: anyStartsWith(view.diagnoses, plan.excludedDiagnoses),
    unusedNationalInsuranceBps: unused
      ? (plan.plan.nationalInsurance?.rateIfUnusedBps ?? FULL_RATE_BPS)
      : FULL_RATE_BPS,
    orderCopays: undefined,
  };
}

/** Children under six are treated online only with a guardian present (互联网诊疗监管细则（试行）, article 18). */
export const GUARDIAN_UNTIL_AGE = 6;

/** On the service date; without a known birth date there is nothing to check. */
export function isUnderSix({ birthDate, view }: OrderCase): boolean {
  if (birthDate === undefined || yearOf(view.date) - yearOf(birthDate) > GUARDIAN_UNTIL_AGE) return false;
  return ageOn(birthDate, view.date) < GUARDIAN_UNTIL_AGE;
}

/** The first date on which a benefit is paid. */
export function firstEligibleDate({ waitingSince }: CoverageCase, { waitingDays }: CompiledBenefit): CalendarDate {
  return addDays(waitingSince, waitingDays);
}

/** Whether the service date is still in the waiting period of a benefit. */
export function isWaiting({ view, waitingSinceDay }: CoverageCase, { waitingDays }: CompiledBenefit): boolean {
  return view.day < waitingSinceDay + waitingDays;
}

/** Is the provider in the benefit's, else the plan's, network? `any` holds everybody. */
export function isInNetwork({ network }: CompiledBenefit, providerId: string): boolean {
  return network === undefined || network.has(providerId);
}
