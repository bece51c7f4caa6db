import type * as z from 'zod';
import type { ListSchema } from '../list-schema.ts';
import type { ProblemCode } from '../problem-codes.ts';

export interface Content {
  readonly schema: z.ZodObject;
  readonly example: unknown;
}

/** A body that is a list, as JSON or as NDJSON. */
export interface ListContent {
  readonly list: Pick<ListSchema<unknown>, 'maxEntries'> & { readonly entry: z.ZodObject };
  readonly example: readonly unknown[];
}

export interface Operation {
  readonly tag: 'Hospital' | 'Insurer' | 'Service';
  readonly summary: string;
  readonly description: string;
  readonly query?: z.ZodObject;
  readonly body?: Content | ListContent;
  /** statuses of success, each with what it means */
  readonly answers: Readonly<Record<number, string>>;
  /** of the successes; a media type where it is not JSON of ours */
  readonly answer: Content | { readonly mediaType: string };
  /** codes of this route alone, beside those that its door and its body bring */
  readonly problems: readonly ProblemCode[];
  readonly replays?: boolean;
}
