import type { AccumulatorId, Balances } from './accumulator.ts';
import { NOTHING, PRESCRIPTION_MARK } from './accumulator.ts';
import type { CalendarDate, EpochMs } from './calendar.ts';
import { dayNumber } from './calendar.ts';
import type { Quantity } from './quantity.ts';

/**
 * The accumulator of what is taken of one code on a prescription. It belongs to no insurer and no plan: all coverages and all
 * providers take from the same.
 */
export const prescriptionId = (prescriptionNo: string, code: string): AccumulatorId =>
  `${PRESCRIPTION_MARK}${prescriptionNo}/${code}`;

/** How the id of a fill begins; the empty part in the place of a plan keeps it apart from an insurer's. */
const FILL_MARK = 'fill//';

/**
 * The accumulator of the fills of one code, date and supply, which is a member's: each line that made one counts 1. So a fill is held,
 * used and given back like everything else that an order takes.
 */
export const fillId = (code: string, date: CalendarDate, daysSupply: number): AccumulatorId =>
  `${FILL_MARK}${code}/${date}/${daysSupply}`;

/** Such an id read backwards; `undefined` where it names no fill. Codes contain neither `/` nor `@`. */
export function fillOf(accumulatorId: AccumulatorId): (Fill & LineFill) | undefined {
  // behind `@` stands a holder: of an insurer that happens to have this name, a pool's budget has one
  if (!accumulatorId.startsWith(FILL_MARK) || accumulatorId.includes('@')) return undefined;
  const [code = '', date = '', daysSupply = ''] = accumulatorId.slice(FILL_MARK.length).split('/');
  return { code, date, daysSupply: Number(daysSupply) };
}

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

/** Of each code the one fill that decides. */
export type LatestFills = ReadonlyMap<string, Fill>;

/** What a line makes: a fill of its code, of which the next one must wait. */
export interface LineFill {
  readonly code: string;
  readonly daysSupply: number;
}

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

/**
 * At most so many fills of a year, those whose supply lasts longest: one that has run out keeps nobody waiting. Nobody is given so many
 * drugs, but a provider's mistake must not make a member's record too large to be written.
 */
export function longestFills(fills: Fills, most: number): Fills {
  const all = [...fills].flatMap(([code, ofCode]) => ofCode.map((fill) => ({ code, fill, until: lastsUntil(fill) })));
  if (all.length <= most) return fills;
  const kept = all.toSorted((a, b) => b.until - a.until).slice(0, most);
  const byCode = Map.groupBy(kept, ({ code }) => code);
  return new Map([...byCode].map(([code, ofCode]) => [code, ofCode.map(({ fill }) => fill)]));
}

const lastsUntil = ({ date, daysSupply }: Fill): number => dayNumber(date) + daysSupply;

/** The same as a list of fills by code, of which each is the only one. */
export const asFills = (latest: LatestFills): Fills => new Map([...latest].map(([code, fill]) => [code, [fill]]));

/** What earlier orders use and hold of the codes on some lines, where that is anything. */
export function takenOf(
  prescriptionNo: string,
  lines: readonly { readonly code?: string | undefined }[],
  balances: Balances,
): ReadonlyMap<string, Quantity> {
  const taken = lines.flatMap(({ code }): [string, Quantity][] => {
    const { used, held } = (code !== undefined && balances.get(prescriptionId(prescriptionNo, code))) || NOTHING;
    return code === undefined || used + held === 0 ? [] : [[code, used + held]];
  });
  return new Map(taken);
}
