import * as z from 'zod';

type Options = readonly [z.ZodType, z.ZodType, ...z.ZodType[]];

/**
 * A union whose option is the one at the index that `choose` gives for a value, be the value right or wrong.
 *
 * zod's own union tries every option and reports the faults of all of them at the path of the union. A partner's engineer wants
 * the one bad field by name, so the option is chosen by the look of the value, as zod's discriminated union does. The parser is
 * replaced on the instance because `z.core`, where its constructors are, would bring 330 KB of unused zod into every function.
 */
export function chosenUnion<Shapes extends Options>(
  options: Shapes,
  choose: (value: unknown) => number,
): z.ZodType<z.output<Shapes[number]>> {
  const union = z.union(options);
  const parseChosen: typeof union._zod.run = (payload, context) =>
    (options[choose(payload.value)] ?? options[0])._zod.run(payload, context);
  union._zod.parse = parseChosen;
  union._zod.run = parseChosen;
  return union;
}

/** Either a keyword or a structure: `"any"` or a list, `"year"` or `{rollingDays}`. */
export function keywordOr<Keyword extends z.ZodType, Structure extends z.ZodType>(
  keyword: Keyword,
  structure: Structure,
): z.ZodType<z.output<Keyword> | z.output<Structure>> {
  return chosenUnion([keyword, structure], (value) => (typeof value === 'object' && value !== null ? 1 : 0));
}
