import * as z from 'zod';
import { LINE_CATEGORIES, ORDER_KINDS, VISIT_MODES, VISIT_TYPES } from '../domain/order.ts';
import { chosenUnion, keywordOr } from './chosen-union.ts';
import { MAX_DAYS_SUPPLY } from './order.ts';
import { limits } from './plan-limit.ts';
import {
  basisPoints,
  days,
  diagnosisPrefix,
  fen,
  identifier,
  labelText,
  MAX_LIST_ENTRIES,
  nameText,
} from './primitives.ts';

const MAX_MATCH_ENTRIES = 500;
const MAX_TIERS = 20;

export const bilingualText = z.strictObject({ zh: nameText, en: nameText });

export const network = keywordOr(z.enum(['any']), z.array(identifier).max(MAX_LIST_ENTRIES));

/** A list that narrows: left out it takes all, so an empty one could only be a mistake. */
export function narrowing<Entry extends z.ZodType>(entry: Entry, max = MAX_MATCH_ENTRIES): z.ZodArray<Entry> {
  return z.array(entry).min(1, 'must have at least one entry; leave the field out to take all').max(max);
}

export const coveredFormulary = z.strictObject({ formulary: identifier });
export const coveredCodes = z.strictObject({ codes: z.array(identifier).min(1).max(MAX_LIST_ENTRIES) });

const coveredItems = chosenUnion([z.enum(['any']), coveredFormulary, coveredCodes], (value) => {
  if (typeof value !== 'object' || value === null) return 0;
  return 'codes' in value ? 2 : 1;
});

export const covers = z.strictObject({
  orderKinds: narrowing(z.enum(ORDER_KINDS)).optional(),
  categories: narrowing(z.enum(LINE_CATEGORIES)).optional(),
  visits: narrowing(z.enum(VISIT_TYPES)).optional(),
  modes: narrowing(z.enum(VISIT_MODES)).optional(),
  departments: narrowing(labelText).optional(),
  diagnoses: narrowing(diagnosisPrefix).optional(),
  items: coveredItems,
});

export const supply = z.strictObject({
  maxDaysPerOrder: z.int().min(1).max(MAX_DAYS_SUPPLY),
  maxDaysLongTerm: z.int().min(1).max(MAX_DAYS_SUPPLY).optional(),
  refillAfterBps: basisPoints.optional(),
});

export const unitPriceCap = z.strictObject({ perUnit: fen });
export const copay = z.strictObject({ per: z.enum(['line', 'order']), amount: fen });

export const benefit = z.strictObject({
  benefitId: identifier,
  name: bilingualText,
  covers,
  waitingDays: days.optional(),
  network: network.optional(),
  allowFirstVisit: z.boolean().optional(),
  priceCap: keywordOr(z.enum(['formulary']), unitPriceCap).optional(),
  excess: z.enum(['patient', 'write-off']).optional(),
  networkDiscountBps: basisPoints.optional(),
  deductible: z.enum(['applies', 'waived']).optional(),
  copay: copay.optional(),
  coinsuranceBps: basisPoints.optional(),
  coinsuranceByTierBps: z
    .record(identifier, basisPoints)
    .refine((tiers) => Object.keys(tiers).length <= MAX_TIERS, `must have at most ${MAX_TIERS} tiers`)
    .optional(),
  coinsuranceMin: fen.optional(),
  coinsuranceMax: fen.optional(),
  limits: limits.optional(),
  supply: supply.optional(),
});
