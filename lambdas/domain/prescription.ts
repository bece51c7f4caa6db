import type { CalendarDate, EpochMs } from './calendar.ts';
import type { Quantity } from './quantity.ts';

/** A prescription as an order meets it. Judged at the instant of the service. */
export interface Prescription {
  readonly prescriptionNo: string;
  readonly memberId: string;
  readonly voided: boolean;
  /** by a pharmacist; before that it is not in effect */
  readonly reviewed: boolean;
  readonly issuedAt: EpochMs;
  /** inclusive */
  readonly validUntil: EpochMs;
  readonly longTerm: boolean;
  readonly items: ReadonlyMap<string, PrescribedItem>;
}

export interface PrescribedItem {
  /** in all, refills included */
  readonly allowed: Quantity;
  /** used and held by orders before this one */
  readonly taken: Quantity;
  readonly daysSupply: number;
}

/** An earlier line of the same member and code, authorised, settled or captured and not wholly released or reversed. */
export interface Fill {
  readonly date: CalendarDate;
  readonly daysSupply: number;
}

/** The fills of a member, by code. */
export type Fills = ReadonlyMap<string, readonly Fill[]>;

export const NO_FILLS: Fills = new Map();

/** The fill that the next one must wait for: the latest, and of two on one date the longer supply. */
export function latestFill(fills: readonly Fill[]): Fill | undefined {
  let latest: Fill | undefined;
  for (const fill of fills) {
    if (
      latest === undefined ||
      fill.date > latest.date ||
      (fill.date === latest.date && fill.daysSupply > latest.daysSupply)
    ) {
      latest = fill;
    }
  }
  return latest;
}
