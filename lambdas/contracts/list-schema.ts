import type * as z from 'zod';

/**
 * A body that is a list of objects: one JSON list, or one object a line (NDJSON). The order of its entries says nothing, and none
 * may come twice.
 */
export interface ListSchema<Entry> {
  readonly entry: z.ZodType<Entry> & z.ZodObject;
  readonly maxEntries: number;
  /** the field by which an entry is known */
  readonly key: keyof Entry & string;
}

export const JSON_TYPE = 'application/json';
export const NDJSON_TYPE = 'application/x-ndjson';
