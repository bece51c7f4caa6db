import type { Fen } from './money.ts';

/** What a formulary says of one item; names are for people and are not kept here. */
export interface FormularyEntry {
  readonly code: string;
  /** the highest price claimable for one unit */
  readonly maxUnitPrice?: Fen | undefined;
  readonly tier?: string | undefined;
  readonly maxDaysSupply?: number | undefined;
  /** sold over the counter: no prescription is needed */
  readonly otc?: boolean | undefined;
  /** prohibited or discontinued */
  readonly prohibited?: boolean | undefined;
}

/** One published version of a list of items. */
export interface Formulary {
  readonly formularyId: string;
  readonly version: number;
  readonly entries: ReadonlyMap<string, FormularyEntry>;
}

export type Formularies = ReadonlyMap<string, Formulary>;

export const NO_FORMULARIES: Formularies = new Map();
