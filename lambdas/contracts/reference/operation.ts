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

/** A body that is a file of NDJSON, which may be left out. */
export interface LinesContent {
  readonly lines: z.ZodObject;
  readonly example: readonly unknown[];
}

/** A body that is one of several events, told apart by their field `type`. */
export interface EventContent {
  readonly events: readonly Content[];
}

/** Successes of several shapes, each with its status. */
export interface AnswerKinds {
  readonly kinds: readonly (Content & { readonly status: number; readonly name: string })[];
}

export type BodyContent = Content | ListContent | LinesContent | EventContent;

export interface Operation {
  readonly tag: 'Hospital' | 'Pharmacy' | 'Insurer' | 'Service';
  readonly summary: string;
  readonly description: string;
  readonly query?: z.ZodObject;
  readonly body?: BodyContent;
  /** statuses of success, each with what it means */
  readonly answers: Readonly<Record<number, string>>;
  /** of the successes; a media type where it is not JSON of ours, several where the caller may choose */
  readonly answer: Content | AnswerKinds | { readonly mediaType: string } | { readonly files: readonly string[] };
  /** the same as a page for people, where it is asked for */
  readonly isPageToo?: boolean;
  /** codes of this route alone, beside those that its door and its body bring */
  readonly problems: readonly ProblemCode[];
  readonly replays?: boolean;
}
