import type { CalendarDate } from './calendar.ts';

export const COVERAGE_STATUSES = ['active', 'suspended', 'terminated'] as const;
export type CoverageStatus = (typeof COVERAGE_STATUSES)[number];

/** One member enrolled in one plan from a date to a date, both inclusive. */
export interface Coverage {
  readonly coverageId: string;
  readonly insurerId: string;
  readonly planId: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly status: CoverageStatus;
  readonly nationalInsurance: boolean;
  readonly consent: boolean;
  readonly familyId?: string | undefined;
  readonly renewalOf?: string | undefined;
  /** several coverages pay in this order, lowest first */
  readonly priority: number;
}

export const DEFAULT_COVERAGE_PRIORITY = 100;

/** What is known of a member: one person for all insurers. */
export interface Member {
  readonly memberId: string;
  readonly coverages: readonly Coverage[];
  readonly birthDate?: CalendarDate | undefined;
}
