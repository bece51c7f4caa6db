import * as z from 'zod';
import type { ListSchema } from './list-schema.ts';
import { MAX_DAYS_SUPPLY } from './order.ts';
import { fen, identifier, MAX_LIST_ENTRIES, nameText } from './primitives.ts';

export const formularyEntry = z.strictObject({
  code: identifier,
  name: nameText,
  maxUnitPrice: fen.optional(),
  tier: identifier.optional(),
  maxDaysSupply: z.int().min(1).max(MAX_DAYS_SUPPLY).optional(),
  otc: z.boolean().optional(),
  prohibited: z.boolean().optional(),
});

export type FormularyEntryRequest = z.infer<typeof formularyEntry>;

/** One version of a formulary as it is published: the whole list. */
export const formularyEntries: ListSchema<FormularyEntryRequest> = {
  entry: formularyEntry,
  maxEntries: MAX_LIST_ENTRIES,
  key: 'code',
};
