import type { CalendarDate } from './calendar.ts';
import type { BasisPoints, Fen } from './money.ts';
import type { LineCategory, OrderKind, VisitMode, VisitType } from './order.ts';

/** A benefit schedule as an insurer publishes it: an immutable, versioned document. docs/plans.md describes every field. */
export interface Plan {
  readonly planId: string;
  readonly version: number;
  readonly name: BilingualText;
  readonly currency: 'CNY';
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo?: CalendarDate | undefined;
  /** what a yearly period is: from 1 January, or from the coverage's own anniversary */
  readonly year: 'calendar' | 'coverage';
  readonly waitingDays?: number | undefined;
  readonly network?: Network | undefined;
  readonly exclusions?:
    | { readonly diagnoses?: readonly string[] | undefined; readonly codes?: readonly string[] | undefined }
    | undefined;
  readonly deductible?: YearlyAmount | readonly YearlyAmount[] | undefined;
  readonly outOfPocketMax?: YearlyAmount | readonly YearlyAmount[] | undefined;
  readonly nationalInsurance?: { readonly rateIfUnusedBps: BasisPoints } | undefined;
  readonly filingDays?: number | undefined;
  readonly limits?: readonly Limit[] | undefined;
  /** the first that covers a line decides it */
  readonly benefits: readonly Benefit[];
  readonly endorsements?: readonly Endorsement[] | undefined;
}

export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

export type Network = 'any' | readonly string[];

export interface YearlyAmount {
  readonly amount: Fen;
  readonly per: 'year';
  readonly scope: 'member' | 'family';
}

export interface Covers {
  readonly orderKinds?: readonly OrderKind[] | undefined;
  readonly categories?: readonly LineCategory[] | undefined;
  readonly visits?: readonly VisitType[] | undefined;
  readonly modes?: readonly VisitMode[] | undefined;
  readonly departments?: readonly string[] | undefined;
  readonly diagnoses?: readonly string[] | undefined;
  readonly items: 'any' | { readonly formulary: string } | { readonly codes: readonly string[] };
}

export interface Benefit {
  readonly benefitId: string;
  readonly name: BilingualText;
  readonly covers: Covers;
  readonly waitingDays?: number | undefined;
  readonly network?: Network | undefined;
  readonly allowFirstVisit?: boolean | undefined;
  readonly priceCap?: 'formulary' | { readonly perUnit: Fen } | undefined;
  readonly excess?: 'patient' | 'write-off' | undefined;
  readonly networkDiscountBps?: BasisPoints | undefined;
  readonly deductible?: 'applies' | 'waived' | undefined;
  readonly copay?: { readonly per: 'line' | 'order'; readonly amount: Fen } | undefined;
  readonly coinsuranceBps?: BasisPoints | undefined;
  readonly coinsuranceByTierBps?: Readonly<Record<string, BasisPoints>> | undefined;
  readonly coinsuranceMin?: Fen | undefined;
  readonly coinsuranceMax?: Fen | undefined;
  readonly limits?: readonly Limit[] | undefined;
  readonly supply?: Supply | undefined;
}

export interface Supply {
  readonly maxDaysPerOrder: number;
  readonly maxDaysLongTerm?: number | undefined;
  readonly refillAfterBps?: BasisPoints | undefined;
}

export const LIMIT_MEASURES = ['amount', 'count', 'quantity'] as const;
export type LimitMeasure = (typeof LIMIT_MEASURES)[number];

export type LimitPeriod = 'line' | 'order' | 'day' | 'month' | 'year' | { readonly rollingDays: number } | 'lifetime';
export type LimitScope = 'member' | 'family' | { readonly pool: string };

export interface Limit {
  readonly limitId: string;
  readonly measure: LimitMeasure;
  /** fen, orders, or whole units of quantity */
  readonly max: number;
  readonly per: LimitPeriod;
  readonly scope?: LimitScope | undefined;
  readonly onExceed?: 'reduce' | 'reject' | undefined;
}

export const WAIVABLE_CHECKS = ['formulary', 'codes', 'network', 'waiting', 'deductible', 'first-visit'] as const;
export type WaivableCheck = (typeof WAIVABLE_CHECKS)[number];

/** A dated change to a plan's rules, such as an epidemic waiver. */
export interface Endorsement {
  readonly endorsementId: string;
  readonly name: BilingualText;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly regions?: readonly string[] | undefined;
  readonly diagnoses?: readonly string[] | undefined;
  readonly providers?: readonly string[] | undefined;
  readonly waives: readonly WaivableCheck[];
}

/** Limit ids that the deductible and the out-of-pocket maximum use for themselves. */
export const DEDUCTIBLE_LIMIT_ID = 'deductible';
export const OUT_OF_POCKET_LIMIT_ID = 'out-of-pocket';
